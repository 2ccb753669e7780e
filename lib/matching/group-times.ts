import type { Starts } from "@/lib/availability/starts";
import type { EpochMs } from "@/lib/time/instant";
import { type Candidate, type Group, type Meetings, meetings } from "./best-groups";
import { isAskedForNeed, type Question } from "./common-times";
import type { PersonFacts } from "./gather-facts";
import { type Question as Asked, type Ranked, rank } from "./rank";
import type { Pool, PoolPerson } from "./read-pool";

/** Scores as whole numbers; whoever was named outweighs any scores, and an unknown calendar both. */
const SCORE = 1e9;
const NAMED = 10 * SCORE;
const UNKNOWN = 1000 * SCORE;

export const isKnownGroup = ({ worth }: Group): boolean => worth >= 0;

/** Whole groups for a request that needs several people: when, and whose times those are. */
export type Groups<F extends PersonFacts = PersonFacts> = {
  /** Everybody who can be in one, with the starts at which they can; best first. */
  readonly people: readonly Ranked<F>[];
  /** For each need the ids of those who fit it, best first. */
  readonly byNeed: readonly (readonly string[])[];
  /** The best group at each start, ascending. */
  readonly groups: ReadonlyMap<EpochMs, Group>;
  readonly times: ReadonlyMap<string, Starts>;
};

/**
 * Ranks twice: by all times, to know whose times stay where two people avoid each other, and then by those that stay.
 * So everything that is told of a person is told of the times they are left with.
 */
export function groupsOf(
  pool: Pool,
  ask: Question["ask"],
  facts: readonly PersonFacts[],
  asked: Asked,
  alone: ReadonlyMap<string, Starts>,
): Groups {
  const { times } = meetings(candidatesOf(pool, ask, rank(facts, asked), alone), pool.avoidances);
  const people = rank(
    facts.flatMap((one) => {
      const left = times.get(one.id);
      return left ? [{ ...one, times: left }] : [];
    }),
    asked,
  );
  const candidates = candidatesOf(pool, ask, people, times);
  return {
    people,
    times,
    byNeed: candidates.map((list) => list.map(({ id }) => id)),
    groups: meetings(candidates, pool.avoidances).groups,
  };
}

function candidatesOf(
  pool: Pool,
  ask: Question["ask"],
  people: readonly Ranked<PersonFacts>[],
  times: ReadonlyMap<string, Starts>,
): Candidate[][] {
  return ask.needs.map((need) =>
    people
      .filter(({ person }) => isAskedForNeed(pool, ask, need, person))
      .flatMap(({ id, isKnown, score }) => {
        const starts = times.get(id);
        const worth =
          Math.round(score * SCORE) + (need.personId === id ? NAMED : 0) - (isKnown ? 0 : UNKNOWN);
        return starts ? [{ id, worth, starts }] : [];
      })
      .sort((a, b) => b.worth - a.worth),
  );
}

/**
 * The same where nothing is ranked: who can be in a group, and when; known people before others.
 * @param firstId Somebody who is in each group that can be made with them.
 */
export function unrankedMeetings(
  pool: Pool,
  ask: Question["ask"],
  people: readonly PoolPerson[],
  times: ReadonlyMap<string, Starts>,
  firstId?: string,
): Meetings {
  const lists = ask.needs.map((need) =>
    people
      .filter((person) => isAskedForNeed(pool, ask, need, person))
      .flatMap(({ id, busy }) => {
        const starts = times.get(id);
        const worth = (busy.known ? 0 : -UNKNOWN) + (id === firstId ? 10 * UNKNOWN : 0);
        return starts ? [{ id, worth, starts }] : [];
      })
      .sort((a, b) => b.worth - a.worth),
  );
  return meetings(lists, pool.avoidances);
}
