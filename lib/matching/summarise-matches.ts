import type { Context } from "@/lib/context";
import type { EpochMs } from "@/lib/time/instant";
import { commonTimes, mayBeAsked } from "./common-times";
import { isKnownGroup, timesOf, unrankedMeetings } from "./group-times";
import { type Pool, type PoolPerson, readPool, windowOf } from "./read-pool";
import type { MatchesSummary } from "./schema";
import * as store from "./store";

/**
 * For the board and home: how many people could help with each of these open requests, and the earliest common time.
 * As many queries for fifty requests as for one. Ids that are not open requests are left out.
 */
export async function summariseMatches(
  context: Context,
  requestIds: readonly string[],
): Promise<Map<string, MatchesSummary>> {
  const { db, now } = context;
  const all = await store.asksById(db, requestIds);
  const asks = all.filter(({ state, neededByAt }) => state === "open" && neededByAt > now);
  if (asks.length === 0) return new Map();
  const pool = await readPool(context, asks);
  const people = [...pool.people.values()];

  return new Map(
    asks.map((ask) => {
      const candidates = people.filter((person) => mayBeAsked(pool, ask, person));
      const question = { ask, window: windowOf(ask.neededByAt, now), lengthMin: ask.lengthMin, now };
      const times = commonTimes(pool, question, candidates);
      if (ask.needs.length > 1) return [ask.id, ofGroup(pool, ask, candidates, times)];
      // Somebody without a common time is not counted: otherwise the number would tell who is avoided.
      const able = candidates.filter(({ id }) => (times.get(id)?.length ?? 0) > 0);
      const starts = able.flatMap(({ id, busy }) => (busy.known ? (times.get(id)?.slice(0, 1) ?? []) : []));
      const summary: MatchesSummary = {
        people: able.length,
        earliest: starts.length > 0 ? Math.min(...starts) : null,
      };
      const [only] = able;
      if (able.length === 1 && only) summary.only = only.name;
      return [ask.id, summary];
    }),
  );
}

/** People who can be in a whole group, and the first time of one of people whose calendars are known. */
function ofGroup(
  pool: Pool,
  ask: store.Ask,
  candidates: readonly PoolPerson[],
  times: ReadonlyMap<string, EpochMs[]>,
): MatchesSummary {
  const all = unrankedMeetings(pool, ask, candidates, times);
  const [earliest] = [...all].find(([, meeting]) => isKnownGroup(meeting)) ?? [];
  return { people: timesOf(all).size, earliest: earliest ?? null };
}
