"use client";

import { Toast } from "@base-ui/react/toast";
import { Check, Info, WifiOff } from "lucide-react";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { onToast, type ToastMessage } from "@/components/ui/toast";

/** How long a toast stays, in ms; it waits while the pointer or focus is on it. */
const STAYS_MS = 6_000;

const icons = { check: Check, offline: WifiOff, info: Info };

type Shown = Pick<ToastMessage, "action" | "icon">;

/** See `Toaster`, which loads this with the first toast. */
export default function ToastViewport({ first, onReady }: { first: ToastMessage[]; onReady: () => void }) {
  return (
    <Toast.Provider timeout={STAYS_MS}>
      <Toasts first={first} onReady={onReady} />
    </Toast.Provider>
  );
}

function Toasts({ first, onReady }: { first: ToastMessage[]; onReady: () => void }) {
  const { toasts, add, close } = Toast.useToastManager<Shown>();
  const said = useRef(0);
  useEffect(() => {
    const say = ({ message, action, icon }: ToastMessage) => add({ title: message, data: { action, icon } });
    for (const message of first.slice(said.current)) say(message);
    said.current = first.length;
    onReady();
    return onToast(say);
  }, [first, onReady, add]);
  return (
    <Toast.Portal>
      <Toast.Viewport className="fixed right-4 bottom-4 left-4 z-20 ml-auto flex max-w-md flex-col gap-2 max-md:bottom-[calc(5rem+env(safe-area-inset-bottom))]">
        {toasts.map((shown) => {
          const Icon = icons[shown.data?.icon ?? "check"];
          return (
            <Toast.Root
              key={shown.id}
              toast={shown}
              className="rounded-control bg-toast text-on-toast shadow-float transition-[opacity,translate] duration-160 data-ending-style:opacity-0 data-starting-style:translate-y-2 data-starting-style:opacity-0"
            >
              <Toast.Content className="flex min-h-11 items-center gap-3 px-3.5 py-2.5">
                <Icon aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
                <Toast.Title className="min-w-0 flex-1" />
                {shown.data?.action && (
                  <ToastAction action={shown.data.action} onDone={() => close(shown.id)} />
                )}
              </Toast.Content>
            </Toast.Root>
          );
        })}
      </Toast.Viewport>
    </Toast.Portal>
  );
}

const actionClass =
  "rounded-badge px-1 font-medium underline underline-offset-3 outline-current cursor-pointer";

function ToastAction({ action, onDone }: { action: NonNullable<Shown["action"]>; onDone: () => void }) {
  if ("href" in action)
    return (
      <Link href={action.href} className={actionClass}>
        {action.label}
      </Link>
    );
  const press = () => {
    onDone();
    action.onPress();
  };
  return (
    <button type="button" className={actionClass} onClick={press}>
      {action.label}
    </button>
  );
}
