import type { Availability } from "@/lib/availability/availability";
import { type BusyTimes, emptyBusyTimes, readBusyTimes } from "@/lib/availability/busy-times";
import { intersect, type Ranges, toIntervals } from "@/lib/availability/ranges";
import { type SharedHours, WorkingHours } from "@/lib/availability/working-ranges";
import { type EpochMs, MINUTE_MS } from "@/lib/time/instant";
import type { Interval } from "@/lib/time/interval";

/** What is asked: slots of `lengthMin` in `[from, to)`, starting on multiples of `gridMin` from the epoch. */
export type SlotQuestion = {
  /** Contains the minimum notice already. */
  from: EpochMs;
  to: EpochMs;
  gridMin: number;
  lengthMin: number;
  /** Kept free before and after each busy time, for people without a buffer of their own. */
  bufferMin: number;
};

/**
 * For each person the starts, ascending, of all slots that fit both them and the requester (or them alone, if there
 * is none): the slot lies within one range of working hours and touches no busy time widened by the buffer.
 *
 * A slot fits both exactly if it fits into one piece of what both have free. So: the requester's free ranges once;
 * these cut to the working hours of each group of people with equal hours in one zone, once; and for each person
 * one walk over those pieces and their own sorted busy times. The input is as `SlotsFileSchema` lets it through.
 */
export function findSlots(
  question: SlotQuestion,
  requester: Availability | null,
  people: readonly Availability[],
): Map<string, EpochMs[]> {
  const { from, to, bufferMin } = question;
  const lengthMs = question.lengthMin * MINUTE_MS;
  const hours = new WorkingHours(from, to);
  const busy = emptyBusyTimes();
  const walk = new SlotWalk(lengthMs, question.gridMin * MINUTE_MS);
  const slots = new Map<string, EpochMs[]>();
  if (!(from < to)) return new Map(people.map(({ id }) => [id, []]));

  const open = requester ? freeOf(requester, hours, busy, bufferMin) : [from, to];
  const pieces = new Map<SharedHours, Ranges>();
  for (const person of people) {
    const shared = hours.of(person);
    let common = pieces.get(shared);
    if (!common) {
      common = intersect(open, shared.ranges, lengthMs);
      pieces.set(shared, common);
    }
    if (common.length > 0) {
      readBusyTimes(busy, person.busy, (person.bufferMin ?? bufferMin) * MINUTE_MS, from, to);
    }
    slots.set(person.id, walk.startsIn(common, busy));
  }
  return slots;
}

/** Working hours less busy times widened by the buffer, in `[from, to)`; ascending. */
export const freeRanges = (
  availability: Availability,
  { from, to, bufferMin }: Pick<SlotQuestion, "from" | "to" | "bufferMin">,
): Interval[] =>
  from < to ? toIntervals(freeOf(availability, new WorkingHours(from, to), emptyBusyTimes(), bufferMin)) : [];

function freeOf(
  { bufferMin: ownMin, ...person }: Availability,
  hours: WorkingHours,
  busy: BusyTimes,
  bufferMin: number,
): Ranges {
  readBusyTimes(busy, person.busy, (ownMin ?? bufferMin) * MINUTE_MS, hours.from, hours.to);
  const free: Ranges = [];
  walkGaps(hours.of(person).ranges, busy, (start, end) => free.push(start, end));
  return free;
}

/** Calls back with each stretch of `ranges`, in order, that no busy time covers. */
function walkGaps(ranges: Ranges, { starts, ends, count }: BusyTimes, gap: (a: number, b: number) => void) {
  let next = 0;
  for (let i = 0; i < ranges.length; i += 2) {
    let cursor = ranges[i] as number;
    const end = ranges[i + 1] as number;
    while (next < count && (ends[next] as number) <= cursor) next++;
    for (let k = next; k < count && (starts[k] as number) < end; k++) {
      if ((starts[k] as number) > cursor) gap(cursor, starts[k] as number);
      cursor = ends[k] as number;
    }
    if (cursor < end) gap(cursor, end);
  }
}

class SlotWalk {
  // Written in place and copied out once a person is done: cheaper than growing an array for each.
  readonly #found: EpochMs[] = [];
  constructor(
    readonly lengthMs: number,
    readonly gridMs: number,
  ) {}

  startsIn(ranges: Ranges, { starts, ends, count: busyCount }: BusyTimes): EpochMs[] {
    const { lengthMs, gridMs } = this;
    const found = this.#found;
    let count = 0;
    let next = 0;
    for (let i = 0; i < ranges.length; i += 2) {
      const end = ranges[i + 1] as number;
      let start = Math.ceil((ranges[i] as number) / gridMs) * gridMs + 0;
      while (start + lengthMs <= end) {
        while (next < busyCount && (ends[next] as number) <= start) next++;
        const stop = next < busyCount ? Math.min(starts[next] as number, end) : end;
        const last = stop - lengthMs;
        for (; start <= last; start += gridMs) found[count++] = start;
        if (stop === end) break;
        start = Math.ceil((ends[next] as number) / gridMs) * gridMs + 0;
      }
    }
    return found.slice(0, count);
  }
}
