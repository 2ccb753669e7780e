"use client";

import { useState } from "react";
import type { Action } from "@/components/ui/action";
import { ActionForm } from "@/components/ui/action-form";
import { FormField } from "@/components/ui/form-field";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import { FormSubmit } from "./form-submit";

export type SystemToEdit = { id: string; name: string; description: string; teamId: string | null };

/** A system's name, a line on it, and the team that keeps it: of a new one, or of `system`. */
export function SystemForm({
  action,
  system,
  teams,
  label,
  onDone,
}: {
  action: Action;
  system?: SystemToEdit;
  teams: readonly { id: string; name: string }[];
  label: string;
  onDone?: () => void;
}) {
  const [round, setRound] = useState(0);
  const [teamId, setTeamId] = useState(system?.teamId ?? "");
  return (
    <ActionForm
      key={round}
      action={action}
      // The control is not sent by its own name: no team is null, not an empty id.
      extra={{ ...(system && { id: system.id }), teamId: teamId === "" ? null : teamId }}
      onDone={() => {
        onDone?.();
        if (!system) setRound(round + 1);
      }}
      className="grid gap-4"
    >
      <div className="grid items-end gap-4 sm:grid-cols-2">
        <FormField label="Name" name="name">
          {(control) => (
            <TextInput {...control} defaultValue={system?.name} maxLength={60} autoComplete="off" />
          )}
        </FormField>
        <FormField label="Kept by" name="teamId">
          {(control) => (
            <Select {...control} value={teamId} onChange={(event) => setTeamId(event.currentTarget.value)}>
              <option value="">No team</option>
              {teams.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </FormField>
      </div>
      <FormField label="What it is" name="description" aside="one line, if you like">
        {(control) => (
          <TextInput {...control} defaultValue={system?.description} maxLength={200} autoComplete="off" />
        )}
      </FormField>
      <div>
        <FormSubmit label={label} />
      </div>
    </ActionForm>
  );
}
