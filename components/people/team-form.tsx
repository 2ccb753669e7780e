"use client";

import { useState } from "react";
import type { Action } from "@/components/ui/action";
import { ActionForm } from "@/components/ui/action-form";
import { classNames } from "@/components/ui/class-names";
import { FormField } from "@/components/ui/form-field";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import { DISCIPLINES } from "@/lib/people/schema";
import { FormSubmit } from "./form-submit";

/** A team's name and what it does: of a new one, which empties the form for the next, or of `team`. */
export function TeamForm({
  action,
  team,
  label,
  stacked = false,
  onDone,
}: {
  action: Action;
  team?: { id: string; name: string; discipline: string };
  label: string;
  /** One field below the other, also where there is room. */
  stacked?: boolean;
  onDone?: () => void;
}) {
  const [round, setRound] = useState(0);
  return (
    <ActionForm
      key={round}
      action={action}
      extra={team ? { id: team.id } : {}}
      onDone={() => {
        onDone?.();
        if (!team) setRound(round + 1);
      }}
      className={classNames("grid items-end gap-4", !stacked && "sm:grid-cols-[minmax(0,1fr)_12rem_auto]")}
    >
      <FormField label="Name" name="name">
        {(control) => <TextInput {...control} defaultValue={team?.name} maxLength={60} autoComplete="off" />}
      </FormField>
      <FormField label="What it does" name="discipline">
        {(control) => (
          <Select {...control} defaultValue={team?.discipline ?? "dev"}>
            {Object.entries(DISCIPLINES).map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </Select>
        )}
      </FormField>
      <FormSubmit label={label} />
    </ActionForm>
  );
}
