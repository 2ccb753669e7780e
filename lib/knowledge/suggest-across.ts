import type { Context } from "../context";
import type { WallSuggestion } from "./schema";
import { firstWithTime } from "./suggest-pairing";
import * as store from "./suggestions-store";
import type { PairRef } from "./walls-store";

const MOST_COMPARED = 25;

/**
 * Who of two teams could sit down together, of those who were not told of a suggestion in the last four weeks; where
 * there is nobody else, since when two of them know.
 */
export async function suggestAcross(context: Context, ref: PairRef): Promise<WallSuggestion> {
  const { db, actor } = context;
  const couples = await store.couplesBetween(db, ref, { actorId: actor.personId, limit: MOST_COMPARED });
  const found = await firstWithTime(
    context,
    couples.filter(({ toldAt }) => toldAt === null),
  );
  if (found) return { pairing: { ...found.pairing, system: found.couple.system }, toldAt: null };
  const told = couples.flatMap(({ toldAt }) => toldAt ?? []);
  return { pairing: null, toldAt: told.length > 0 ? Math.max(...told) : null };
}
