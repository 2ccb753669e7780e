"use client";

import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import { disciplineTone } from "@/components/people/discipline-mark";
import { classNames } from "@/components/ui/class-names";
import { toneClass } from "@/components/ui/seat";
import { type Counterpart, GRID_MIN } from "@/lib/matching/schema";
import { formatLongDay, formatTime, zoneCity } from "@/lib/time/format";
import { type EpochMs, HOUR_MS, MINUTE_MS } from "@/lib/time/instant";
import { countAt, type Week } from "./choice";
import { type Frame, QUARTER_PX, topOf, wallMin } from "./grid-geometry";
import { nearest, startAfterKey } from "./grid-keys";
import { TimeCard } from "./time-card";
import { WeekLayer } from "./week-layer";

type Props = {
  week: Week;
  frame: Frame;
  starts: readonly EpochMs[];
  /** Of those the ones that the keys lead to. */
  reach: readonly EpochMs[];
  person: Counterpart | undefined;
  start: EpochMs | null;
  /** Who would be there at a time, those who are chosen first. */
  namesFor: (start: EpochMs) => string[];
  onPick: (start: EpochMs) => void;
  onBook: () => void;
  onLeave: () => void;
  /** Page Up and Page Down. */
  onWeek: (week: string) => void;
};

const HEADER_PX = 38;

/**
 * A week of common times. One tab stop; arrows move between times, Enter books, Escape goes back to the people.
 * What is seen is drawn by `WeekLayer`; what is heard and pressed are the cells here, one for each start.
 */
export function WeekGrid(props: Props) {
  const { week, frame, starts, reach, person, start, namesFor, onPick, onBook, onLeave, onWeek } = props;
  const grid = useRef<HTMLDivElement>(null);
  const focused = useRef<EpochMs | null>(null);
  /** Whether the keys lead to another week: then its nearest time is chosen, and otherwise never one unasked. */
  const isTurning = useRef(false);
  const isRestoring = useRef(false);
  const [hovered, setHovered] = useState<EpochMs | null>(null);
  const [read, setRead] = useState<EpochMs | null>(null);
  const current = start ?? reach[0] ?? null;
  const told = hovered ?? read;

  // A refresh that takes the focused time away, or a new week, leaves the focus on the nearest time that is there.
  useLayoutEffect(() => {
    const lost = focused.current;
    if (lost === null || grid.current?.contains(document.activeElement)) return;
    if (document.activeElement !== document.body) return;
    const to = starts.includes(lost) ? lost : nearest(reach, lost, week.zone);
    isRestoring.current = !isTurning.current;
    if (to !== undefined) cellOf(grid.current, to)?.focus();
    isRestoring.current = isTurning.current = false;
  });

  const onKeyDown = (event: KeyboardEvent) => {
    if (current === null || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      const here = focused.current;
      return start === null && here !== null ? onPick(here) : onBook();
    }
    if (event.key === "Escape") {
      focused.current = null;
      return onLeave();
    }
    const toWeek = { PageUp: week.previousWeek, PageDown: week.nextWeek }[event.key];
    if (toWeek !== undefined) {
      event.preventDefault();
      isTurning.current = toWeek !== null;
      if (toWeek !== null) onWeek(toWeek);
      return;
    }
    const next = startAfterKey(event.key, focused.current ?? current, {
      starts: reach,
      days: frame.days,
      zone: week.zone,
    });
    if (next !== undefined) cellOf(grid.current, next)?.focus();
    if (next !== undefined || event.key.startsWith("Arrow") || event.key === "Home" || event.key === "End")
      event.preventDefault();
  };

  const rows = (frame.lastMin - frame.firstMin) / GRID_MIN;
  const template = {
    gridTemplateColumns: `3.75rem repeat(${frame.days.length}, minmax(0, 1fr)) 4.5rem`,
    gridTemplateRows: `${HEADER_PX}px repeat(${rows}, ${QUARTER_PX}px)`,
  };
  return (
    <div className="relative pb-3">
      <WeekLayer
        week={week}
        frame={frame}
        person={person}
        start={start}
        headerPx={HEADER_PX}
        template={template}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: a table cannot lay its cells out over time. */}
      <div
        ref={grid}
        role="grid"
        tabIndex={-1}
        aria-label={`Times, ${rangeWords(week, frame.days.length)}`}
        aria-describedby="unknown-people"
        className="relative grid outline-none"
        style={template}
        onKeyDown={onKeyDown}
        onPointerLeave={() => setHovered(null)}
      >
        <Heads week={week} frame={frame} person={person} />
        {rowsOf(starts, week.zone).map(([minute, cells]) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the cells take the focus.
          // biome-ignore lint/a11y/useSemanticElements: see the grid.
          <div key={minute} role="row" className="contents">
            {cells.map((cell) => {
              const column = frame.days.findIndex((day) => cell >= day.start && cell < day.end);
              if (column < 0) return null;
              return (
                // biome-ignore lint/a11y/useSemanticElements: see the grid.
                // biome-ignore lint/a11y/useKeyWithClickEvents: focus chooses, and the grid listens for Enter.
                <div
                  key={cell}
                  role="gridcell"
                  aria-colindex={column + 2}
                  aria-selected={cell === start}
                  aria-label={spoken(week, cell, person, namesFor(cell))}
                  tabIndex={cell === current ? 0 : -1}
                  data-start={cell}
                  className="week-cell cursor-pointer rounded-badge"
                  style={{
                    gridColumn: column + 2,
                    gridRow: `${2 + (minute - frame.firstMin) / GRID_MIN} / span ${spanOf(cell, starts, week.lengthMin)}`,
                  }}
                  onClick={() => onPick(cell)}
                  onFocus={(event) => {
                    focused.current = cell;
                    setRead(event.target.matches(":focus-visible") ? cell : null);
                    if (cell !== start && !isRestoring.current) onPick(cell);
                  }}
                  onBlur={(event) => {
                    setRead(null);
                    if (event.relatedTarget || event.target.isConnected) focused.current = null;
                  }}
                  onPointerEnter={() => setHovered(cell)}
                />
              );
            })}
          </div>
        ))}
      </div>
      {told !== null && starts.includes(told) && (
        <TimeCard
          week={week}
          start={told}
          person={person}
          column={frame.days.findIndex((day) => told >= day.start && told < day.end)}
          columns={frame.days.length}
          topPx={HEADER_PX + topOf(told, week.zone, frame)}
        />
      )}
    </div>
  );
}

