import type { Availability } from "@/lib/availability/availability";
import { freeRanges } from "@/lib/availability/find-slots";
import { keepCommon, StartGrid, type StartMask } from "@/lib/availability/start-mask";
import { Starts } from "@/lib/availability/starts";
import { workingRanges } from "@/lib/availability/working-ranges";
import { type EpochMs, MINUTE_MS } from "@/lib/time/instant";
import { type Interval, subtractIntervals } from "@/lib/time/interval";
import { fullWeeks } from "./full-weeks";
import { fitsNeed, type Need } from "./needs";
import { personStarts } from "./person-starts";
import type { Pool, PoolPerson } from "./read-pool";
import type { Ask } from "./store";

/** One request's question to the slot engine; what-if questions change one of its parts. */
export type Question = {
  ask: Pick<Ask, "id" | "requesterId" | "needs" | "systems" | "seated">;
  window: Interval;
  lengthMin: number;
  now: EpochMs;
  /** Instead of the requester's own buffer. */
  requesterBufferMin?: number;
};

/**
 * Whether this request may be suggested to the person at all. Avoidance is not asked here but in `commonTimes`,
 * where it leaves the person without a common time: nobody can tell the two apart.
 */
export function mayBeAsked(pool: Pool, ask: Question["ask"], person: PoolPerson): boolean {
  return (
    person.id !== ask.requesterId &&
    !isSeated(ask, person) &&
    isAskedFor(pool, ask, person) &&
    person.pausedAt === null &&
    !pool.declined(ask.id, person.id)
  );
}

export const isSeated = ({ seated }: Question["ask"], { id }: { id: string }): boolean =>
  seated.some(({ personId }) => personId === id);

/**
 * For a seat that is still free: named, on a team asked, or, where none was, able to do one of the systems and among
 * those who are compared.
 */
export const isAskedFor = (pool: Pool, ask: Question["ask"], person: PoolPerson): boolean =>
  ask.needs.some((need) => isAskedForNeed(pool, ask, need, person));

export const isAskedForNeed = (pool: Pool, ask: Question["ask"], need: Need, person: PoolPerson): boolean =>
  fitsNeed(need, person, need.teamIds.length === 0 && isAble(pool, ask, person));

function isAble(pool: Pool, ask: Question["ask"], { id: personId }: PoolPerson): boolean {
  const cut = pool.cuts?.get(ask.id);
  if (cut && !cut.ids.has(personId)) return false;
  const known = pool.knowledge.get(personId);
  return known !== undefined && ask.systems.some(({ id }) => canDo(known.get(id)?.level));
}

const canDo = (level: string | undefined): boolean => level === "can_do" || level === "can_teach";

/**
 * For each person the starts, ascending, at which they and the requester are both free for the whole length. An
 * unknown calendar counts as working hours less our own sessions: whoever shows such times says that they are unknown.
 * Times are left out before the larger of the two people's notice, and in weeks in which the person has as many
 * sessions as they take (`ignoreLimit` keeps those). All are on one grid.
 */
export function commonTimes(
  pool: Pool,
  question: Question,
  people: readonly PoolPerson[],
  { ignoreLimit = false }: { ignoreLimit?: boolean } = {},
): Map<string, Starts> {
  const { ask, window, lengthMin, now } = question;
  const requester = pool.people.get(ask.requesterId);
  if (!requester) return new Map();
  const held = ask.seated.length > 0 ? pool.waiting.get(ask.id) : undefined;
  if (held) return timesAt(pool, ask, held, now, people, ignoreLimit);
  const starts = personStarts(pool, now, window.end, lengthMin);
  const { grid } = starts;
  const open = requesterStarts(pool, question, requester, grid);
  const never = new Starts(grid, grid.none());
  return new Map(
    people.map((person) => {
      if (pool.avoid(ask.requesterId, person.id)) return [person.id, never];
      const mask = starts.of(person, ignoreLimit).slice();
      return [person.id, keepCommon(mask, open) ? new Starts(grid, mask) : never];
    }),
  );
}

