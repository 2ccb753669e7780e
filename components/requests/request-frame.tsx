"use client";

import Link from "next/link";
import { FormField, FormFieldGroup } from "@/components/ui/form-field";
import { Message } from "@/components/ui/message";
import { Segmented } from "@/components/ui/segmented";
import { DateInput } from "@/components/ui/text-input";
import { PLACE_CHOICES, PLACES } from "@/lib/requests/schema";
import { LengthField } from "./length-field";
import { NeedFields } from "./need-fields";
import type { RequestFields, RequestFormProps } from "./request-fields";
import { RequestExtras } from "./request-texts";

type Asked = { teamIds: string[]; systemIds: string[]; people: number };
type Props = Pick<RequestFormProps, "teams" | "systems" | "myTeamId" | "today" | "editing"> & {
  fields: RequestFields;
  locked: boolean;
  onAsk: (change: Partial<Asked>) => void;
};

/** Who, how long, by when and where; still, where a session is booked. */
export function RequestFrame({ fields, locked, today, editing, ...props }: Props) {
  return (
    <>
      {locked && editing?.sessionId && (
        <Message
          title="A session is booked on this"
          action={
            <Link href={`/sessions/${editing.sessionId}`} className="link">
              Reschedule or cancel the session
            </Link>
          }
        >
          Its words can change, and the event in both calendars follows. Its time, place and people change by
          rescheduling.
        </Message>
      )}
      {locked ? <StillAsked fields={fields} {...props} /> : <NeedFields fields={fields} {...props} />}
      <div className="flex flex-wrap gap-x-5 gap-y-5">
        <LengthField lengthMin={fields.lengthMin} disabled={locked} />
        <FormField label="Needed by" name="neededBy" className="max-sm:w-full">
          {(control) => (
            <DateInput {...control} defaultValue={fields.neededBy} min={today} disabled={locked} />
          )}
        </FormField>
        <FormFieldGroup label="Where" name="place">
          <Segmented
            name="place"
            aria-label="Where"
            defaultValue={fields.place}
            options={PLACES.map((value) => ({ value, label: PLACE_CHOICES[value], disabled: locked }))}
          />
        </FormFieldGroup>
      </div>
      <RequestExtras fields={fields} />
    </>
  );
}

const named = (teams: string, person: { name: string } | null) =>
  person ? `${teams}, ${person.name} first` : teams;

function StillAsked({ fields, teams, systems }: Pick<Props, "fields" | "teams" | "systems">) {
  const names = (things: { id: string; name: string }[], ids: string[]) =>
    things
      .filter(({ id }) => ids.includes(id))
      .map(({ name }) => name)
      .join(", ") || "None";
  return (
    <dl className="grid gap-5 sm:grid-cols-2">
      <div>
        <dt className="font-medium">Who was asked</dt>
        <dd className="mt-1 text-ink-2">
          {[fields, ...fields.more].map((need) => named(names(teams, need.teamIds), need.person)).join("; ")}
        </dd>
      </div>
      <div>
        <dt className="font-medium">Systems</dt>
        <dd className="mt-1 text-ink-2">{names(systems, fields.systemIds)}</dd>
      </div>
    </dl>
  );
}
