import type { Context } from "../context";
import { lastQuarterEnds, type QuarterEnd } from "../time/quarters";
import * as store from "./map-store";

const QUARTERS = 4;

/** How many could do each system at the end of each quarter of `quarters`, of which something is known. */
export type History = {
  readonly quarters: readonly QuarterEnd[];
  readonly countsOf: (systemId: string) => number[];
};

/**
 * The last four quarters that have ended in the actor's zone, without those before anything was written down: where
 * nothing is known, nobody is said to have known nothing.
 */
export async function readHistory({ db, actor, now }: Context, systemId?: string): Promise<History> {
  const since = await store.historySince(db);
  const quarters = lastQuarterEnds(now, actor.zone, QUARTERS).filter(
    ({ at }) => since !== null && since < at,
  );
  const rows = await store.ableAt(
    db,
    quarters.map(({ at }) => at),
    systemId,
  );
  const counts = new Map(rows.map(({ systemId, place, able }) => [`${systemId} ${place}`, able]));
  return { quarters, countsOf: (id) => quarters.map((_, place) => counts.get(`${id} ${place}`) ?? 0) };
}
