import type { JobContext } from "../context";
import { HOUR_MS } from "../time/instant";
import * as store from "./statistics-store";

/** Fewer changed notes than this share move no rarity by anything that shows. */
const WORTH_COUNTING = 0.01;
const AT_LEAST_EVERY_MS = HOUR_MS;
/** How far the mean length may drift from the one that impacts are reckoned with. */
const WORTH_REWEIGHING = 0.1;
const NOTES_AT_ONCE = 500;
/** A job has five minutes; what is left is done the next time. */
const REWEIGH_MS = 120_000;

/**
 * Job: counts in how many notes each word stands, and how long notes are, where enough has changed since, or a session
 * was made private: its words are no longer known to anybody else. When the mean
 * length has drifted, impacts are reckoned anew in small transactions, each going on where the last one ended.
 */
export async function refreshSearch({ db, now }: Pick<JobContext, "db" | "now">): Promise<void> {
  const { notes, changed, countedAt, isOtherwiseSeen } = await store.changesSince(db);
  const isWorthIt =
    isOtherwiseSeen ||
    changed > notes * WORTH_COUNTING ||
    (changed > 0 && countedAt < now - AT_LEAST_EVERY_MS);
  if (isWorthIt) await db.transaction((tx) => store.countAgain(tx, WORTH_REWEIGHING));
  const until = performance.now() + REWEIGH_MS;
  while (performance.now() < until) {
    if (await db.transaction((tx) => store.reweighSome(tx, NOTES_AT_ONCE))) return;
  }
}
