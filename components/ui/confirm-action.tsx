"use client";

import { type ComponentProps, type ReactNode, useId, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

/**
 * A button that asks before it runs a server action. `children` may hold inputs: they are sent along with `fields`.
 * The dialog closes when the action returns; an action that refuses returns, and the page shows why.
 */
export function ConfirmAction({
  trigger,
  tone = "secondary",
  size,
  icon,
  title,
  description,
  confirm,
  dismiss = "Keep it",
  danger = false,
  action,
  fields = {},
  children,
}: Pick<ComponentProps<typeof Button>, "tone" | "size" | "icon"> & {
  trigger: ReactNode;
  title: ReactNode;
  description?: ReactNode;
  confirm: ReactNode;
  dismiss?: ReactNode;
  danger?: boolean;
  action: (form: FormData) => Promise<unknown>;
  fields?: Record<string, string>;
  children?: ReactNode;
}) {
  const form = useId();
  const [open, setOpen] = useState(false);
  const [working, start] = useTransition();
  const send = (data: FormData) =>
    start(async () => {
      await action(data);
      setOpen(false);
    });
  return (
    <>
      <Button tone={tone} size={size} icon={icon} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {trigger}
      </Button>
      <Dialog
        asks
        open={open}
        onOpenChange={setOpen}
        title={title}
        description={description}
        footer={
          <>
            <Button tone="quiet" onClick={() => setOpen(false)}>
              {dismiss}
            </Button>
            <Button tone={danger ? "danger" : "primary"} type="submit" form={form} working={working}>
              {confirm}
            </Button>
          </>
        }
      >
        <form id={form} action={send} className="grid gap-4 empty:hidden">
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          {children}
        </form>
      </Dialog>
    </>
  );
}
