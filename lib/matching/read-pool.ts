import type { DateOverride, WeeklyHours } from "@/lib/availability/availability";
import { cachedBusyOf } from "@/lib/calendar/cached-busy";
import type { BusyTimes } from "@/lib/calendar/schema";
import type { Context } from "@/lib/context";
import type { Level } from "@/lib/people/schema";
import { DAY_MS, type EpochMs, WEEK_MS } from "@/lib/time/instant";
import type { Interval } from "@/lib/time/interval";
import type { Avoidances } from "./best-groups";
import * as store from "./store";

export type PoolPerson = store.PersonRow & {
  readonly weekly: WeeklyHours;
  readonly overrides: DateOverride[];
  readonly busy: BusyTimes;
  /** Active seats, from four weeks ago on. */
  readonly seats: readonly Interval[];
};

export type Knowledge = { readonly level: Level; readonly wantsToLearn: boolean };

/** Everything that decides who can be suggested for some requests, and when. */
export type Pool = {
  readonly people: ReadonlyMap<string, PoolPerson>;
  /** By person, then system. */
  readonly knowledge: ReadonlyMap<string, ReadonlyMap<string, Knowledge>>;
  /** Whether one of the two would rather not be matched with the other. */
  readonly avoid: (a: string, b: string) => boolean;
  /** The same as each person's others; all of them only where some request needs several people. */
  readonly avoidances: Avoidances;
  readonly declined: (requestId: string, personId: string) => boolean;
  /** The time at which a request's session waits for another partner. */
  readonly waiting: ReadonlyMap<string, Interval>;
  /** The end of what was read of everybody's time. */
  readonly until?: EpochMs;
};

/** Suggestions look this far ahead; the cache of busy times reaches one day further. */
const HORIZON_MS = 34 * DAY_MS;

/** How far back seats count as load. */
export const LOAD_MS = 4 * WEEK_MS;

/** The time in which a request can be met: until needed-by, five weeks at most. */
export const windowOf = (neededByAt: EpochMs, now: EpochMs): Interval => ({
  start: now,
  end: Math.min(neededByAt, now + HORIZON_MS),
});

type More = {
  /** Read as well. */
  personIds?: readonly string[];
  teamIds?: readonly string[];
  /** Beyond the requests' own windows. */
  until?: EpochMs;
  /** Leaves out all but the requesters and those named. */
  onlyNamed?: boolean;
};

/**
 * Reads what decides about all these requests at once: as many queries for fifty as for one.
 */
export async function readPool(context: Context, asks: readonly store.Ask[], more: More = {}): Promise<Pool> {
  const { db, now } = context;
  const requesterIds = unique(asks.map(({ requesterId }) => requesterId));
  const systemIds = unique(asks.flatMap(({ systems }) => systems.map(({ id }) => id)));
  const end = Math.max(now, more.until ?? 0, ...asks.map(({ neededByAt }) => windowOf(neededByAt, now).end));
  const window = { start: now, end };
  const asking = more.onlyNamed ? [] : asks;
  const rows = await store.activePeople(db, {
    ids: unique([
      ...requesterIds,
      ...(more.personIds ?? []),
      ...asks.flatMap(({ seated }) => seated.map(({ personId }) => personId)),
      ...asking.flatMap(({ needs }) => needs.flatMap(({ personId }) => personId ?? [])),
    ]),
    teamIds: unique([...asking.flatMap(store.teamIdsOf), ...(more.teamIds ?? [])]),
    systemIds: unique(
      asking.flatMap(({ needs, systems }) =>
        needs.some(({ teamIds }) => teamIds.length === 0) ? systems.map(({ id }) => id) : [],
      ),
    ),
  });
  const ids = rows.map(({ id }) => id);
  const requestIds = asks.map(({ id }) => id);
  const [hours, overrides, knowledge, seats, avoidances, declines, waiting, busy] = await Promise.all([
    store.hoursOf(db, ids),
    store.overridesOf(db, ids, window),
    store.familiaritiesOf(db, ids, systemIds),
    // A week more on either side, because the weeks at the ends are counted whole.
    store.seatsOf(db, ids, { start: now - LOAD_MS, end: end + WEEK_MS }),
    store.avoidancesOf(db, asks.some(({ size }) => size > 1) ? ids : requesterIds, ids),
    store.declinesOf(db, requestIds),
    store.waitingSessionsOf(db, requestIds),
    cachedBusyOf(context, ids, window),
  ]);
  const [hoursBy, overridesBy, seatsBy] = [byPerson(hours), byPerson(overrides), byPerson(seats)];
  const avoided = eitherWay(avoidances);
  const not = new Set(declines.map(({ requestId, personId }) => pairKey(requestId, personId)));
  return {
    people: new Map(
      rows.map((row) => [
        row.id,
        {
          ...row,
          weekly: (hoursBy.get(row.id) ?? []).map(({ weekday, from, to }) => ({ days: [weekday], from, to })),
          overrides: (overridesBy.get(row.id) ?? []).map(({ date, hours }) => ({ date, hours })),
          busy: busy.get(row.id) ?? { known: false, reason: "never_connected", readAt: null },
          seats: (seatsBy.get(row.id) ?? []).map(({ startAt, endAt }) => ({ start: startAt, end: endAt })),
        },
      ]),
    ),
    knowledge: new Map(
      [...byPerson(knowledge)].map(([id, list]) => [id, new Map(list.map((one) => [one.systemId, one]))]),
    ),
    avoid: (a, b) => avoided.get(a)?.has(b) ?? false,
    avoidances: avoided,
    declined: (requestId, personId) => not.has(pairKey(requestId, personId)),
    until: end,
    waiting: new Map(waiting.map(({ requestId, start, end }) => [requestId, { start, end }])),
  };
}

function eitherWay(pairs: readonly { personId: string; avoidedId: string }[]): Map<string, Set<string>> {
  const others = new Map<string, Set<string>>();
  const add = (a: string, b: string) => others.set(a, (others.get(a) ?? new Set()).add(b));
  for (const { personId, avoidedId } of pairs) {
    add(personId, avoidedId);
    add(avoidedId, personId);
  }
  return others;
}

const pairKey = (a: string, b: string) => `${a} ${b}`;

const unique = (ids: readonly string[]): string[] => [...new Set(ids)];

function byPerson<T extends { personId: string }>(rows: readonly T[]): Map<string, T[]> {
  const lists = new Map<string, T[]>();
  for (const row of rows) {
    const list = lists.get(row.personId);
    if (list) list.push(row);
    else lists.set(row.personId, [row]);
  }
  return lists;
}
