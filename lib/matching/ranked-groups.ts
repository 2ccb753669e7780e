import type { EpochMs } from "@/lib/time/instant";
import { commonTimes, mayBeAsked } from "./common-times";
import { gatherFacts, type Past } from "./gather-facts";
import { type Groups, groupsOf } from "./group-times";
import { type Pool, windowOf } from "./read-pool";
import type { Ask } from "./store";

/**
 * Groups as the request's page has them. Where two people avoid each other, it is the ranking that says whose time
 * stands: whoever counts people or is asked about one has to ask here, or the difference would tell.
 */
export function rankedGroups(pool: Pool, past: Past, ask: Ask, now: EpochMs): Groups {
  const people = [...pool.people.values()].filter((person) => mayBeAsked(pool, ask, person));
  const question = { ask, window: windowOf(ask.neededByAt, now), lengthMin: ask.lengthMin, now };
  const times = commonTimes(pool, question, people);
  const withTimes = people.filter(({ id }) => times.get(id)?.length);
  const facts = gatherFacts(ask, pool, past, withTimes, times, now);
  const asked = { now, neededByAt: ask.neededByAt, learns: ask.understand !== "" };
  return groupsOf(pool, ask, facts, asked, times);
}
