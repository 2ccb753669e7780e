"use client";

import { useFormRefusal } from "@/components/ui/action-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Ranges } from "./ranges";
import { changeWeek, refusedRanges, type Week, type WeekChange } from "./week";

const DAYS = ["", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** Working hours by weekday: several ranges a day, over midnight too. */
export function HoursEditor({ week, onChange }: { week: Week; onChange: (week: Week) => void }) {
  const refused = refusedRanges(week, useFormRefusal()?.fields ?? {});
  const change = (what: WeekChange) => onChange(changeWeek(week, what));
  return (
    <ul className="divide-y divide-line">
      {week.map(({ weekday, on, ranges }) => {
        const day = DAYS[weekday] ?? "";
        const wrong = refused.filter((one) => one.weekday === weekday);
        return (
          <li
            key={weekday}
            className="grid min-h-row items-center gap-x-4 px-4 py-1.5 sm:grid-cols-[8.5rem_minmax(0,1fr)]"
          >
            <Checkbox
              label={<span className={on ? "font-medium" : "text-ink-3"}>{day}</span>}
              checked={on}
              onChange={() => change({ kind: "toggle", weekday })}
            />
            {on ? (
              <div className="max-sm:pb-2 max-sm:pl-7">
                {wrong[0] && (
                  <p role="alert" data-field-error className="pb-1 text-meta text-danger">
                    {day}: {wrong[0].why}
                  </p>
                )}
                <Ranges
                  day={day}
                  ranges={ranges}
                  refused={wrong}
                  onSet={(at, range) => change({ kind: "set", weekday, at, range })}
                  onRemove={(at) => change({ kind: "remove", weekday, at })}
                  onAdd={() => change({ kind: "add", weekday })}
                />
              </div>
            ) : (
              <p className="text-ink-3 max-sm:pb-2 max-sm:pl-7">Not working</p>
            )}
          </li>
        );
      })}
    </ul>
  );
}
