"use client";

import type { ComponentProps, ReactNode } from "react";
import type { Action } from "@/components/ui/action";
import { useAction } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";

/** A button that does one thing at once. A refusal stands beside it. */
export function Deed({
  action,
  input,
  said,
  tone,
  children,
}: {
  action: Action;
  input: Record<string, unknown>;
  /** What is said in passing when it is done. */
  said: string;
  tone?: ComponentProps<typeof Button>["tone"];
  children: ReactNode;
}) {
  const { run, pending, refusal } = useAction(action, () => toast({ message: said }));
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <Button size="sm" tone={tone} working={pending} onClick={() => run(input)}>
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
