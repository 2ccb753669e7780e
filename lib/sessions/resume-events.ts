import type { JobContext } from "../context";
import { enqueue } from "../jobs/queue";
import * as store from "./store";

/**
 * After a person has reconnected their calendar: what could not be written meanwhile is queued again, and what people
 * changed in Google meanwhile is read.
 */
export async function resumeEvents({ db }: Pick<JobContext, "db">, personId: string): Promise<void> {
  await db.transaction(async (tx) => {
    for (const { id, state } of await store.sessionsWithEventsDue(tx, personId)) {
      await store.updateSession(tx, id, { eventState: "queued", eventFailure: null });
      await enqueue(tx, state === "cancelled" ? "cancel-event" : "send-invite", { sessionId: id });
    }
    await enqueue(tx, "sync-sessions", { personId }, { key: personId });
  });
}
