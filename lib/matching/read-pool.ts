import type { DateOverride, WeeklyHours } from "@/lib/availability/availability";
import { asKept } from "@/lib/calendar/cached-busy";
import type { BusyTimes } from "@/lib/calendar/schema";
import type { Context } from "@/lib/context";
import type { Level } from "@/lib/people/schema";
import { DAY_MS, type EpochMs, WEEK_MS } from "@/lib/time/instant";
import type { Interval } from "@/lib/time/interval";
import type { Avoidances } from "./best-groups";
import { type PackedPerson, packedPeople } from "./pool-store";
import * as store from "./store";

export type PoolPerson = Pick<
  PackedPerson,
  | "id"
  | "name"
  | "teamId"
  | "teamName"
  | "discipline"
  | "zone"
  | "bufferMin"
  | "noticeMin"
  | "maxPerWeek"
  | "pausedAt"
> & {
  /** When they were last in a session, or are to be. */
  readonly lastBookedAt?: EpochMs | null;
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
  /** By request, where so many are able to do its systems that not all are compared. */
  readonly cuts?: ReadonlyMap<string, Cut>;
};

/**
 * Of the people who are able to do what a request needs, this many are compared: nobody chooses among more, and each
 * costs. Where none of them has a time, everybody is.
 */
const MOST_COMPARED = 200;
const EVERYBODY = 2 ** 31 - 1;

type Cut = {
  /** Who is compared. */
  readonly ids: ReadonlySet<string>;
  /** How many are not. */
  readonly others: number;
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
  /** Everybody who is able, however many. */
  all?: boolean;
};

/**
 * Reads what decides about all these requests at once: as many queries for fifty as for one.
 */
export async function readPool(context: Context, asks: readonly store.Ask[], more: More = {}): Promise<Pool> {
  const { db, now } = context;
  const end = Math.max(now, more.until ?? 0, ...asks.map(({ neededByAt }) => windowOf(neededByAt, now).end));
  const window = { start: now, end };
  const asking = more.onlyNamed ? [] : asks;
  const requestIds = asks.map(({ id }) => id);
  const sets = systemSets(asking);
  const most = more.all ? EVERYBODY : MOST_COMPARED;
  const [rows, declines, waiting] = await Promise.all([
    packedPeople(
      db,
      {
        ids: unique([
          ...asks.map(({ requesterId }) => requesterId),
          ...(more.personIds ?? []),
          ...asks.flatMap(({ seated }) => seated.map(({ personId }) => personId)),
          ...asking.flatMap(({ needs }) => needs.flatMap(({ personId }) => personId ?? [])),
        ]),
        teamIds: unique([...asking.flatMap(store.teamIdsOf), ...(more.teamIds ?? [])]),
        systemSets: [...sets.keys()].map((key) => key.split(" ")),
        most,
        knownSystemIds: unique(asks.flatMap(({ systems }) => systems.map(({ id }) => id))),
      },
      window,
      // A week more on either side, because the weeks at the ends are counted whole.
      { start: now - LOAD_MS, end: end + WEEK_MS },
    ),
    store.declinesOf(db, requestIds),
    store.waitingSessionsOf(db, requestIds),
  ]);
  const unpack = unpacking(window, now);
  const people = new Map(rows.map((row) => [row.id, unpack(row)]));
  const avoided = eitherWay(rows, people);
  const not = Map.groupBy(declines, ({ requestId }) => requestId);
  return {
    people,
    knowledge: new Map(rows.flatMap((row) => (row.knows ? [[row.id, knowledgeIn(row.knows)]] : []))),
    avoid: (a, b) => avoided.get(a)?.has(b) ?? false,
    avoidances: avoided,
    declined: (requestId, personId) =>
      not.get(requestId)?.some((decline) => decline.personId === personId) ?? false,
    until: end,
    cuts: cutsOf(rows, [...sets.values()]),
    waiting: new Map(waiting.map(({ requestId, start, end }) => [requestId, { start, end }])),
  };
}

