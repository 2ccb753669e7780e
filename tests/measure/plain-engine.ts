import type { Availability } from "@/lib/availability/availability";
import type { Workload } from "@/tests/measure/slot-workload";

type Range = { start: Temporal.ZonedDateTime; end: Temporal.ZonedDateTime };

/**
 * The slot engine as it is usually written: a date library's objects all the way. Working hours are made for each
 * person and day, a slot is an object that a method moves along the grid, and each is compared with every busy time.
 * It finds the same slots. The library is `Temporal`, built into the runtime.
 */
export function plainSlots(workload: Workload): Record<string, number[]> {
  const { requester, people } = workload;
  const wanted = requester ? new Set(slotsOf(requester, workload)) : undefined;
  return Object.fromEntries(
    people.map((person) => {
      const own = slotsOf(person, workload);
      return [person.id, wanted ? own.filter((start) => wanted.has(start)) : own];
    }),
  );
}

function slotsOf(person: Availability, workload: Workload): number[] {
  const { zone } = person;
  const from = zoned(workload.from, zone);
  const to = zoned(workload.to, zone);
  const buffer = { minutes: person.bufferMin ?? workload.bufferMin };
  const busy = person.busy
    .filter(([start, end]) => start < end)
    .map(([start, end]) => ({
      start: zoned(start, zone).subtract(buffer),
      end: zoned(end, zone).add(buffer),
    }));
  const found: number[] = [];
  for (const range of rangesOf(person, from, to)) {
    const start = compare(range.start, from) < 0 ? from : range.start;
    const end = compare(range.end, to) > 0 ? to : range.end;
    let slot = onGrid(start, workload.gridMin);
    for (
      ;
      compare(slot.add({ minutes: workload.lengthMin }), end) <= 0;
      slot = slot.add({ minutes: workload.gridMin })
    ) {
      const slotEnd = slot.add({ minutes: workload.lengthMin });
      if (!busy.some((one) => compare(one.start, slotEnd) < 0 && compare(slot, one.end) < 0)) {
        found.push(slot.epochMilliseconds);
      }
    }
  }
  return found;
}

const { compare } = Temporal.ZonedDateTime;

const zoned = (ms: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);

function onGrid(start: Temporal.ZonedDateTime, gridMin: number): Temporal.ZonedDateTime {
  const grid = gridMin * 60_000;
  return zoned(Math.ceil(start.epochMilliseconds / grid) * grid, start.timeZoneId);
}

function rangesOf(
  { weekly, overrides, zone }: Availability,
  from: Range["start"],
  to: Range["end"],
): Range[] {
  const ranges: Range[] = [];
  const last = to.toPlainDate().add({ days: 1 });
  for (
    let date = from.toPlainDate().subtract({ days: 2 });
    Temporal.PlainDate.compare(date, last) <= 0;
    date = date.add({ days: 1 })
  ) {
    const override = overrides.find((one) => date.equals(one.date));
    for (const hours of override?.hours ?? weekly.filter(({ days }) => days.includes(date.dayOfWeek))) {
      const nextDay = hours.to === "24:00" || hours.to < hours.from;
      const start = date.toZonedDateTime({ timeZone: zone, plainTime: hours.from });
      const end = date
        .add({ days: nextDay ? 1 : 0 })
        .toZonedDateTime({ timeZone: zone, plainTime: hours.to === "24:00" ? "00:00" : hours.to });
      if (compare(start, end) < 0) ranges.push({ start, end });
    }
  }
  return joined(ranges);
}

function joined(ranges: Range[]): Range[] {
  const result: Range[] = [];
  for (const range of ranges.sort((a, b) => compare(a.start, b.start))) {
    const last = result.at(-1);
    if (last && compare(range.start, last.end) <= 0) {
      if (compare(range.end, last.end) > 0) last.end = range.end;
    } else result.push({ ...range });
  }
  return result;
}
