import type { JobContext } from "../context";
import { enqueue } from "../jobs/queue";
import { MINUTE_MS } from "../time/instant";
import * as store from "./busy-store";
import { peopleToWatch, requestersToSync } from "./channel-store";
import { queueRefresh } from "./refresh-busy";
import { pushAddress } from "./watch-calendars";

/** How old what we know may become before it is read again. */
const POLL_MIN = 10;
const DUE_AFTER_MS = (POLL_MIN - 0.5) * MINUTE_MS;
/** Runs each minute: everybody once in `POLL_MIN`. */
const SHARE = 1 / POLL_MIN;
const LEAST = 20;
const PEOPLE_PER_CALL = 50;
/** Events are read at least this often. */
const EVENTS_MS = 30 * MINUTE_MS;
/** In one minute, and the next ones the minute after. */
const MOST_WATCHED = 100;
const MOST_SYNCED = 500;

/**
 * Job, each minute: queues the reading of those who were read longest ago, a tenth of all at most, so that Google and
 * we have the same to do at any time. It finds what pushes that got lost would have told, and sees that channels are
 * renewed before they end.
 */
export async function pollCalendars(context: JobContext): Promise<void> {
  const { db, now } = context;
  const before = now - DUE_AFTER_MS;
  const [own, others, unwatched, unread] = await Promise.all([
    store.dueByThemselves(db, before, SHARE, LEAST),
    store.dueThroughColleagues(db, before, SHARE, PEOPLE_PER_CALL),
    pushAddress(context) === null ? [] : peopleToWatch(db, now, MOST_WATCHED),
    requestersToSync(db, now - EVENTS_MS, MOST_SYNCED),
  ]);
  await db.transaction(async (tx) => {
    await queueRefresh(tx, own);
    // In order, so that the same people wait in the same job when the workers are behind.
    const ordered = others.toSorted();
    for (let at = 0; at < ordered.length; at += PEOPLE_PER_CALL) {
      const personIds = ordered.slice(at, at + PEOPLE_PER_CALL);
      await enqueue(tx, "refresh-colleagues", { personIds }, { key: personIds[0] });
    }
    for (const personId of unwatched) await enqueue(tx, "watch-calendars", { personId }, { key: personId });
    for (const personId of unread) await enqueue(tx, "sync-sessions", { personId }, { key: personId });
  });
}
