"use client";

import { useEffect, useState } from "react";
import type { Action } from "@/components/ui/action";
import { ActionForm, useFormPending } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { FormField, FormFieldGroup } from "@/components/ui/form-field";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import type { WorkingHours } from "@/lib/people/schema";
import { zoneCity } from "@/lib/time/format";
import { zoneToday } from "@/lib/time/zone-names";
import { HoursEditor } from "./hours-editor";
import { changed, type Known, SystemsEditor } from "./systems-editor";
import { hoursOf, weekOf } from "./week";
import { ZoneSelect } from "./zone-select";

type Props = {
  action: Action;
  teams: readonly { id: string; name: string }[];
  teamId: string | null;
  zones: readonly string[];
  zone: string;
  /** At the first visit only the browser knows where it is. */
  zoneFromBrowser: boolean;
  hours: WorkingHours;
  known: readonly Known[];
};

/** The first page: who I am to others, when I work, what I know. */
export function WelcomeForm({
  action,
  teams,
  teamId,
  zones,
  zone: zoneBefore,
  zoneFromBrowser,
  hours,
  known: before,
}: Props) {
  const [zone, setZone] = useState(zoneBefore);
  const [seen, setSeen] = useState<string>();
  const [week, setWeek] = useState(() => weekOf(hours));
  const [known, setKnown] = useState<readonly Known[]>(before);

  useEffect(() => {
    const here = zoneToday(Intl.DateTimeFormat().resolvedOptions().timeZone);
    setSeen(here);
    if (zoneFromBrowser) setZone(here);
  }, [zoneFromBrowser]);

  return (
    <ActionForm
      action={action}
      extra={{ hours: hoursOf(week), familiarities: changed(before, known) }}
      className="grid gap-6"
    >
      <div className="grid gap-5 sm:grid-cols-2">
        <FormField label="Your team" name="teamId">
          {(control) => (
            <Select {...control} defaultValue={teamId ?? ""}>
              <option value="">Choose your team</option>
              {teams.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </FormField>
        <FormField
          label="Your time zone"
          name="zone"
          aside={seen && zone === seen ? `as your browser says: ${zoneCity(seen)}` : undefined}
        >
          {(control) => (
            <ZoneSelect
              {...control}
              zones={seen && !zones.includes(seen) ? [...zones, seen] : zones}
              value={zone}
              onChange={(event) => setZone(event.currentTarget.value)}
            />
          )}
        </FormField>
      </div>
      <FormFieldGroup
        name="hours"
        label="When you work"
        hint="Colleagues can book you in these hours. You can change them any time."
      >
        <Panel>
          <HoursEditor week={week} onChange={setWeek} />
        </Panel>
      </FormFieldGroup>
      <FormFieldGroup
        name="familiarities"
        label="What you know"
        aside="if you like"
        hint="So that requests find you, and you find who can teach you. None is fine."
      >
        <Panel>
          <SystemsEditor known={known} onChange={setKnown} />
        </Panel>
      </FormFieldGroup>
      <Continue />
    </ActionForm>
  );
}

function Continue() {
  const pending = useFormPending();
  return (
    <div>
      <Button type="submit" tone="primary" size="lg" wideOnPhone working={pending}>
        Continue
      </Button>
    </div>
  );
}
