"use client";

import { type ComponentProps, type ReactNode, useRef } from "react";
import type { Action } from "@/components/ui/action";
import { useAction } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { useFocusLeftBehind } from "@/components/ui/use-focus-left-behind";

type Anyway = Readonly<Record<string, { label: string; input: Record<string, unknown> }>>;

/**
 * A button that does one thing at once, and usually is gone when it is done. A refusal stands beside it; one that is a
 * question is answered by pressing again.
 */
export function Deed({
  action,
  input = {},
  said,
  tone,
  icon,
  label,
  anyway,
  children,
}: {
  action: Action;
  input?: Record<string, unknown>;
  /** What is said in passing when it is done. */
  said: string;
  tone?: ComponentProps<typeof Button>["tone"];
  icon?: ReactNode;
  /** What is read out, where the words on the button do not tell what it is about. */
  label?: string;
  /** By the code of a refusal, `over_limit` for a weekly limit: what a yes adds to the input, and the words on the button. */
  anyway?: Anyway;
  children: ReactNode;
}) {
  const { run, pending, refusal } = useAction(action, () => toast({ message: said }));
  const place = useRef<HTMLSpanElement>(null);
  useFocusLeftBehind(place);
  const yes = useRef({});
  const isOverLimit = (refusal?.detail as { overLimit?: boolean } | undefined)?.overLimit;
  const again = refusal && anyway?.[isOverLimit ? "over_limit" : refusal.code];
  const press = () => {
    yes.current = { ...yes.current, ...again?.input };
    run({ ...input, ...yes.current });
  };
  return (
    <span ref={place} className="inline-flex flex-wrap items-center gap-2">
      <Button
        size="sm"
        tone={tone}
        icon={icon}
        working={pending}
        onClick={press}
        aria-label={again ? undefined : label}
      >
        {again ? again.label : children}
      </Button>
      {refusal && (
        <span role="alert" className="text-meta text-danger">
          {refusal.message}
        </span>
      )}
    </span>
  );
}
