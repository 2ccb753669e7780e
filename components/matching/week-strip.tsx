import { disciplineTone } from "@/components/people/discipline-mark";
import { toneClass } from "@/components/ui/seat";
import type { Counterpart } from "@/lib/matching/schema";
import { type EpochMs, MINUTE_MS } from "@/lib/time/instant";
import type { Interval } from "@/lib/time/interval";
import type { Week } from "./choice";
import { blocksOf, type Frame, wallMin, within } from "./grid-geometry";

const WIDTH = 280;
const DAY_GAP = 6;

/** The week of two people in one line: my free time above, theirs below, a block where both are free. A drawing. */
export function WeekStrip({
  week,
  frame,
  person,
  start,
}: {
  week: Week;
  frame: Frame;
  person: Counterpart;
  start: EpochMs | null;
}) {
  const { days, firstMin, lastMin } = frame;
  const dayWidth = WIDTH / days.length;
  const perMin = (dayWidth - DAY_GAP) / (lastMin - firstMin);
  const alone: Week = { ...week, people: [person] };
  return (
    <svg
      viewBox={`0 0 ${WIDTH} 16`}
      className="mt-2 block h-4 w-full max-w-80"
      preserveAspectRatio="none"
      aria-hidden
    >
      {days.map((day, at) => {
        const x = (one: Interval) =>
          at * dayWidth + DAY_GAP / 2 + (wallMin(one.start, week.zone) - firstMin) * perMin;
        const width = (one: Interval) => ((one.end - one.start) / MINUTE_MS) * perMin;
        const rect = (one: Interval, y: number, height: number, className: string) => (
          <rect key={one.start} x={x(one)} width={width(one)} y={y} height={height} className={className} />
        );
        const chosen = start !== null && start >= day.start && start < day.end;
        return (
          <g key={day.date}>
            <rect x={at * dayWidth} width={1} height={16} className="fill-line" />
            {within(intervalsOf(week.mine), day).map((one) => rect(one, 1, 3, "fill-mine"))}
            <g className={toneClass[disciplineTone(person.discipline)]}>
              {within(intervalsOf(person.lane), day).map((one) =>
                rect(one, 12, 3, person.calendar.known ? "fill-tone-lane" : "fill-hatch opacity-50"),
              )}
            </g>
            {blocksOf(alone, day).map((one) => rect(one, 1.5, 13, "fill-accent-tint-2 stroke-accent-line"))}
            {chosen && rect({ start, end: start + week.lengthMin * MINUTE_MS }, 1, 14, "fill-accent")}
          </g>
        );
      })}
    </svg>
  );
}

export const intervalsOf = (ranges: readonly (readonly [EpochMs, EpochMs])[]): Interval[] =>
  ranges.map(([start, end]) => ({ start, end }));
