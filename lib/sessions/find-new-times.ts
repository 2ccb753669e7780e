import { findSlots } from "../availability/find-slots";
import type { Context } from "../context";
import { DomainError } from "../errors";
import { parse } from "../input";
import { fullWeeks } from "../matching/full-weeks";
import { type PoolPerson, readPool } from "../matching/read-pool";
import { GRID_MIN } from "../matching/schema";
import { asksById } from "../matching/store";
import { DAY_MS, type EpochMs, MINUTE_MS } from "../time/instant";
import { type Interval, subtractIntervals } from "../time/interval";
import { dateIn } from "../time/zone";
import { currentSession, refuseUnlessLive } from "./change-session";
import { timesInCalendars } from "./conflict";
import { pairingIn } from "./observers";
import { type NewTimes, SessionId } from "./schema";

/** Whoever moves a session wants it soon; the cache of busy times reaches further. */
const AHEAD_MS = 21 * DAY_MS;

/**
 * Starts at which everybody who pairs is free, its own time not being in the way: working hours, buffers, notice,
 * weekly limits, our other sessions, and the calendars as they were read last.
 * @throws {DomainError} `not_found`; `forbidden` for who is not in it; `not_possible` when it is over
 */
export async function findNewTimes(context: Context, input: unknown): Promise<NewTimes> {
  const { id } = parse(SessionId, input);
  const { db, actor, now } = context;
  const current = await currentSession(db, id, actor.personId);
  if (!current.mine?.active || current.mine.role === "observer")
    throw new DomainError("forbidden", "Only those who pair can move this session.");
  refuseUnlessLive(current);
  const ids = pairingIn(current);

  const asks = await asksById(db, [current.request.id]);
  const until = now + AHEAD_MS;
  const pool = await readPool(context, asks, { personIds: ids, onlyNamed: true, until });
  const people = ids.flatMap((one) => pool.people.get(one) ?? []);
  const lengthMin = (current.window.end - current.window.start) / MINUTE_MS;
  const noticeMin = Math.max(
    0,
    ...people.filter((one) => one.id !== actor.personId).map((one) => one.noticeMin),
  );
  const question = {
    from: now + noticeMin * MINUTE_MS,
    to: until,
    gridMin: GRID_MIN,
    lengthMin,
    bufferMin: 0,
  };
  const own = timesInCalendars(current);
  const [first, ...rest] = people.map((person) => availabilityOf(person, own));
  const slots = [
    ...findSlots(question, null, first ? [first] : []),
    ...findSlots(question, first ?? null, rest),
  ];
  const each = slots.map(([, starts]) => new Set(starts));
  const full = people
    .filter((one) => one.id !== actor.personId && one.id !== current.request.requesterId)
    .flatMap((one) => fullWeeks(withoutOwnSeat(one, current.window), { start: now, end: until }));
  const common = [...(each[0] ?? [])].filter(
    (start) =>
      start !== current.window.start &&
      each.every((starts) => starts.has(start)) &&
      !full.some((week) => start >= week.start && start < week.end),
  );
  return {
    zone: actor.zone,
    now,
    start: current.window.start,
    lengthMin,
    days: byDay(common, actor.zone),
    unknownNames: people.filter(({ busy }) => !busy.known).map(({ name }) => name),
    readAt: oldestReading(people),
    others: people.filter((one) => one.id !== actor.personId).map(({ name, zone }) => ({ name, zone })),
  };
}

function oldestReading(people: readonly PoolPerson[]): EpochMs | null {
  const readings = people.flatMap(({ busy }) => (busy.known ? [busy.readAt] : []));
  return readings.length === 0 ? null : Math.min(...readings);
}

function availabilityOf(
  { id, zone, weekly, overrides, bufferMin, busy, seats }: PoolPerson,
  own: Interval[],
) {
  const known = busy.known ? busy.busy.map(([start, end]) => ({ start, end })) : [];
  const taken = [...subtractIntervals(known, own), ...subtractIntervals(seats, own.slice(0, 1))];
  return {
    ...{ id, zone, weekly, overrides, bufferMin },
    busy: taken.map(({ start, end }): [EpochMs, EpochMs] => [start, end]),
  };
}

const withoutOwnSeat = (person: PoolPerson, own: Interval): PoolPerson => ({
  ...person,
  seats: person.seats.filter(({ start }) => start !== own.start),
});

function byDay(starts: readonly EpochMs[], zone: string): NewTimes["days"] {
  const days = Map.groupBy(
    starts.toSorted((a, b) => a - b),
    (start) => dateIn(start, zone),
  );
  return [...days].map(([date, list]) => ({ date, starts: list }));
}
