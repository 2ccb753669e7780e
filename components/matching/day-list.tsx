"use client";

import { useState } from "react";
import { classNames } from "@/components/ui/class-names";
import type { Counterpart } from "@/lib/matching/schema";
import { formatDay, formatTime } from "@/lib/time/format";
import { type EpochMs, MINUTE_MS } from "@/lib/time/instant";
import { countAt, foldNames, type Week } from "./choice";
import { ReasonWords } from "./people-list";

type Props = {
  week: Week;
  starts: readonly EpochMs[];
  person: Counterpart | undefined;
  start: EpochMs | null;
  /** Who would be there at a time, those who are chosen first. */
  namesFor: (start: EpochMs) => string[];
  onPick: (start: EpochMs) => void;
  /** All who could pair, also those whose times are not shown. */
  everybody: readonly Counterpart[];
  /** A name, while only theirs are shown. */
  who: string;
  onWho: (who: string) => void;
};

/** The week on a phone: days with times to press. Choosing somebody above leaves their times, and says why them. */
export function DayList({ week, starts, person, start, namesFor, onPick, everybody, who, onWho }: Props) {
  const only = everybody.find(({ name }) => name === who);
  const days = week.days
    .map((day) => ({ ...day, starts: starts.filter((one) => one >= day.start && one < day.end) }))
    .filter((day) => day.starts.length > 0);
  return (
    <div className="md:hidden">
      {everybody.length > 1 && (
        <div className="overflow-hidden border-b border-line px-4 py-3">
          {/* biome-ignore lint/a11y/useSemanticElements: buttons, not fields of a form. */}
          <div role="group" aria-label="Whose times" className="flex gap-2 scroll-sideways">
            <Toggle on={who === ""} onClick={() => onWho("")}>
              Everybody
            </Toggle>
            {everybody.map((one) => (
              <Toggle key={one.id} on={only === one} onClick={() => onWho(one.name)}>
                {one.shortName}
                {!one.calendar.known && ", unknown"}
              </Toggle>
            ))}
          </div>
          {only && (
            <p className="mt-2.5 text-meta text-ink-2">
              <ReasonWords reason={only.reason} />
            </p>
          )}
        </div>
      )}
      {days.length === 0 && <p className="px-4 py-4 text-meta text-ink-2">No times this week.</p>}
      {days.map((day) => (
        <DayTimes
          key={day.date}
          week={week}
          starts={day.starts}
          person={only ?? person}
          start={start}
          namesFor={namesFor}
          onPick={onPick}
        />
      ))}
    </div>
  );
}

const Toggle = ({
  on,
  onClick,
  children,
}: {
  on: boolean;
  onClick: () => void;
  children: React.ReactNode;
}) => (
  <button
    type="button"
    aria-pressed={on}
    onClick={onClick}
    className={classNames(
      "min-h-11 shrink-0 rounded-control border px-3 text-meta font-medium whitespace-nowrap",
      on ? "border-accent-line bg-accent-tint text-accent-ink" : "border-line-strong bg-surface",
    )}
  >
    {children}
  </button>
);

function DayTimes({
  week,
  starts,
  person,
  start,
  namesFor,
  onPick,
}: Pick<Props, "week" | "starts" | "person" | "start" | "namesFor" | "onPick">) {
  const [all, setAll] = useState(false);
  const few = spreadOut(starts, week.lengthMin, start);
  const shown = all ? starts : few;
  return (
    <section className="border-b border-line px-4 py-3 last:border-b-0">
      <h3 className="mb-2 font-medium">{formatDay(starts[0] ?? 0, week.zone)}</h3>
      <ul className="flex flex-wrap gap-2">
        {shown.map((one) => (
          <li key={one}>
            <button
              type="button"
              aria-pressed={one === start}
              onClick={() => onPick(one)}
              className={classNames(
                "min-h-11 min-w-18 rounded-control border px-2.5 py-1 text-left text-caption",
                one === start
                  ? "border-transparent bg-accent text-on-accent"
                  : "border-accent-line bg-accent-tint text-ink-2",
              )}
            >
              <span
                className={classNames("times block text-body font-semibold", one !== start && "text-ink")}
              >
                {formatTime(one, week.zone)}
              </span>
              {chipWords(week, one, person, namesFor(one))}
            </button>
          </li>
        ))}
      </ul>
      {few.length < starts.length && (
        <button type="button" className="link mt-1 min-h-11 text-meta" onClick={() => setAll(!all)}>
          {all ? "Fewer times" : `All ${starts.length} times`}
        </button>
      )}
    </section>
  );
}

/** `Bo, 08:00` where the chosen one's clock shows another time; else who is free. */
function chipWords(
  week: Week,
  start: EpochMs,
  person: Counterpart | undefined,
  names: readonly string[],
): string {
  if (names.length === 0) return "unknown";
  const [first] = names;
  const count = countAt(week, start, names);
  if (person && first === person.shortName && person.zone !== week.zone)
    return `${foldNames(names, 12, count)}, ${formatTime(start, person.zone)}`;
  return foldNames(names, 14, count);
}

/** Times that follow one another without overlapping, and the chosen one: enough to choose from at a glance. */
function spreadOut(starts: readonly EpochMs[], lengthMin: number, chosen: EpochMs | null): EpochMs[] {
  const few: EpochMs[] = [];
  for (const start of starts) {
    const last = few.at(-1);
    if (last === undefined || start >= last + lengthMin * MINUTE_MS || start === chosen) few.push(start);
  }
  return few;
}
