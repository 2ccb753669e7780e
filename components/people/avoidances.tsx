"use client";

import { useState } from "react";
import type { Action } from "@/components/ui/action";
import { ActionForm, useAction, useFormPending } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { FormField } from "@/components/ui/form-field";
import { TokenField, type TokenOption } from "@/components/ui/token-field";

type Props = {
  avoided: readonly { id: string; name: string }[];
  /** Everybody who could be put on the list. */
  people: readonly TokenOption[];
  avoid: Action;
  stop: Action;
};

/** Whom I would rather not be matched with; nobody else can see it. */
export function Avoidances({ avoided, people, avoid, stop }: Props) {
  const [round, setRound] = useState(0);
  return (
    <>
      {avoided.length === 0 ? (
        <p className="px-4 py-3.5 text-ink-2">Nobody on your list</p>
      ) : (
        <ul className="divide-y divide-line">
          {avoided.map((person) => (
            <Avoided key={person.id} person={person} stop={stop} />
          ))}
        </ul>
      )}
      <ActionForm
        key={round}
        action={avoid}
        onDone={() => setRound(round + 1)}
        className="flex flex-wrap items-end gap-3 border-t border-line p-4"
      >
        <FormField label="Add a person" name="personId" className="flex-1 basis-56">
          {(control) => <TokenField {...control} options={people} max={1} placeholder="Type a name" />}
        </FormField>
        <Add />
      </ActionForm>
    </>
  );
}

function Add() {
  const pending = useFormPending();
  return (
    <Button type="submit" size="lg" working={pending}>
      Add
    </Button>
  );
}

function Avoided({ person: { id, name }, stop }: { person: { id: string; name: string }; stop: Action }) {
  const { run, pending } = useAction(stop);
  return (
    <li className="flex min-h-row items-center justify-between gap-4 px-4 py-1.5">
      <span>{name}</span>
      <Button
        size="sm"
        tone="quiet"
        working={pending}
        aria-label={`Remove ${name}`}
        onClick={() => run({ personId: id })}
      >
        Remove
      </Button>
    </li>
  );
}
