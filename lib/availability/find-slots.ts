import type { Availability } from "@/lib/availability/availability";
import { keepCommon, StartGrid } from "@/lib/availability/start-mask";
import { WorkingHours, workingRanges } from "@/lib/availability/working-ranges";
import { type EpochMs, MINUTE_MS } from "@/lib/time/instant";
import { type Interval, subtractIntervals } from "@/lib/time/interval";

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
 * For each person the starts, ascending, of all slots that suit both them and the requester (or them alone, if there
 * is none): the slot lies within one range of working hours and touches no busy time widened by the buffer.
 *
 * Nothing is kept between calls. Within one, what suits the requester is worked out once; that and the hours of all
 * people with equal hours in one zone, once for all of them; and for each person only their own busy times remain.
 * The input is as `SlotsFileSchema` lets it through.
 */
export function findSlots(
  question: SlotQuestion,
  requester: Availability | null,
  people: readonly Availability[],
): Map<string, EpochMs[]> {
  const { from, to } = question;
  const grid = new StartGrid(from, to, question.gridMin * MINUTE_MS, question.lengthMin * MINUTE_MS);
  const paddingOf = ({ bufferMin = question.bufferMin }: Availability) => bufferMin * MINUTE_MS;

  const open = grid.all();
  if (requester) {
    keepCommon(open, new WorkingHours(from, to, (ranges) => grid.within(ranges)).of(requester));
    grid.forbid(open, requester.busy, paddingOf(requester));
  }
  const hours = new WorkingHours(from, to, (ranges) => {
    const mask = grid.within(ranges);
    return { any: keepCommon(mask, open), mask };
  });

  const slots = new Map<string, EpochMs[]>();
  const own = grid.none();
  for (const person of people) {
    const { any, mask } = hours.of(person);
    if (!any) {
      slots.set(person.id, []);
      continue;
    }
    own.set(mask);
    grid.forbid(own, person.busy, paddingOf(person));
    slots.set(person.id, grid.startsIn(own));
  }
  return slots;
}

/** Working hours less busy times widened by the buffer, in `[from, to)`; ascending. For a few people at a time. */
export function freeRanges(
  availability: Availability,
  { from, to, bufferMin }: Pick<SlotQuestion, "from" | "to" | "bufferMin">,
): Interval[] {
  const padding = (availability.bufferMin ?? bufferMin) * MINUTE_MS;
  const busy = availability.busy.filter(([start, end]) => start < end);
  return subtractIntervals(
    workingRanges(availability, from, to),
    busy.map(([start, end]) => ({ start: start - padding, end: end + padding })),
  );
}
