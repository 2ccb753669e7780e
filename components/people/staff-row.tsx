"use client";

import { useState } from "react";
import { PersonSeat } from "@/components/people/person-chip";
import type { Action } from "@/components/ui/action";
import { useAction } from "@/components/ui/action-form";
import { Badge } from "@/components/ui/badge";
import { Checkbox } from "@/components/ui/checkbox";
import { ListLink } from "@/components/ui/list-link";
import { Select } from "@/components/ui/select";
import { Td, Tr } from "@/components/ui/table";
import { toast } from "@/components/ui/toast";
import { ConfirmDeed } from "./confirm-deed";

type Staff = {
  id: string;
  name: string;
  email: string;
  teamId: string | null;
  discipline: string | null;
  isAdmin: boolean;
  hasSignedIn: boolean;
  isGone: boolean;
  connection: "connected" | "reconnect" | "never";
};

type Props = {
  person: Staff;
  teams: readonly { id: string; name: string }[];
  change: Action;
  deactivate: Action;
  reactivate: Action;
  erase: Action;
};

const CALENDARS = {
  connected: { tone: "accent", words: "Connected" },
  reconnect: { tone: "warn", words: "Access ended" },
  never: { tone: "neutral", words: "Not connected" },
} as const;

/** A person as an admin sees them; team and admin are changed at once. */
export function StaffRow({ person, teams, change, deactivate, reactivate, erase }: Props) {
  const { id, name, email, isGone } = person;
  const [said, setSaid] = useState({ teamId: person.teamId, isAdmin: person.isAdmin });
  const { run, refusal } = useAction(async (input: unknown) => {
    const result = await change(input);
    if (result.ok) toast({ message: `Saved for ${name}.` });
    else setSaid({ teamId: person.teamId, isAdmin: person.isAdmin });
    return result;
  });
  const say = (part: Partial<typeof said>) => {
    const next = { ...said, ...part };
    setSaid(next);
    run({ personId: id, ...next });
  };
  const calendar = CALENDARS[person.connection];
  return (
    <Tr>
      <Td className="py-2 max-sm:w-full">
        <span className="flex items-center gap-2.5">
          <PersonSeat person={{ name, discipline: person.discipline ?? "other" }} />
          <span className="min-w-0">
            <ListLink href={`/people/${id}`} className="font-medium hover:underline">
              {name}
            </ListLink>
            {isGone && <Badge className="ml-2">Left</Badge>}
            {!isGone && !person.hasSignedIn && <Badge className="ml-2">Not here yet</Badge>}
            <span className="block text-meta text-ink-3 wrap-anywhere">{email}</span>
            {refusal && (
              <span role="alert" className="block text-meta text-danger">
                {refusal.message}
              </span>
            )}
          </span>
        </span>
      </Td>
      <Td className="max-sm:w-44">
        <Select
          aria-label={`Team of ${name}`}
          value={said.teamId ?? ""}
          disabled={isGone}
          onChange={(event) => say({ teamId: event.currentTarget.value || null })}
          className="min-w-36"
        >
          <option value="">No team</option>
          {teams.map((team) => (
            <option key={team.id} value={team.id}>
              {team.name}
            </option>
          ))}
        </Select>
      </Td>
      <Td>
        <Checkbox
          label={
            <>
              Admin<span className="sr-only">: {name}</span>
            </>
          }
          checked={said.isAdmin}
          disabled={isGone}
          onChange={(event) => say({ isAdmin: event.currentTarget.checked })}
        />
      </Td>
      <Td>
        <Badge tone={calendar.tone}>
          <span className="sr-only">Calendar: </span>
          {calendar.words}
        </Badge>
      </Td>
      <Td className="text-right max-sm:ml-auto">
        {isGone ? (
          <>
            <ConfirmDeed
              label="Reactivate"
              named={name}
              title={`Let ${name} back in?`}
              confirm="Reactivate"
              said={`${name} is back.`}
              action={reactivate}
              input={{ personId: id }}
            >
              They can sign in and be booked again. What was cancelled stays cancelled.
            </ConfirmDeed>
            <ConfirmDeed
              label="Delete data"
              named={`of ${name}`}
              title={`Delete everything about ${name}?`}
              confirm="Delete data"
              said={`What is about ${name} is being deleted.`}
              action={erase}
              input={{ personId: id }}
            >
              It cannot be undone. Notes they wrote with others, and requests that led to a session, stay
              without their name.
            </ConfirmDeed>
          </>
        ) : (
          <ConfirmDeed
            label="Deactivate"
            named={name}
            title={`Deactivate ${name}?`}
            confirm="Deactivate"
            said={`${name} is deactivated.`}
            action={deactivate}
            input={{ personId: id }}
          >
            They are signed out, their coming sessions are cancelled or need a new partner, and their open
            requests are withdrawn. Everybody concerned is told. Notes and past sessions stay.
          </ConfirmDeed>
        )}
      </Td>
    </Tr>
  );
}
