import type { Availability } from "@/lib/availability/availability";
import { findSlots, freeRanges } from "@/lib/availability/find-slots";
import { type EpochMs, MINUTE_MS } from "@/lib/time/instant";
import { type Interval, subtractIntervals } from "@/lib/time/interval";
import { addDays, dateIn, startOfDay, startOfIsoWeek } from "@/lib/time/zone";
import type { Pool, PoolPerson } from "./read-pool";
import { GRID_MIN } from "./schema";
import type { Ask } from "./store";

/** One request's question to the slot engine; what-if questions change one of its parts. */
export type Question = {
  ask: Pick<Ask, "id" | "requesterId" | "teamIds" | "systems">;
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
    isAskedFor(pool, ask, person) &&
    person.pausedAt === null &&
    !pool.declined(ask.id, person.id)
  );
}

/** On a team that was asked; where none was, able to do or teach one of the systems. */
export function isAskedFor(pool: Pool, ask: Question["ask"], person: PoolPerson): boolean {
  if (ask.teamIds.length > 0) return person.teamId !== null && ask.teamIds.includes(person.teamId);
  const known = pool.knowledge.get(person.id);
  return ask.systems.some(({ id }) => canDo(known?.get(id)?.level));
}

const canDo = (level: string | undefined): boolean => level === "can_do" || level === "can_teach";

/**
 * For each person the starts, ascending, at which they and the requester are both free for the whole length. An
 * unknown calendar counts as working hours less our own sessions: whoever shows such times says that they are unknown.
 * Times are left out before the larger of the two people's notice, and in weeks in which the person has as many
 * sessions as they take (`ignoreLimit` keeps those).
 */
export function commonTimes(
  pool: Pool,
  { ask, window, lengthMin, now, requesterBufferMin }: Question,
  people: readonly PoolPerson[],
  { ignoreLimit = false }: { ignoreLimit?: boolean } = {},
): Map<string, EpochMs[]> {
  const requester = pool.people.get(ask.requesterId);
  if (!requester) return new Map();
  const own = availabilityOf(requester, pool.waiting.get(ask.id));
  const from = now + requester.noticeMin * MINUTE_MS;
  const slots = findSlots(
    { from, to: window.end, gridMin: GRID_MIN, lengthMin, bufferMin: 0 },
    requesterBufferMin === undefined ? own : { ...own, bufferMin: requesterBufferMin },
    people.map((person) => availabilityOf(person)),
  );
  for (const person of people) {
    const starts = slots.get(person.id) ?? [];
    const opensAt = opening(now, requester, person);
    const full = ignoreLimit ? [] : fullWeeks(person, window);
    const kept = pool.avoid(ask.requesterId, person.id)
      ? []
      : starts.filter(
          (start) => start >= opensAt && !full.some((week) => start >= week.start && start < week.end),
        );
    slots.set(person.id, kept);
  }
  return slots;
}

/** The first instant that neither person's notice forbids. */
export const opening = (now: EpochMs, a: PoolPerson, b: PoolPerson): EpochMs =>
  now + Math.max(a.noticeMin, b.noticeMin) * MINUTE_MS;

/** ISO weeks, in the person's zone, in which they have as many sessions as they take. */
export function fullWeeks({ zone, maxPerWeek, seats }: PoolPerson, { start, end }: Interval): Interval[] {
  if (maxPerWeek > 0 && seats.length < maxPerWeek) return [];
  const weeks: Interval[] = [];
  for (let monday = startOfIsoWeek(dateIn(start, zone)); ; monday = addDays(monday, 7)) {
    const week = { start: startOfDay(monday, zone), end: startOfDay(addDays(monday, 7), zone) };
    if (week.start >= end) return weeks;
    const taken = seats.filter((seat) => seat.start >= week.start && seat.start < week.end).length;
    if (taken >= maxPerWeek) weeks.push(week);
  }
}

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
