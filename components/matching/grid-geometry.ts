import { type Counterpart, GRID_MIN } from "@/lib/matching/schema";
import { formatTime } from "@/lib/time/format";
import { type EpochMs, MINUTE_MS } from "@/lib/time/instant";
import { type Interval, overlaps } from "@/lib/time/interval";
import type { Week } from "./choice";

export const HOUR_PX = 52;
export const QUARTER_PX = (HOUR_PX * GRID_MIN) / 60;

/** Days and hours that the grid shows; `firstMin` and `lastMin` are minutes of the wall clock, on half hours. */
export type Frame = { days: Week["days"]; firstMin: number; lastMin: number };

/** Weekends are there only when a time lies on them; hours reach from the first to the last thing to be seen. */
export function frameOf(week: Week, starts: readonly EpochMs[]): Frame {
  const days = week.days.filter(
    (day, at) => at < 5 || starts.some((start) => start >= day.start && start < day.end),
  );
  const seen = days.flatMap((day) => [
    ...within(
      week.mine.map(([start, end]) => ({ start, end })),
      day,
    ),
    ...starts
      .filter((start) => start >= day.start && start < day.end)
      .map((start) => ({ start, end: start + week.lengthMin * MINUTE_MS })),
  ]);
  const from = Math.min(9 * 60, ...seen.map(({ start }) => wallMin(start, week.zone)));
  const to = Math.max(
    17 * 60,
    ...seen.map((one) => wallMin(one.start, week.zone) + (one.end - one.start) / MINUTE_MS),
  );
  return {
    days,
    firstMin: Math.max(0, Math.floor(from / 30) * 30 - 30),
    lastMin: Math.min(24 * 60, Math.ceil(to / 30) * 30 + 30),
  };
}

export function wallMin(instant: EpochMs, zone: string): number {
  const [hours = 0, minutes = 0] = formatTime(instant, zone).split(":").map(Number);
  return hours * 60 + minutes;
}

/** Pixels below the grid's first hour. */
export const topOf = (start: EpochMs, zone: string, { firstMin }: Frame): number =>
  ((wallMin(start, zone) - firstMin) / 60) * HOUR_PX;

export const heightOf = ({ start, end }: Interval): number => ((end - start) / MINUTE_MS / 60) * HOUR_PX;

/** What of the intervals lies in the day. */
export const within = (intervals: readonly Interval[], day: Interval): Interval[] =>
  intervals
    .filter((one) => overlaps(one, day))
    .map(({ start, end }) => ({ start: Math.max(start, day.start), end: Math.min(end, day.end) }));

export type Block = Interval & { people: readonly Counterpart[] };

/** The stretches of a day that sessions can cover, cut wherever somebody joins or leaves. */
export function blocksOf(week: Week, day: Interval): Block[] {
  const lengthMs = week.lengthMin * MINUTE_MS;
  const covered = week.people
    .filter(({ calendar }) => calendar.known)
    .map((person) => ({
      person,
      covers: within(
        person.runs.map(([first, count]) => ({
          start: first,
          end: first + (count - 1) * GRID_MIN * MINUTE_MS + lengthMs,
        })),
        day,
      ),
    }));
  const cuts = [
    ...new Set(covered.flatMap(({ covers }) => covers.flatMap(({ start, end }) => [start, end]))),
  ].sort((a, b) => a - b);
  const blocks: Block[] = [];
  for (const [at, start] of cuts.entries()) {
    const end = cuts[at + 1];
    if (end === undefined) break;
    const people = covered
      .filter(({ covers }) => covers.some((one) => one.start <= start && end <= one.end))
      .map(({ person }) => person);
    if (people.length === 0) continue;
    const last = blocks.at(-1);
    const same = last && last.end === start && idsOf(last.people) === idsOf(people);
    if (same) blocks[blocks.length - 1] = { ...last, end };
    else blocks.push({ start, end, people });
  }
  return blocks;
}

/** How many it is of; where the week does not tell of all people, as many as are free at one of its starts. */
export const countIn = ({ more, freeAt }: Week, { start, end, people }: Block): number =>
  more
    ? Math.max(people.length, ...[...freeAt].flatMap(([at, n]) => (at >= start && at < end ? [n] : [])))
    : people.length;

const idsOf = (people: readonly Counterpart[]) => people.map(({ id }) => id).join();

/** How much deeper than the lightest green a block is, in percent: two are half way, three and more all of it. */
export const depthOf = (people: number): number => Math.min(100, (people - 1) * 50);

/** The whole hours in it. */
export const hoursOf = ({ firstMin, lastMin }: Frame): number[] =>
  Array.from({ length: 24 }, (_, hour) => hour).filter(
    (hour) => hour * 60 >= firstMin && hour * 60 < lastMin,
  );
