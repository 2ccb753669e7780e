import type { EpochMs } from "@/lib/time/instant";
import { type Candidate, type Meeting, meetings } from "./best-groups";
import { isAskedForNeed, type Question } from "./common-times";
import type { PersonFacts } from "./gather-facts";
import { type Question as Asked, type Ranked, rank } from "./rank";
import type { Pool, PoolPerson } from "./read-pool";

/** Scores as whole numbers; whoever was named outweighs any scores, and an unknown calendar both. */
const SCORE = 1e9;
const NAMED = 10 * SCORE;
const UNKNOWN = 1000 * SCORE;

export const isKnownGroup = ({ group }: Meeting): boolean => group.worth >= 0;

/** Whole groups for a request that needs several people: when, and whose times those are. */
export type Groups<F extends PersonFacts = PersonFacts> = {
  /** Everybody who can be in one, with the starts at which they can; best first. */
  readonly people: readonly Ranked<F>[];
  /** For each need the ids of those who fit it, best first. */
  readonly byNeed: readonly (readonly string[])[];
  readonly meetings: ReadonlyMap<EpochMs, Meeting>;
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
): Groups {
  const all = meetings(candidatesOf(pool, ask, rank(facts, asked)), pool.avoidances);
  const left = timesOf(all);
  const people = rank(
    facts.flatMap((one) => (left.has(one.id) ? [{ ...one, times: left.get(one.id) ?? [] }] : [])),
    asked,
  );
  const candidates = candidatesOf(pool, ask, people);
  return {
    people,
    byNeed: candidates.map((list) => list.map(({ id }) => id)),
    meetings: meetings(candidates, pool.avoidances),
  };
}

function candidatesOf(
  pool: Pool,
  ask: Question["ask"],
  people: readonly Ranked<PersonFacts>[],
): Candidate[][] {
  return ask.needs.map((need) =>
    people
      .filter(({ person }) => isAskedForNeed(pool, ask, need, person))
      .map(({ id, isKnown, score, times }) => ({
        id,
        worth: Math.round(score * SCORE) + (need.personId === id ? NAMED : 0) - (isKnown ? 0 : UNKNOWN),
        starts: times,
      }))
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
  times: ReadonlyMap<string, EpochMs[]>,
  firstId?: string,
): Map<EpochMs, Meeting> {
  const lists = ask.needs.map((need) =>
    people
      .filter((person) => isAskedForNeed(pool, ask, need, person))
      .map(({ id, busy }) => ({
        id,
        worth: (busy.known ? 0 : -UNKNOWN) + (id === firstId ? 10 * UNKNOWN : 0),
        starts: times.get(id) ?? [],
      }))
      .sort((a, b) => b.worth - a.worth),
  );
  return meetings(lists, pool.avoidances);
}

/** Each person's starts, ascending. */
export function timesOf(all: ReadonlyMap<EpochMs, Meeting>): Map<string, EpochMs[]> {
  const times = new Map<string, EpochMs[]>();
  for (const [start, { free }] of all)
    for (const id of new Set(free.flatMap((list) => list.map((one) => one.id)))) {
      const starts = times.get(id);
      if (starts) starts.push(start);
      else times.set(id, [start]);
    }
  return times;
}