function Heads({ week, frame, person }: Pick<Props, "week" | "frame" | "person">) {
  const theirs = person && person.zone !== week.zone ? zoneCity(person.zone) : "";
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the cells take the focus.
    // biome-ignore lint/a11y/useSemanticElements: see the grid.
    <div role="row" className="contents text-meta">
      <Head wraps className="pl-2.5 text-caption text-ink-3">
        {zoneCity(week.zone)}
      </Head>
      {frame.days.map((day) => {
        const today = week.now >= day.start && week.now < day.end;
        const [weekday, date] = formatLongDay(day.start, week.zone).split(" ");
        return (
          <Head key={day.date} className="px-2">
            <span className="text-ink-2">{weekday?.slice(0, 3)}</span>{" "}
            <span className="font-semibold">{date}</span>
            {today && <span className="text-ink-3"> today</span>}
          </Head>
        );
      })}
      <Head
        wraps
        className={classNames(
          "justify-end pr-2 text-right text-caption text-tone",
          toneClass[disciplineTone(person?.discipline ?? "")],
        )}
      >
        {theirs}
      </Head>
    </div>
  );
}

/** `wraps`: over two lines, for a city in a narrow column. */
const Head = ({
  wraps = false,
  className,
  children,
}: {
  wraps?: boolean;
  className?: string;
  children: React.ReactNode;
}) => (
  // biome-ignore lint/a11y/useFocusableInteractive: the cells take the focus.
  // biome-ignore lint/a11y/useSemanticElements: see the grid.
  <div role="columnheader" className={classNames("flex items-center gap-1 whitespace-pre", className)}>
    <span className={wraps ? "line-clamp-2 min-w-0 whitespace-normal" : "min-w-0 truncate"}>{children}</span>
  </div>
);

const cellOf = (grid: HTMLElement | null, start: EpochMs) =>
  grid?.querySelector<HTMLElement>(`[data-start="${start}"]`);

function rowsOf(starts: readonly EpochMs[], zone: string): [number, EpochMs[]][] {
  const rows = new Map<number, EpochMs[]>();
  for (const start of starts) {
    const minute = wallMin(start, zone);
    rows.set(minute, [...(rows.get(minute) ?? []), start]);
  }
  return [...rows].sort(([a], [b]) => a - b);
}

/** A start's cell reaches to the next start, and the last of a stretch to where its session would end. */
function spanOf(start: EpochMs, starts: readonly EpochMs[], lengthMin: number): number {
  const next = starts.find((other) => other > start) ?? Number.POSITIVE_INFINITY;
  const until = Math.min(next, start + lengthMin * MINUTE_MS);
  return Math.max(1, Math.floor((until - start) / (GRID_MIN * MINUTE_MS)));
}

/** "Tuesday 24 November, 14:00 to 14:50, 8:00 in New York, Bo and 3 others". */
function spoken(
  week: Week,
  start: EpochMs,
  person: Counterpart | undefined,
  names: readonly string[],
): string {
  const end = start + week.lengthMin * MINUTE_MS;
  const there =
    person && person.zone !== week.zone
      ? `, ${formatTime(start, person.zone).replace(/^0/, "")} in ${zoneCity(person.zone)}`
      : "";
  const [first, second] = names;
  const rest = countAt(week, start, names) - 1;
  const others = rest < 1 ? "" : rest === 1 && second ? ` and ${second}` : ` and ${rest} others`;
  const who = first ? `${first}${others}` : `${person?.shortName ?? ""}, unknown`;
  return `${formatLongDay(start, week.zone)}, ${formatTime(start, week.zone)} to ${formatTime(end, week.zone)}${there}, ${who}`;
}

/** `23–27 Nov`; `30 Nov–4 Dec`. */
export function rangeWords({ days, zone }: Pick<Week, "days" | "zone">, count = 7): string {
  const words = (at: number) => {
    const [, day = "", month = ""] = formatLongDay((days[at]?.start ?? 0) + 12 * HOUR_MS, zone).split(" ");
    return { day, month: month.slice(0, 3) };
  };
  const [first, last] = [words(0), words(count - 1)];
  return first.month === last.month
    ? `${first.day}–${last.day} ${last.month}`
    : `${first.day} ${first.month}–${last.day} ${last.month}`;
}
