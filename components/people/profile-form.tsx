"use client";

import type { Action } from "@/components/ui/action";
import { ActionForm } from "@/components/ui/action-form";
import { FormField } from "@/components/ui/form-field";
import { PanelBody } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import { toast } from "@/components/ui/toast";
import { SAVED, SaveBar } from "./save-bar";
import { ZoneSelect } from "./zone-select";

type Props = {
  action: Action;
  profile: { name: string; email: string; teamId: string | null; zone: string };
  teams: readonly { id: string; name: string }[];
  zones: readonly string[];
};

export function ProfileForm({ action, profile, teams, zones }: Props) {
  return (
    <ActionForm action={action} onDone={() => toast(SAVED)}>
      <PanelBody className="grid gap-5">
        <FormField label="Name" name="name" hint={profile.email}>
          {(control) => (
            <TextInput {...control} defaultValue={profile.name} maxLength={80} autoComplete="name" />
          )}
        </FormField>
        <div className="grid gap-5 sm:grid-cols-2">
          <FormField label="Team" name="teamId">
            {(control) => (
              <Select {...control} defaultValue={profile.teamId ?? ""}>
                {profile.teamId === null && <option value="">Choose your team</option>}
                {teams.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </Select>
            )}
          </FormField>
          <FormField label="Time zone" name="zone">
            {(control) => <ZoneSelect {...control} zones={zones} defaultValue={profile.zone} />}
          </FormField>
        </div>
      </PanelBody>
      <SaveBar note="Times on every page, and your working hours, follow the zone." />
    </ActionForm>
  );
}
