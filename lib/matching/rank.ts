import type { Level } from "@/lib/people/schema";
import { type EpochMs, WEEK_MS } from "@/lib/time/instant";
import type { Knowledge } from "./read-pool";

/**
 * How much each reason counts, and what it is for: the one table; together 1. `npm run measure -- year --seed 1` shows
 * what becomes of a company without each of them (docs/decisions/0010).
 */
export const WEIGHTS = {
  /** Whether they can do, or teach, the systems the request is about. */
  knows: 0.3,
  /** Whether afterwards more people can do what few can do now. */
  spreads: 0.25,
  /** How long ago the two teams, and the two people, sat together. */
  bridges: 0.15,
  /** How few sessions they had in four weeks, against the most they take. */
  load: 0.15,
  /** How soon there is a common time before needed-by, and how many there are. */
  soon: 0.15,
} as const;

export type ReasonName = keyof typeof WEIGHTS;
export type Reasons = Record<ReasonName, number>;
export type Weights = Record<ReasonName, number>;

/** Common times, ascending: how many, and which. A list will do. */
export type Times = { readonly length: number; at(index: number): EpochMs | undefined };

/** Everything about one person that ranking and the sentences are made of. */
export type MatchFacts = {
  id: string;
  isKnown: boolean;
  /** Whether the requester has this very person in mind. */
  isNamed?: boolean;
  times: Times;
  /** For each system asked for: what they know, and how many in the company can do it. */
  systems: { name: string; knowledge: Knowledge | undefined; ableCount: number; requesterIsAble: boolean }[];
  sameTeam: boolean;
  teamsPairedAt: EpochMs | null;
  peoplePairedAt: EpochMs | null;
  /** Sessions in the last four weeks. */
  recentSessions: number;
  maxPerWeek: number;
  lastBookedAt: EpochMs | null;
};

export type Question = { now: EpochMs; neededByAt: EpochMs; learns: boolean };

export type Ranked<F extends MatchFacts = MatchFacts> = F & { reasons: Reasons; score: number };

/**
 * Best first. People whose calendar is known come before those whose is not; then who was named; then the score; on a
 * tie the one booked least recently, then the id. Same facts, same list.
 * @param weights Others than the table's only to measure what a reason is for.
 */
export function rank<F extends MatchFacts>(
  people: readonly F[],
  question: Question,
  weights: Weights = WEIGHTS,
): Ranked<F>[] {
  return people
    .map((facts) => {
      const reasons = reasonsOf(facts, question);
      return { ...facts, reasons, score: scoreOf(reasons, weights) };
    })
    .sort(
      (a, b) =>
        Number(b.isKnown) - Number(a.isKnown) ||
        Number(b.isNamed ?? false) - Number(a.isNamed ?? false) ||
        b.score - a.score ||
        (a.lastBookedAt ?? Number.NEGATIVE_INFINITY) - (b.lastBookedAt ?? Number.NEGATIVE_INFINITY) ||
        (a.id < b.id ? -1 : 1),
    );
}

// Rounded, so that sums of the same parts in another order tie.
const scoreOf = (reasons: Reasons, weights: Weights): number =>
  Math.round(
    1e9 *
      (Object.keys(WEIGHTS) as ReasonName[]).reduce((sum, name) => sum + weights[name] * reasons[name], 0),
  ) / 1e9;

/** Each in [0, 1]. */
export function reasonsOf(facts: MatchFacts, question: Question): Reasons {
  return {
    knows: knows(facts, question),
    spreads: spreads(facts),
    bridges: bridges(facts, question),
    load: load(facts),
    soon: facts.isKnown ? soon(facts, question) : 0,
  };
}

/** Somebody who learns is best served by a teacher; to get a thing done, whoever can do it is nearly as good. */
const LEVEL_WORTH: Record<"learns" | "does", Record<Level, number>> = {
  learns: { can_teach: 1, can_do: 0.65, can_follow: 0.2, new: 0 },
  does: { can_teach: 1, can_do: 0.9, can_follow: 0.2, new: 0 },
};

function knows({ systems }: MatchFacts, { learns }: Question): number {
  const worth = LEVEL_WORTH[learns ? "learns" : "does"];
  return mean(systems.map(({ knowledge }) => (knowledge ? worth[knowledge.level] : 0)));
}

/**
 * One more person who can is worth most where one alone can: 1 for the first and second, 1/2 for the third, ...; and
 * less while they are still two steps away from it.
 */
function spreads({ systems }: MatchFacts): number {
  return mean(
    systems.map((system) => (gains(system) ? nearness(system) / Math.max(1, system.ableCount) : 0)),
  );
}

/** A partner who learns and can follow already is one step away from being able, somebody new to it two. */
const nearness = ({ knowledge }: MatchFacts["systems"][number]): number =>
  isAble(knowledge) || knowledge?.level === "can_follow" ? 1 : 0.5;

/**
 * Whether somebody may be able to do it afterwards who is not now: one of the two can, and the other learns. Where
 * nobody can yet, whoever wants to is a beginning.
 */
export function gains({ knowledge, requesterIsAble, ableCount }: MatchFacts["systems"][number]): boolean {
  const able = isAble(knowledge);
  if (able) return !requesterIsAble;
  return knowledge?.wantsToLearn === true && (requesterIsAble || ableCount === 0);
}

export const isAble = (knowledge: Knowledge | undefined): boolean =>
  knowledge?.level === "can_do" || knowledge?.level === "can_teach";

const HALF_A_YEAR_MS = 26 * WEEK_MS;

function bridges({ sameTeam, teamsPairedAt, peoplePairedAt }: MatchFacts, { now }: Question): number {
  const since = (at: EpochMs | null) => (at === null ? 1 : clamp((now - at) / HALF_A_YEAR_MS));
  return (sameTeam ? 0 : 0.7 * since(teamsPairedAt)) + 0.3 * since(peoplePairedAt);
}

/** By the root: between none and one there is more of a difference than between seven and eight. */
const load = ({ recentSessions, maxPerWeek }: MatchFacts): number =>
  maxPerWeek === 0 ? 0 : 1 - Math.sqrt(clamp(recentSessions / (4 * maxPerWeek)));

/** From here on another time to choose from makes no difference. */
const MANY_TIMES = 24;

function soon({ times }: MatchFacts, { now, neededByAt }: Question): number {
  const earliest = times.at(0);
  if (earliest === undefined) return 0;
  const early = 1 - clamp((earliest - now) / Math.max(1, neededByAt - now));
  return 0.7 * early + 0.3 * clamp(times.length / MANY_TIMES);
}

const clamp = (n: number) => Math.min(1, Math.max(0, n));
const mean = (values: readonly number[]) =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
