"use client";

import type { Action } from "@/components/ui/action";
import { useAction } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";

export function MarkAllRead({ read }: { read: Action<void> }) {
  const { run, pending } = useAction(read);
  return (
    <Button working={pending} onClick={() => run({})}>
      Mark all read
    </Button>
  );
}
