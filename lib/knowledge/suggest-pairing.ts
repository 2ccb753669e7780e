import { randomUUID } from "node:crypto";
import type { Context } from "../context";
import { commonTimes } from "../matching/common-times";
import { type Pool, readPool, windowOf } from "../matching/read-pool";
import { DEFAULT_LENGTH_MIN } from "../requests/schema";
import { DAY_MS } from "../time/instant";
import type { Knower, Pairing } from "./schema";
import { pairingsOf } from "./verdict";

/** A suggestion is for the next two weeks. */
export const SUGGESTED_DAYS = 14;
/** Of each side; who comes after them is found on the request. */
export const MOST_PAIRED = 5;

/** Somebody who can do a system, and somebody who wants to learn it. */
export type Couple = {
  readonly system: { readonly id: string; readonly name: string };
  readonly teacher: Knower;
  readonly learner: Knower;
};

/** Who could sit down together so that one more can do the system; null where no two have a time. */
export async function suggestPairing(
  context: Context,
  system: Couple["system"],
  people: readonly Knower[],
): Promise<Pairing | null> {
  const couples = pairingsOf(people, context.actor.personId, MOST_PAIRED).map((pair) => ({
    system,
    ...pair,
  }));
  return (await firstWithTime(context, couples))?.pairing ?? null;
}

/**
 * The first of these who have a time in common within two weeks, and when that is; null where none have. Who would
 * rather not be matched with somebody has no time in common with them, here as anywhere: the next two are suggested, or
 * nobody, and no word is different.
 */
export async function firstWithTime<Two extends Couple>(
  context: Context,
  couples: readonly Two[],
): Promise<{ couple: Two; pairing: Pairing } | null> {
  const { actor, now } = context;
  if (couples.length === 0) return null;
  const asks = couples.map(({ learner, system }) => askOf(learner.id, system, now));
  const pool = await readPool(context, asks, {
    personIds: couples.map(({ teacher }) => teacher.id),
    onlyNamed: true,
  });
  for (const [n, couple] of couples.entries()) {
    const { teacher, learner } = couple;
    const ask = asks[n];
    const [first] = ask ? timesOf(pool, ask, teacher.id, now) : [];
    if (first === undefined) continue;
    const isKnown = [teacher, learner].every(({ id }) => pool.people.get(id)?.busy.known);
    const mine = teacher.id === actor.personId ? "teacher" : learner.id === actor.personId ? "learner" : null;
    return { couple, pairing: { teacher, learner, mine, at: isKnown ? first : null } };
  }
  return null;
}

type SuggestedAsk = ReturnType<typeof askOf>;

/** What the learner would ask. It is not posted, so nobody has declined it. */
const askOf = (requesterId: string, { id, name }: Couple["system"], now: number) => ({
  ...{ id: randomUUID(), requesterId, lengthMin: DEFAULT_LENGTH_MIN, understand: "", size: 1 },
  neededByAt: now + SUGGESTED_DAYS * DAY_MS,
  state: "open" as const,
  needs: [{ id, personId: null, teamIds: [] }],
  seated: [],
  systems: [{ id, name }],
});

function timesOf(pool: Pool, ask: SuggestedAsk, teacherId: string, now: number): number[] {
  const [teacher, learner] = [pool.people.get(teacherId), pool.people.get(ask.requesterId)];
  if (!teacher || !learner || teacher.pausedAt !== null || learner.pausedAt !== null) return [];
  const question = { ask, window: windowOf(ask.neededByAt, now), lengthMin: ask.lengthMin, now };
  return commonTimes(pool, question, [teacher]).get(teacher.id)?.toArray() ?? [];
}
