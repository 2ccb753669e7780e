import type { Availability } from "@/lib/availability/availability";
import { instantOf, type ZoneOffsets, zoneOffsets } from "@/lib/time/zone-offsets";
import type { Workload } from "@/tests/measure/slot-workload";

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/**
 * The barest sweep over the same plain objects, as a yardstick: numbers only, each zone's offsets once, and for each
 * person on their own the hours of every day, a sort of the busy times, and one walk. Nothing is shared or kept.
 */
export function bareSlots({ from, to, gridMin, lengthMin, bufferMin, requester, people }: Workload) {
  const zones = new Map<string, ZoneOffsets>();
  const free = (person: Availability): [number, number][] => {
    let offsets = zones.get(person.zone);
    if (!offsets) {
      offsets = zoneOffsets(person.zone, from - 4 * DAY, to + 4 * DAY);
      zones.set(person.zone, offsets);
    }
    const padding = (person.bufferMin ?? bufferMin) * MINUTE;
    const busy: [number, number][] = [];
    for (const [a, b] of person.busy) {
      if (a < b && b + padding > from && a - padding < to) busy.push([a - padding, b + padding]);
    }
    busy.sort((x, y) => x[0] - y[0]);
    const left: [number, number][] = [];
    let next = 0;
    for (const [start, end] of rangesOf(person, offsets, from, to)) {
      let cursor = start;
      while (next < busy.length && (busy[next] as [number, number])[1] <= start) next++;
      for (let k = next; k < busy.length; k++) {
        const [a, b] = busy[k] as [number, number];
        if (a >= end) break;
        if (a > cursor) left.push([cursor, a]);
        if (b > cursor) cursor = b;
      }
      if (cursor < end) left.push([cursor, end]);
    }
    return left;
  };

  const wanted = requester ? free(requester) : ([[from, to]] as [number, number][]);
  const [grid, length] = [gridMin * MINUTE, lengthMin * MINUTE];
  const slots = new Map<string, number[]>();
  for (const person of people) {
    const found: number[] = [];
    let i = 0;
    for (const [a, b] of free(person)) {
      while (i < wanted.length && (wanted[i] as [number, number])[1] <= a) i++;
      for (let k = i; k < wanted.length && (wanted[k] as [number, number])[0] < b; k++) {
        const [c, d] = wanted[k] as [number, number];
        const last = Math.min(b, d) - length;
        for (let s = Math.ceil(Math.max(a, c) / grid) * grid; s <= last; s += grid) found.push(s);
      }
    }
    slots.set(person.id, found);
  }
  return slots;
}

const minutes = (wall: string) => Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3));

function rangesOf({ weekly, overrides }: Availability, offsets: ZoneOffsets, from: number, to: number) {
  const ranges: [number, number][] = [];
  const first = Math.floor((from + (offsets.offsets[0] as number)) / DAY) - 2;
  const last = Math.floor((to + (offsets.offsets[0] as number)) / DAY) + 2;
  const hours = weekly.map(({ days, from, to }) => {
    const [start, end] = [minutes(from), minutes(to)];
    return { days, start: start * MINUTE, end: (end < start ? end + 1440 : end) * MINUTE };
  });
  const exceptions = overrides.map(({ date, hours }) => ({ day: Date.parse(`${date}T00:00Z`) / DAY, hours }));
  for (let day = first; day <= last; day++) {
    const exception = exceptions.find((one) => one.day === day);
    const today = exception
      ? exception.hours.map((one) => {
          const [start, end] = [minutes(one.from), minutes(one.to)];
          return { start: start * MINUTE, end: (end < start ? end + 1440 : end) * MINUTE };
        })
      : hours;
    for (const one of today) {
      if ("days" in one && !(one as (typeof hours)[number]).days.includes(((day + 3) % 7) + 1)) continue;
      const start = Math.max(from, instantOf(day * DAY + one.start, offsets));
      const end = Math.min(to, instantOf(day * DAY + one.end, offsets));
      if (start < end) ranges.push([start, end]);
    }
  }
  ranges.sort((x, y) => x[0] - y[0]);
  const joined: [number, number][] = [];
  for (const range of ranges) {
    const before = joined.at(-1);
    if (before && range[0] <= before[1]) before[1] = Math.max(before[1], range[1]);
    else joined.push(range);
  }
  return joined;
}
