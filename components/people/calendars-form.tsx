"use client";

import type { Action } from "@/components/ui/action";
import { ActionForm } from "@/components/ui/action-form";
import { Checkbox } from "@/components/ui/checkbox";
import { toast } from "@/components/ui/toast";
import type { CalendarChoice } from "@/lib/calendar/schema";
import { Problem } from "./hours-form";
import { SAVED, SaveBar } from "./save-bar";

/** Which of my calendars make me busy. */
export function CalendarsForm({
  action,
  calendars,
}: {
  action: Action;
  calendars: readonly CalendarChoice[];
}) {
  return (
    <ActionForm action={action} onDone={() => toast(SAVED)}>
      <fieldset>
        <legend className="sr-only">Which calendars count as busy</legend>
        <Problem name="calendarIds" />
        <ul className="divide-y divide-line">
          {calendars.map(({ id, summary, primary, counts }) => (
            <li key={id} className="flex min-h-row items-center px-4 py-1.5">
              <Checkbox
                name="calendarIds"
                value={id}
                defaultChecked={counts}
                label={
                  <span className="flex justify-between gap-x-4 max-sm:flex-col">
                    <span className="wrap-anywhere">{summary}</span>
                    {primary && <span className="text-meta text-ink-3">events are written here</span>}
                  </span>
                }
                className="w-full"
              />
            </li>
          ))}
        </ul>
      </fieldset>
      <SaveBar />
    </ActionForm>
  );
}
