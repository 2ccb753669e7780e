import type { JobContext } from "../context";
import { enqueue } from "../jobs/queue";
import { DAY_MS, type EpochMs } from "../time/instant";
import { dateIn, startOfIsoWeek, toInstant } from "../time/zone";
import * as store from "./week-store";

/** The wall time in the person's zone at which the week's mail is due on a Monday. */
const MORNING = "08:00";
/** Later than this, after an outage for instance, last week is of no interest any more. */
const DUE_FOR_MS = 2 * DAY_MS;

/**
 * Job: queues the week's mail of everybody who wants it and whose Monday morning has come, once for each Monday however
 * often and in however many workers it runs.
 */
export async function queueWeeks({ db, now, config }: JobContext): Promise<void> {
  if (!config.SMTP_URL) return;
  // Ahead of UTC it is Monday up to 14 hours earlier, so somebody may have had this week's mail already.
  const latest = startOfIsoWeek(dateIn(now + DAY_MS, "UTC"));
  for (const { id: personId, zone } of await store.peopleDue(db, latest)) {
    const monday = mondayDue(now, zone);
    if (monday === null) continue;
    await db.transaction(async (tx) => {
      if (await store.claimWeek(tx, personId, monday)) await enqueue(tx, "mail-week", { personId, monday });
    });
  }
}

/** The Monday, in `zone`, whose morning came within the last two days; null where none did. */
export function mondayDue(now: EpochMs, zone: string): string | null {
  const monday = startOfIsoWeek(dateIn(now, zone));
  const due = toInstant(monday, MORNING, zone);
  return due <= now && now < due + DUE_FOR_MS ? monday : null;
}
