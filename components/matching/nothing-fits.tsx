"use client";

import { useQueryClient } from "@tanstack/react-query";
import { CalendarX2 } from "lucide-react";
import { useRouter } from "next/navigation";
import type { Action } from "@/components/ui/action";
import { useAction } from "@/components/ui/action-form";
import { Badge } from "@/components/ui/badge";
import { Button, ButtonLink } from "@/components/ui/button";
import { Message } from "@/components/ui/message";
import { Panel, Rows } from "@/components/ui/panel";
import type { Change, Nothing } from "@/lib/matching/schema";
import type { Tried } from "./what-if";

/** Nobody is known to be free: what is missing, then what would help, most first, each with what it opens. */
export function NothingFits({
  requestId,
  nothing,
  until,
  apply,
  onTry,
}: {
  requestId: string;
  nothing: Nothing;
  /** `Fri 27 Nov`. */
  until: string;
  apply: Action;
  /** While something else is tried, another length or day is tried as well, and not saved. */
  onTry: ((change: Tried) => void) | null;
}) {
  const client = useQueryClient();
  const router = useRouter();
  const { run, pending, refusal } = useAction(apply, () => {
    void client.invalidateQueries({ queryKey: ["matches", requestId] });
    router.refresh();
  });
  return (
    <Panel
      title="Nothing fits yet"
      aside={
        <Badge tone="warn" icon={<CalendarX2 aria-hidden strokeWidth={1.75} />}>
          Nobody free by {until}
        </Badge>
      }
    >
      <p className="px-4 py-3 text-ink-2">
        {nothing.missing} {nothing.changes.length > 0 && "What would help, most first:"}
      </p>
      {refusal && <Message tone="danger" announce title={refusal.message} className="mx-4 mb-3" />}
      {nothing.changes.length > 0 ? (
        <Rows className="border-t border-line">
          {nothing.changes.map((change) => (
            <li
              key={`${change.kind} ${change.value}`}
              className="flex items-center justify-between gap-4 px-4 py-2.5"
            >
              <div className="min-w-0">
                <p className="font-medium">{change.title}</p>
                <p className="text-meta text-ink-2">{change.opens}</p>
              </div>
              <ChangeButton
                change={change}
                pending={pending}
                onTry={onTry}
                onChange={() => run({ requestId, ...change })}
              />
            </li>
          ))}
        </Rows>
      ) : (
        <div className="flex flex-wrap gap-2 px-4 pb-4">
          <ButtonLink href={`/requests/${requestId}/edit`}>Edit the request</ButtonLink>
        </div>
      )}
    </Panel>
  );
}

function triedOf({ kind, value }: Change): Tried | null {
  if (kind === "length") return { lengthMin: Number(value) };
  return kind === "needed_by" ? { neededBy: value } : null;
}

function ChangeButton({
  change,
  pending,
  onTry,
  onChange,
}: {
  change: Change;
  pending: boolean;
  onTry: ((change: Tried) => void) | null;
  onChange: () => void;
}) {
  // The buffer is the person's own, for every session; it is not the request's to change.
  if (change.kind === "buffer") return <ButtonLink href="/settings/matching">Settings</ButtonLink>;
  const tried = triedOf(change);
  if (onTry && tried)
    return (
      <Button onClick={() => onTry(tried)} aria-label={`Try it: ${change.title}`}>
        Try it
      </Button>
    );
  return (
    <Button onClick={onChange} working={pending} aria-label={`Change: ${change.title}`}>
      Change
    </Button>
  );
}
