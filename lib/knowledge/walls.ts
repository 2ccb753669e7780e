import type { PairVerdict } from "./schema";

/** What happened in one direction within a stretch of time. */
export type Traffic = { readonly held: number; readonly unanswered: number };

/** Fewer requests than this that found nobody are chance. */
const WALL_FROM = 3;
/** Fewer sessions than this say nothing of a direction. */
const ONE_WAY_FROM = 4;
/** So many times as many sessions as the other way. */
const ONE_WAY_RATIO = 4;

/**
 * What one team's asking another comes to. `wall`: at least three requests found nobody, and more than twice as many as
 * became sessions. `one_way`: at least four sessions, and at least four times as many as in the other direction.
 */
export function pairVerdict(there: Traffic, back: Traffic): PairVerdict {
  if (there.unanswered >= WALL_FROM && there.unanswered > 2 * there.held) return "wall";
  if (there.held >= ONE_WAY_FROM && there.held >= ONE_WAY_RATIO * back.held) return "one_way";
  return "open";
}

/** The higher of two walls first, then what flows one way; among equals more traffic first. */
export const gravity = ({ held, unanswered }: Traffic, verdict: PairVerdict): number =>
  verdict === "wall" ? 1_000_000 + unanswered * 1_000 - held : verdict === "one_way" ? held : -1;
