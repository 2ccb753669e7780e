"use client";

import { useRouter } from "next/navigation";
import type { Action } from "@/components/ui/action";
import { useAction } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";

type Deed = Action<{ id: string }>;

/** Withdraws at once, and offers to undo it. `after`: where to go then; left out, the page stays. */
export function WithdrawButton({
  id,
  withdraw,
  reopen,
  after,
}: {
  id: string;
  withdraw: Deed;
  reopen: Deed;
  after?: string;
}) {
  const router = useRouter();
  const undo = async () => {
    const result = await reopen({ id }).catch(() => undefined);
    if (result?.ok) router.refresh();
    toast(
      result?.ok
        ? { message: "It is on the board again." }
        : { message: result?.message ?? "Deskside did not answer, so it is still withdrawn.", icon: "info" },
    );
  };
  const { run, pending, refusal } = useAction(withdraw, () => {
    toast({ message: "Withdrawn. It is off the board.", action: { label: "Undo", onPress: undo } });
    if (after) router.push(after);
  });
  return (
    <>
      <Button tone="quiet" working={pending} workingLabel="Withdrawing" onClick={() => run({ id })}>
        Withdraw
      </Button>
      {refusal && (
        <p role="alert" className="text-meta text-danger">
          {refusal.message}
        </p>
      )}
    </>
  );
}
