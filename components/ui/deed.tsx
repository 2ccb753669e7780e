"use client";

import { type ComponentProps, type ReactNode, useRef } from "react";
import type { Action } from "@/components/ui/action";
import { useAction } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { useFocusLeftBehind } from "@/components/ui/use-focus-left-behind";

/** A button that does one thing at once, and usually is gone when it is done. A refusal stands beside it. */
export function Deed({
  action,
  input = {},
  said,
  tone,
  icon,
  children,
}: {
  action: Action;
  input?: Record<string, unknown>;
  /** What is said in passing when it is done. */
  said: string;
  tone?: ComponentProps<typeof Button>["tone"];
  icon?: ReactNode;
  children: ReactNode;
}) {
  const { run, pending, refusal } = useAction(action, () => toast({ message: said }));
  const place = useRef<HTMLSpanElement>(null);
  useFocusLeftBehind(place);
  return (
    <span ref={place} className="inline-flex flex-wrap items-center gap-2">
      <Button size="sm" tone={tone} icon={icon} working={pending} onClick={() => run(input)}>
        {children}
      </Button>
      {refusal && (
        <span role="alert" className="text-meta text-danger">
          {refusal.message}
        </span>
      )}
    </span>
  );
}