/**
 * Whether those who are compared are too few: so many are able that not all were, and of those who were nobody known to
 * be free has a time with the requester.
 */
export function isCutShort(pool: Pool, { id }: { id: string }, times: ReadonlyMap<string, Starts>): boolean {
  const cut = pool.cuts?.get(id);
  if (!cut) return false;
  return !cut.ids
    .values()
    .some((one) => (times.get(one)?.length ?? 0) > 0 && pool.people.get(one)?.busy.known === true);
}

/** What suits the requester, in the request's own window. */
function requesterStarts(
  pool: Pool,
  { ask, window, now, requesterBufferMin }: Question,
  requester: PoolPerson,
  grid: StartGrid,
): StartMask {
  const own = availabilityOf(requester, pool.waiting.get(ask.id));
  const ranges = workingRanges(own, now + requester.noticeMin * MINUTE_MS, window.end);
  const open = grid.within(ranges.flatMap(({ start, end }) => [start, end]));
  grid.forbid(open, own.busy, (requesterBufferMin ?? requester.bufferMin) * MINUTE_MS);
  return open;
}

/** Where somebody sits with the requester already, others join them at that one time. */
function timesAt(
  pool: Pool,
  ask: Question["ask"],
  held: Interval,
  now: EpochMs,
  people: readonly PoolPerson[],
  ignoreLimit: boolean,
): Map<string, Starts> {
  const sitting = [ask.requesterId, ...ask.seated.map(({ personId }) => personId)];
  const canSit = (person: PoolPerson) =>
    held.start >= now + person.noticeMin * MINUTE_MS &&
    !sitting.some((id) => pool.avoid(id, person.id)) &&
    (ignoreLimit || !fullWeeks(person, held).some((week) => within(week, held.start))) &&
    laneOf(person, held).some(([start, end]) => start <= held.start && held.end <= end);
  // A session may have been moved to any millisecond: a grid of that one moment.
  const grid = new StartGrid(held.start, held.start + 1, 1, 1);
  const [then, never] = [new Starts(grid, grid.all()), new Starts(grid, grid.none())];
  return new Map(people.map((person) => [person.id, canSit(person) ? then : never]));
}

const within = (week: Interval, start: EpochMs): boolean => start >= week.start && start < week.end;

/** The first instant that neither person's notice forbids. */
export const opening = (now: EpochMs, a: PoolPerson, b: PoolPerson): EpochMs =>
  now + Math.max(a.noticeMin, b.noticeMin) * MINUTE_MS;

/** When a person is free for a session within a stretch of time, as the slot engine sees it. */
export const laneOf = (
  person: PoolPerson,
  { start, end }: Interval,
  ownTime?: Interval,
): [EpochMs, EpochMs][] =>
  freeRanges(availabilityOf(person, ownTime), { from: start, to: end, bufferMin: 0 }).map((free) => [
    free.start,
    free.end,
  ]);

/** @param ownTime Of a session that waits for another partner: it is in the calendar, and not in the way. */
function availabilityOf(person: PoolPerson, ownTime?: Interval): Availability {
  const { id, zone, weekly, overrides, bufferMin, busy, seats } = person;
  const known: [EpochMs, EpochMs][] = busy.known ? busy.busy : [];
  const taken = seats.map(({ start, end }): [EpochMs, EpochMs] => [start, end]);
  const all = ownTime ? without([...known, ...taken], ownTime) : [...known, ...taken];
  return { id, zone, weekly, overrides, bufferMin, busy: all };
}

const without = (busy: readonly [EpochMs, EpochMs][], own: Interval): [EpochMs, EpochMs][] =>
  subtractIntervals(
    busy.map(([start, end]) => ({ start, end })),
    [own],
  ).map(({ start, end }) => [start, end]);
