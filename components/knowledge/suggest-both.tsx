"use client";

import type { Action } from "@/components/ui/action";
import { useAction } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";

/** Tells both with one click, and takes it back with another while nobody has read it. */
export function SuggestBoth({
  input,
  suggest,
  takeBack,
}: {
  input: Record<string, string>;
  suggest: Action<{ key: string }>;
  takeBack: Action<void>;
}) {
  const undo = async (key: string) => {
    const result = await takeBack({ key }).catch(() => null);
    toast({
      message: result?.ok ? "Taken back." : (result?.message ?? "Deskside did not answer. Try again."),
      ...(!result?.ok && { icon: "info" as const }),
    });
  };
  const { run, pending, refusal } = useAction(suggest, ({ key }) =>
    toast({
      message: "Both find it among their notices.",
      action: { label: "Undo", onPress: () => void undo(key) },
    }),
  );
  return (
    <div className="grid justify-items-start gap-2">
      <Button tone="primary" working={pending} onClick={() => run(input)}>
        Suggest it to both
      </Button>
      {refusal && (
        <p role="alert" className="text-meta text-danger">
          {refusal.message}
        </p>
      )}
    </div>
  );
}
