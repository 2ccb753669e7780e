import type { JobContext } from "../context";
import { DAY_MS, type EpochMs, MINUTE_MS } from "../time/instant";
import type { Interval } from "../time/interval";
import { cachedBusy } from "./busy-store";
import { unpackBusy } from "./packed-busy";
import type { BusyTimes, ReadFailure } from "./schema";
import type { BusyRow, Connection } from "./store";

/** What was read longer ago says nothing any more: it is read every ten minutes, so something is wrong. */
const KNOWN_FOR_MS = DAY_MS;
/** What still decides after Google did not answer. */
export const USABLE_FOR_MS = 15 * MINUTE_MS;

/** Asking again will be answered the same way until somebody does something: what was known before is over. */
const LASTING: readonly (ReadFailure | null)[] = [
  "never_connected",
  "reconnect",
  "not_visible",
  "not_allowed",
];

/** Busy times of people within `window`, as they were read last. Google is not asked. */
export async function cachedBusyOf(
  { db, now }: Pick<JobContext, "db" | "now">,
  personIds: readonly string[],
  window: Interval,
): Promise<Map<string, BusyTimes>> {
  const rows = await cachedBusy(db, personIds);
  return new Map(rows.map(({ personId, state, cached }) => [personId, asKept(state, cached, window, now)]));
}

/** What a row of the cache says: neither free nor busy where it is too old, ends before the window, or failed. */
export function asKept(
  state: Connection["state"] | null,
  cached: Pick<BusyRow, "readAt" | "toAt" | "packed" | "failure"> | null,
  window: Interval,
  now: EpochMs,
  mostAgeMs = KNOWN_FOR_MS,
): BusyTimes {
  const readAt = cached?.readAt ?? null;
  if (state === "reconnect") return { known: false, reason: "reconnect", readAt };
  const reason = cached?.failure ?? (state === null ? "never_connected" : "not_read");
  if (!cached || readAt === null || LASTING.includes(cached.failure)) return { known: false, reason, readAt };
  const ageMs = cached.failure === null ? mostAgeMs : Math.min(mostAgeMs, USABLE_FOR_MS);
  if (readAt <= now - ageMs || cached.toAt < window.end) return { known: false, reason, readAt };
  return { known: true, busy: unpackBusy(cached.packed, window), readAt };
}
