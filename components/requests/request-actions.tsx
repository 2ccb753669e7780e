"use client";

import { useRouter } from "next/navigation";
import type { Action } from "@/components/ui/action";
import { ActionForm, useAction, useFormPending } from "@/components/ui/action-form";
import { Button, ButtonLink } from "@/components/ui/button";
import { FormField } from "@/components/ui/form-field";
import { DateInput } from "@/components/ui/text-input";
import { toast } from "@/components/ui/toast";
import type { RequestView } from "@/lib/requests/schema";

type Deed = Action<{ id: string }>;
export type RequestDeeds = { withdraw: Deed; reopen: Deed; revive: Deed };

/**
 * What the requester can do with the request besides booking: edit, withdraw (with an undo), reopen, revive.
 * `today`: the date in the requester's zone. `afterWithdraw`: where to go then; left out, the page stays.
 */
export function RequestActions({
  request,
  deeds,
  today,
  afterWithdraw,
  withEdit = true,
}: {
  request: Pick<RequestView, "id" | "state" | "sessionId">;
  deeds: RequestDeeds;
  today: string;
  afterWithdraw?: string;
  withEdit?: boolean;
}) {
  const { id, state, sessionId } = request;
  const isOpen = state === "open" || state === "expired";
  return (
    <div className="flex flex-wrap items-end gap-2">
      {state === "expired" && <Revive id={id} revive={deeds.revive} today={today} />}
      {withEdit && (isOpen || state === "booked") && (
        <ButtonLink href={`/requests/${id}/edit`}>Edit</ButtonLink>
      )}
      {isOpen && !sessionId && <Withdraw id={id} deeds={deeds} after={afterWithdraw} />}
      {state === "withdrawn" && <Reopen id={id} reopen={deeds.reopen} />}
    </div>
  );
}

function Withdraw({ id, deeds, after }: { id: string; deeds: RequestDeeds; after: string | undefined }) {
  const router = useRouter();
  const undo = async () => {
    const result = await deeds.reopen({ id }).catch(() => undefined);
    if (result?.ok) router.refresh();
    toast(
      result?.ok
        ? { message: "It is on the board again." }
        : { message: result?.message ?? "Deskside did not answer, so it is still withdrawn.", icon: "info" },
    );
  };
  const { run, pending, refusal } = useAction(deeds.withdraw, () => {
    toast({ message: "Withdrawn. It is off the board.", action: { label: "Undo", onPress: undo } });
    if (after) router.push(after);
  });
  return (
    <>
      <Button tone="quiet" working={pending} onClick={() => run({ id })}>
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

function Reopen({ id, reopen }: { id: string; reopen: Deed }) {
  const { run, pending, refusal } = useAction(reopen);
  return (
    <>
      <Button working={pending} onClick={() => run({ id })}>
        Put it back on the board
      </Button>
      {refusal && (
        <p role="alert" className="text-meta text-danger">
          {refusal.message}
        </p>
      )}
    </>
  );
}

function Revive({ id, revive, today }: { id: string; revive: Deed; today: string }) {
  return (
    <ActionForm action={revive} extra={{ id }} className="flex flex-wrap items-end gap-2">
      <FormField label="Needed by" name="neededBy" required>
        {(control) => <DateInput {...control} min={today} />}
      </FormField>
      <ReviveButton />
    </ActionForm>
  );
}

function ReviveButton() {
  const pending = useFormPending();
  return (
    <Button type="submit" tone="primary" working={pending}>
      Revive
    </Button>
  );
}
