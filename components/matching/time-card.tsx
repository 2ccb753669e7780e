import type { Counterpart } from "@/lib/matching/schema";
import { formatDay, formatTime, formatTimeRange, zoneCity } from "@/lib/time/format";
import { type EpochMs, MINUTE_MS } from "@/lib/time/instant";
import { countAt, freeAt, type Week } from "./choice";

const MOST = 5;

/** Who is free at a time, with their own clocks and why them: for the pointer, and for the eye that follows the keys. */
export function TimeCard({
  week,
  start,
  person,
  column,
  columns,
  topPx,
}: {
  week: Week;
  start: EpochMs;
  person: Counterpart | undefined;
  column: number;
  columns: number;
  topPx: number;
}) {
  const free = freeAt(week, start);
  const shown = free.length > 0 ? free : person ? [person] : [];
  const count = countAt(
    week,
    start,
    shown.map(({ name }) => name),
  );
  const end = start + week.lengthMin * MINUTE_MS;
  const inRight = column >= columns / 2;
  const edge = `calc(3.75rem + (100% - 8.25rem) / ${columns} * ${inRight ? column : column + 1})`;
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute z-10 w-max max-w-80 rounded-panel border border-line bg-surface px-3 py-2 text-meta shadow-float"
      style={{
        top: topPx,
        ...(inRight ? { right: `calc(100% - ${edge} + 0.375rem)` } : { left: `calc(${edge} + 0.375rem)` }),
      }}
    >
      <p className="times font-semibold">
        {formatDay(start, week.zone)}, {formatTimeRange(start, end, week.zone)}
      </p>
      {shown.slice(0, MOST).map((one) => (
        <p key={one.id} className="mt-1.5 leading-snug text-ink-2">
          <span className="font-medium text-ink">{one.shortName}</span>
          {one.zone !== week.zone && (
            <span className="times">
              , {formatTime(start, one.zone)} in {zoneCity(one.zone)}
            </span>
          )}
          {one.calendar.known ? ". " : ", unknown. "}
          {one.reason.rest}
        </p>
      ))}
      {count > MOST && <p className="text-ink-3">and {count - Math.min(MOST, shown.length)} more</p>}
    </div>
  );
}
