import type { Availability } from "@/lib/availability/availability";
import { instantOf, type ZoneOffsets, zoneOffsets } from "@/lib/time/zone-offsets";
import type { Workload } from "@/tests/measure/slot-workload";

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** Flat, `[start, end, start, end, ...]`. */
type Flat = number[];

/**
 * The barest sweep over the same plain objects, as a yardstick: flat lists of numbers, each zone's offsets once, and for
 * each person on their own the hours of every day, their busy times in order (sorted only where they are not), and one
 * walk. Nothing is shared between people or kept.
 */
export function bareSlots({ from, to, gridMin, lengthMin, bufferMin, requester, people }: Workload) {
  const zones = new Map<string, ZoneOffsets>();
  const free = (person: Availability): Flat => {
    let offsets = zones.get(person.zone);
    if (!offsets) {
      offsets = zoneOffsets(person.zone, from - 4 * DAY, to + 4 * DAY);
      zones.set(person.zone, offsets);
    }
    const busy = inOrder(person.busy);
    const padding = (person.bufferMin ?? bufferMin) * MINUTE;
    const ranges = rangesOf(person, offsets, from, to);
    const left: Flat = [];
    let next = 0;
    let taken = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < ranges.length; i += 2) {
      const end = ranges[i + 1] as number;
      let cursor = Math.max(ranges[i] as number, taken);
      for (; next < busy.length; next++) {
        const [a, b] = busy[next] as [number, number];
        if (a === b) continue;
        if (a - padding >= end) break;
        if (a - padding > cursor) left.push(cursor, a - padding);
        taken = Math.max(taken, b + padding);
        cursor = Math.max(cursor, taken);
      }
      if (cursor < end) left.push(cursor, end);
    }
    return left;
  };

  const wanted = requester ? free(requester) : [from, to];
  const [grid, length] = [gridMin * MINUTE, lengthMin * MINUTE];
  const slots = new Map<string, number[]>();
  for (const person of people) {
    const found: number[] = [];
    const own = free(person);
    let first = 0;
    for (let i = 0; i < own.length; i += 2) {
      const start = own[i] as number;
      const end = own[i + 1] as number;
      while (first < wanted.length && (wanted[first + 1] as number) <= start) first += 2;
      for (let k = first; k < wanted.length && (wanted[k] as number) < end; k += 2) {
        const last = Math.min(end, wanted[k + 1] as number) - length;
        for (let s = Math.ceil(Math.max(start, wanted[k] as number) / grid) * grid; s <= last; s += grid)
          found.push(s);
      }
    }
    slots.set(person.id, found);
  }
  return slots;
}

const minutes = (wall: string) =>
  wall.charCodeAt(0) * 600 +
  wall.charCodeAt(1) * 60 +
  wall.charCodeAt(3) * 10 +
  wall.charCodeAt(4) -
  48 * 671;

function inOrder(busy: readonly [number, number][]): readonly [number, number][] {
  for (let i = 1; i < busy.length; i++)
    if ((busy[i - 1] as [number, number])[0] > (busy[i] as [number, number])[0])
      return busy.toSorted((a, b) => a[0] - b[0]);
  return busy;
}

function add(hours: Flat, from: string, to: string): void {
  const start = minutes(from) * MINUTE;
  const end = minutes(to) * MINUTE;
  hours.push(start, end < start ? end + DAY : end);
}

function rangesOf({ weekly, overrides }: Availability, offsets: ZoneOffsets, from: number, to: number): Flat {
  const week: Flat[] = [[], [], [], [], [], [], [], []];
  for (const { days, from, to } of weekly) for (const day of days) add(week[day] as Flat, from, to);
  const exceptions = new Map<number, Flat>();
  for (const { date, hours } of overrides) {
    const instead: Flat = [];
    for (const { from, to } of hours) add(instead, from, to);
    exceptions.set(Date.parse(date) / DAY, instead);
  }
  const first = Math.floor((from + (offsets.offsets[0] as number)) / DAY) - 2;
  const last = Math.floor((to + (offsets.offsets[0] as number)) / DAY) + 2;
  const ranges: Flat = [];
  let ordered = true;
  for (let day = first; day <= last; day++) {
    const hours = exceptions.get(day) ?? (week[((((day + 3) % 7) + 7) % 7) + 1] as Flat);
    for (let i = 0; i < hours.length; i += 2) {
      const start = Math.max(from, instantOf(day * DAY + (hours[i] as number), offsets));
      const end = Math.min(to, instantOf(day * DAY + (hours[i + 1] as number), offsets));
      if (start >= end) continue;
      const before = ranges.length - 2;
      ordered &&= before < 0 || start > (ranges[before + 1] as number);
      ranges.push(start, end);
    }
  }
  return ordered ? ranges : joined(ranges);
}

function joined(ranges: Flat): Flat {
  const pairs = Array.from(
    { length: ranges.length / 2 },
    (_, i) => ranges.slice(2 * i, 2 * i + 2) as [number, number],
  );
  pairs.sort((a, b) => a[0] - b[0]);
  const union: Flat = [];
  for (const [start, end] of pairs) {
    const before = union.length - 1;
    if (before > 0 && start <= (union[before] as number))
      union[before] = Math.max(union[before] as number, end);
    else union.push(start, end);
  }
  return union;
}
