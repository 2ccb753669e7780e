import type { Context } from "@/lib/context";
import { commonTimes, mayBeAsked } from "./common-times";
import { readPool, windowOf } from "./read-pool";
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
