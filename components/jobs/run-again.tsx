"use client";

import { RotateCw } from "lucide-react";
import { type ReactNode, useCallback } from "react";
import type { Action } from "@/components/ui/action";
import { useAction } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";

/** Queues one failed job again, or all of them; it leaves the list at once and comes back if it fails again. */
export function RunAgain({
  action,
  input = {},
  said,
  children,
}: {
  action: Action;
  input?: Record<string, unknown>;
  /** What the toast says when it is queued. */
  said: string;
  children: ReactNode;
}) {
  const { run, pending, refusal } = useAction(
    action,
    useCallback(() => toast({ message: said }), [said]),
  );
  return (
    <span className="grid justify-items-end gap-1">
      <Button
        size="sm"
        icon={<RotateCw aria-hidden strokeWidth={1.75} className="size-4" />}
        working={pending}
        onClick={() => run(input)}
      >
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
