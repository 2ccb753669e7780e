"use client";

import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { firstName } from "@/components/people/first-name";
import { PersonChip } from "@/components/people/person-chip";
import type { Action } from "@/components/ui/action";
import { Button } from "@/components/ui/button";
import { Message } from "@/components/ui/message";
import { toast } from "@/components/ui/toast";
import type { SwapCandidate, Swaps } from "@/lib/sessions/schema";
import { formatDay, formatTimeRange, zoneCity } from "@/lib/time/format";
import { Compared, RefusedChange, useChange } from "./compared";
import { swapsQuery } from "./swaps-query";

export type SwapProps = {
  id: string;
  action: Action;
  /** Whose seat it would be, where there are several partners. */
  outId?: string | undefined;
};

/** Who could take the seat, read when the dialog opens. */
export default function People({ id, action, outId, onDone }: SwapProps & { onDone: () => void }) {
  return (
    <Compared query={useQuery(swapsQuery(id, outId))} unchanged="Nothing was changed.">
      {(swaps) => <ChoosePartner id={id} action={action} outId={outId} swaps={swaps} onDone={onDone} />}
    </Compared>
  );
}

function ChoosePartner({
  id,
  action,
  outId,
  swaps,
  onDone,
}: SwapProps & { swaps: Swaps; onDone: () => void }) {
  const [asked, setAsked] = useState<SwapCandidate | null>(null);
  // What is said when it is done is said of whom the form named, whichever render made the form.
  const named = useRef<SwapCandidate>(null);
  const { key, run, pending, refusal } = useChange(action, swapsQuery(id, outId).queryKey, () => {
    if (named.current) sayIt(id, action, swaps, named.current);
    onDone();
  });
  const { people, partner } = swaps;
  const ask = (person: SwapCandidate, askAnyway: boolean) => {
    named.current = person;
    setAsked(person);
    run({ id, partnerId: person.id, outId, key, askAnyway });
  };
  const stays = partner ? `${firstName(partner.name)} keeps the seat.` : "The seat is still free.";
  return (
    <div className="grid gap-4">
      <When swaps={swaps} />
      {refusal && (
        <RefusedChange refusal={refusal} pending={pending} onAskAnyway={() => asked && ask(asked, true)}>
          {refusal.code !== "no_answer" && `${stays} Choose somebody else.`}
        </RefusedChange>
      )}
      {people.length === 0 ? (
        <Message title="Nobody else whom you asked for is free then.">
          Reschedule the session to a time when more people are free, or ask more teams in the request.
        </Message>
      ) : (
        <ul className="max-h-96 divide-y divide-line overflow-y-auto rounded-control border border-line">
          {people.map((person) => (
            <Candidate
              key={person.id}
              person={person}
              swaps={swaps}
              working={pending && asked?.id === person.id}
              onAsk={() => !pending && ask(person, false)}
            />
          ))}
        </ul>
      )}
      <div className="flex justify-end">
        <Button tone="quiet" onClick={onDone}>
          {partner ? `Keep ${firstName(partner.name)}` : "Close"}
        </Button>
      </div>
    </div>
  );
}

function When({ swaps: { start, end, zone, partner } }: { swaps: Swaps }) {
  return (
    <p className="text-meta text-ink-2">
      <span className="font-medium text-ink times">
        {formatDay(start, zone)} {formatTimeRange(start, end, zone)}
      </span>
      {partner && `. ${partner.name} has the seat now. They are told, and have that time back.`}
    </p>
  );
}

function Candidate({
  person,
  swaps: { start, end, zone },
  working,
  onAsk,
}: {
  person: SwapCandidate;
  swaps: Swaps;
  working: boolean;
  onAsk: () => void;
}) {
  const there = formatTimeRange(start, end, person.zone);
  const differs = there !== formatTimeRange(start, end, zone);
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-3 gap-y-2 px-3 py-2.5">
      <div className="min-w-0 flex-1 basis-56">
        <PersonChip
          person={{
            name: person.name,
            discipline: person.discipline,
            ...(person.teamName && { team: person.teamName }),
          }}
          unknown={!person.isKnown}
        />
        <p className="mt-1 text-meta text-ink-2 wrap-anywhere">{person.reason}</p>
        {differs && (
          <p className="text-meta text-ink-3 times">
            {there} {zoneCity(person.zone)}
          </p>
        )}
      </div>
      <Button
        size="sm"
        working={working}
        workingLabel="Asking the calendar"
        onClick={onAsk}
        aria-label={`Ask ${person.name}`}
      >
        Ask {firstName(person.name)}
      </Button>
    </li>
  );
}

/** The old partner has declined nothing, so their seat can be given back at once. */
function sayIt(id: string, action: Action, { partner }: Swaps, asked: SwapCandidate) {
  const name = firstName(asked.name);
  if (!partner) return toast({ message: `${name} has the seat and is told.` });
  const undo = async () => {
    const back = { id, partnerId: partner.id, outId: asked.id, key: crypto.randomUUID(), askAnyway: true };
    const result = await action(back).catch(() => null);
    toast({
      message: result?.ok
        ? `${firstName(partner.name)} has the seat again.`
        : (result?.message ?? "Deskside did not answer. Nothing was undone."),
      ...(!result?.ok && { icon: "info" as const }),
    });
  };
  toast({
    message: `${name} has the seat, and ${firstName(partner.name)} is told.`,
    action: { label: "Undo", onPress: () => void undo() },
  });
}
