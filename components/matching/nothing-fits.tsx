"use client";

import { useQueryClient } from "@tanstack/react-query";
import { CalendarX2 } from "lucide-react";
import type { Action } from "@/components/ui/action";
import { useAction } from "@/components/ui/action-form";
import { Badge } from "@/components/ui/badge";
import { Button, ButtonLink } from "@/components/ui/button";
import { Message } from "@/components/ui/message";
import { Panel, Rows } from "@/components/ui/panel";
import type { Change, Nothing } from "@/lib/matching/schema";

/** Nobody is known to be free: what is missing, then what would help, most first, each with what it opens. */
export function NothingFits({
  requestId,
  nothing,
  until,
  apply,
}: {
  requestId: string;
  nothing: Nothing;
  /** `Fri 27 Nov`. */
  until: string;
  apply: Action;
}) {
  const client = useQueryClient();
  const { run, pending, refusal } = useAction(apply, () =>
    client.invalidateQueries({ queryKey: ["matches", requestId] }),
  );
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

function ChangeButton({
  change,
  pending,
  onChange,
}: {
  change: Change;
  pending: boolean;
  onChange: () => void;
}) {
  // The buffer is the person's own, for every session; it is not the request's to change.
  if (change.kind === "buffer") return <ButtonLink href="/settings/matching">Settings</ButtonLink>;
  return (
    <Button onClick={onChange} working={pending} aria-label={`Change: ${change.title}`}>
      Change
    </Button>
  );
}