/** The requests that ask whoever is able, by what they ask about: many ask about the same. */
function systemSets(asks: readonly store.Ask[]): Map<string, string[]> {
  const sets = new Map<string, string[]>();
  for (const { id, needs, systems } of asks) {
    if (systems.length === 0 || !needs.some(({ teamIds }) => teamIds.length === 0)) continue;
    const key = systems
      .map((system) => system.id)
      .sort()
      .join(" ");
    sets.set(key, [...(sets.get(key) ?? []), id]);
  }
  return sets;
}

/** @param requestsOf By the number of the set. */
function cutsOf(
  rows: readonly Pick<PackedPerson, "id" | "cut">[],
  requestsOf: readonly (readonly string[])[],
): Map<string, Cut> {
  const compared = new Map<number, { ids: Set<string>; total: number }>();
  for (const { id, cut } of rows)
    for (const one of cut?.split(",") ?? []) {
      const [set = 0, total = 0] = one.split(" ").map(Number);
      const of = compared.get(set) ?? { ids: new Set(), total };
      of.ids.add(id);
      compared.set(set, of);
    }
  return new Map(
    [...compared].flatMap(([set, { ids, total }]) =>
      (requestsOf[set] ?? []).map((requestId): [string, Cut] => [
        requestId,
        { ids, others: total - ids.size },
      ]),
    ),
  );
}

function unpacking(window: Interval, now: EpochMs) {
  // Few weeks are kept by many people.
  const weeks = new Map<string, WeeklyHours>();
  const weekly = (hours: string | null): WeeklyHours => {
    if (hours === null) return [];
    const week = weeks.get(hours) ?? hours.split(",").map(rangeIn);
    weeks.set(hours, week);
    return week;
  };
  // Written out: of thousands of people, copying "the rest" costs more than everything else here.
  return (row: PackedPerson): PoolPerson => ({
    id: row.id,
    name: row.name,
    teamId: row.teamId,
    teamName: row.teamName,
    discipline: row.discipline,
    zone: row.zone,
    bufferMin: row.bufferMin,
    noticeMin: row.noticeMin,
    maxPerWeek: row.maxPerWeek,
    pausedAt: row.pausedAt,
    lastBookedAt: row.lastBookedAt,
    weekly: weekly(row.hours),
    overrides: row.overrides ?? [],
    busy: asKept(row.connection, cachedIn(row), window, now),
    seats: row.seats === null ? [] : row.seats.split(",").map(seatIn),
  });
}

const cachedIn = ({ readAt, toAt, packed, failure }: PackedPerson) =>
  toAt === null || packed === null ? null : { readAt, toAt, packed, failure };

function rangeIn(text: string): WeeklyHours[0] {
  return { days: [Number(text[0])], from: text.slice(1, 6), to: text.slice(6) };
}

function seatIn(text: string): Interval {
  const [start, end] = text.split(" ");
  return { start: Math.round(Number(start) * 1000), end: Math.round(Number(end) * 1000) };
}

const knowledgeIn = (text: string): Map<string, Knowledge> =>
  new Map(
    text.split(",").map((one) => {
      const [systemId = "", level, wants] = one.split(" ");
      return [systemId, { level: level as Level, wantsToLearn: wants === "true" }];
    }),
  );

function eitherWay(
  rows: readonly Pick<PackedPerson, "id" | "avoids">[],
  people: ReadonlyMap<string, PoolPerson>,
): Map<string, Set<string>> {
  const others = new Map<string, Set<string>>();
  const add = (a: string, b: string) => others.set(a, (others.get(a) ?? new Set()).add(b));
  for (const { id, avoids } of rows)
    for (const other of avoids?.split(",") ?? []) {
      if (!people.has(other)) continue;
      add(id, other);
      add(other, id);
    }
  return others;
}

const unique = (ids: readonly string[]): string[] => [...new Set(ids)];
