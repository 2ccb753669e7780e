import type { Starts } from "@/lib/availability/starts";
import type { Context } from "@/lib/context";
import type { EpochMs } from "@/lib/time/instant";
import { commonTimes, isCutShort, isSeated, mayBeAsked, type Question } from "./common-times";
import { onlyGroupTimes } from "./compare";
import { readPast } from "./gather-facts";
import { type Groups, isKnownGroup, unrankedMeetings } from "./group-times";
import { isOpenTo } from "./group-view";
import { rankedGroups } from "./ranked-groups";
import { type Pool, type PoolPerson, readPool, windowOf } from "./read-pool";
import type { MatchesSummary } from "./schema";
import * as store from "./store";

/**
 * For the board and home: how many people could help with each of these open requests, and the earliest common time;
 * and the earliest at which the actor could, whether asked or not.
 * As many queries for fifty requests as for one.
 * Ids that are not open requests are left out.
 */
export async function summariseMatches(
  context: Context,
  requestIds: readonly string[],
): Promise<Map<string, MatchesSummary>> {
  const { db, now } = context;
  const all = await store.asksById(db, requestIds);
  const asks = all.filter(({ state, neededByAt }) => state === "open" && neededByAt > now);
  if (asks.length === 0) return new Map();
  return summariesOf(context, asks, {});
}

async function summariesOf(
  context: Context,
  asks: readonly store.Ask[],
  more: { all?: boolean },
): Promise<Map<string, MatchesSummary>> {
  const { actor, now } = context;
  const pool = await readPool(context, asks, { personIds: [actor.personId], ...more });
  const people = [...pool.people.values()];
  const viewer = pool.people.get(actor.personId);
  const candidates = new Map(
    asks.map((ask) => [ask, people.filter((person) => mayBeAsked(pool, ask, person))] as const),
  );
  const ranked = asks.filter(
    (ask) => ask.needs.length > 1 && someAvoidEachOther(pool, candidates.get(ask) ?? []),
  );
  const past = ranked.length > 0 ? await readPast(context, ranked) : undefined;
  const cutShort: store.Ask[] = [];
  const summaries = new Map(
    [...candidates].map(([ask, able]): [string, MatchesSummary] => {
      const question = { ask, window: windowOf(ask.neededByAt, now), lengthMin: ask.lengthMin, now };
      const times = commonTimes(pool, question, able);
      if (isCutShort(pool, ask, times)) cutShort.push(ask);
      const own = viewer && ownEarliest(pool, question, viewer);
      const summary =
        past && ranked.includes(ask)
          ? ofGroups(rankedGroups(pool, past, ask, now))
          : ask.needs.length > 1
            ? ofGroups(unrankedMeetings(pool, ask, able, times))
            : ofPeople(able, times);
      return [
        ask.id,
        {
          ...summary,
          ...(pool.cuts?.has(ask.id) ? { atLeast: true } : {}),
          ...(own === undefined ? {} : { mine: own }),
        },
      ];
    }),
  );
  if (cutShort.length === 0) return summaries;
  return new Map([...summaries, ...(await summariesOf(context, cutShort, { all: true }))]);
}

/** Somebody without a common time is not counted: otherwise the number would tell who is avoided. */
function ofPeople(people: readonly PoolPerson[], times: ReadonlyMap<string, Starts>): MatchesSummary {
  const able = people.filter(({ id }) => (times.get(id)?.length ?? 0) > 0);
  const starts = able.flatMap(({ id, busy }) => (busy.known ? (times.get(id)?.at(0) ?? []) : []));
  const [only] = able;
  return {
    people: able.length,
    earliest: starts.length > 0 ? Math.min(...starts) : null,
    ...(able.length === 1 && only ? { only: only.name } : {}),
  };
}

/** Undefined where it is nothing to tell: of the viewer's own request, a seat they have or refused, or an unknown calendar. */
function ownEarliest(
  pool: Pool,
  question: Question & { ask: store.Ask },
  viewer: PoolPerson,
): EpochMs | null | undefined {
  const { ask } = question;
  const requester = pool.people.get(ask.requesterId);
  if (viewer.id === ask.requesterId || isSeated(ask, viewer) || pool.declined(ask.id, viewer.id))
    return undefined;
  if (!viewer.busy.known || !requester?.busy.known) return undefined;
  if (ask.size > 1 && !isOpenTo(pool, ask, viewer)) return undefined;
  const times = commonTimes(pool, question, [viewer], { ignoreLimit: true });
  if (ask.size > 1) onlyGroupTimes(pool, question, viewer, times);
  return times.get(viewer.id)?.at(0) ?? null;
}

/** People who can be in a whole group, and the first time of one of people whose calendars are known. */
function ofGroups({ groups, times }: Pick<Groups, "groups" | "times">): MatchesSummary {
  const [earliest] = [...groups].find(([, group]) => isKnownGroup(group)) ?? [];
  return { people: times.size, earliest: earliest ?? null };
}

function someAvoidEachOther({ avoidances }: Pool, people: readonly PoolPerson[]): boolean {
  const ids = new Set(people.map(({ id }) => id));
  return people.some(({ id }) => !ids.isDisjointFrom(avoidances.get(id) ?? new Set()));
}
