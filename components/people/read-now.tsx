"use client";

import { RefreshCw } from "lucide-react";
import { useCallback } from "react";
import type { Action } from "@/components/ui/action";
import { useAction } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";

/** Reads my calendar while I wait, and says what was found. */
export function ReadNow({ read }: { read: Action<{ words: string }> }) {
  const done = useCallback(({ words }: { words: string }) => toast({ message: words }), []);
  const { run, pending, refusal } = useAction(read, done);
  return (
    <>
      <Button
        size="sm"
        icon={<RefreshCw aria-hidden strokeWidth={1.75} className="size-4" />}
        working={pending}
        workingLabel="Asking Google"
        onClick={() => run({})}
      >
        Read now
      </Button>
      {refusal && !pending && (
        <p role="alert" className="w-full text-meta text-danger">
          {refusal.message}
        </p>
      )}
    </>
  );
}
