import type { Context } from "@/lib/context";
import { commonTimes, mayBeAsked } from "./common-times";
import { gatherFacts } from "./gather-facts";
import { type Groups, groupsOf } from "./group-times";
import { type Pool, windowOf } from "./read-pool";
import type { Ask } from "./store";

/**
 * Groups as the request's page has them. Where two people avoid each other, it is the ranking that says whose time
 * stands: whoever counts people or is asked about one has to ask here, or the difference would tell.
 */
export async function rankedGroups(context: Context, pool: Pool, ask: Ask): Promise<Groups> {
  const { now } = context;
  const people = [...pool.people.values()].filter((person) => mayBeAsked(pool, ask, person));
  const question = { ask, window: windowOf(ask.neededByAt, now), lengthMin: ask.lengthMin, now };
  const times = commonTimes(pool, question, people);
  const withTimes = people.filter(({ id }) => times.get(id)?.length);
  const facts = await gatherFacts(context, ask, pool, withTimes, times);
  const asked = { now, neededByAt: ask.neededByAt, learns: ask.understand !== "" };
  return groupsOf(pool, ask, facts, asked, times);
}
