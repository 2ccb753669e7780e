import type { Availability } from "@/lib/availability/availability";
import type { SlotQuestion } from "@/lib/availability/find-slots";

/**
 * The slot engine once more, slow and obvious, sharing no code with it: every multiple of the grid is tried, and
 * all wall-clock arithmetic is Temporal's.
 */
export function slowSlots(
  question: SlotQuestion,
  requester: Availability | null,
  people: Availability[],
): Record<string, number[]> {
  const slots: Record<string, number[]> = {};
  for (const person of people) {
    const both = [person, ...(requester ? [requester] : [])].map((one) => ({
      ranges: slowWorkingRanges(one, question.from, question.to),
      busy: one.busy,
      buffer: (one.bufferMin ?? question.bufferMin) * 60_000,
    }));
    const found: number[] = [];
    const grid = question.gridMin * 60_000;
    for (let start = Math.floor(question.from / grid) * grid; start < question.to; start += grid) {
      const end = start + question.lengthMin * 60_000;
      if (start < question.from || end > question.to) continue;
      const fits = both.every(
        ({ ranges, busy, buffer }) =>
          covered(ranges, start, end) &&
          !busy.some(([from, to]) => from < to && from - buffer < end && start < to + buffer),
      );
      if (fits) found.push(start);
    }
    slots[person.id] = found;
  }
  return slots;
}

/** Every single range that may matter, neither sorted nor joined nor cut. */
export function slowWorkingRanges(
  { zone, weekly, overrides }: Pick<Availability, "zone" | "weekly" | "overrides">,
  from: number,
  to: number,
): [number, number][] {
  const ranges: [number, number][] = [];
  const dateAt = (ms: number) =>
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate();
  const last = dateAt(to).add({ days: 3 });
  for (let date = dateAt(from).subtract({ days: 3 }); Temporal.PlainDate.compare(date, last) <= 0; ) {
    const override = overrides.find((one) => one.date === date.toString());
    for (const hours of override?.hours ?? weekly.filter(({ days }) => days.includes(date.dayOfWeek))) {
      const endsNextDay = hours.to === "24:00" || hours.to < hours.from;
      const start = instant(date, hours.from, zone);
      const end = instant(
        endsNextDay ? date.add({ days: 1 }) : date,
        hours.to.replace("24:00", "00:00"),
        zone,
      );
      if (start < end) ranges.push([start, end]);
    }
    date = date.add({ days: 1 });
  }
  return ranges;
}

const instant = (date: Temporal.PlainDate, wall: string, zone: string) =>
  date.toPlainDateTime(Temporal.PlainTime.from(wall)).toZonedDateTime(zone, { disambiguation: "compatible" })
    .epochMilliseconds;

function covered(ranges: [number, number][], start: number, end: number): boolean {
  for (let reached = start; reached < end; ) {
    const further = ranges.filter(([a, b]) => a <= reached && reached < b).map(([, b]) => b);
    if (further.length === 0) return false;
    reached = Math.max(...further);
  }
  return true;
}
