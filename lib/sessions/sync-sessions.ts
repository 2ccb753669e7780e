import type { JobContext } from "../context";
import { sessionsToSync } from "./event-store";
import { writeEvent } from "./write-event";

/** Job: brings every coming session in which the person has a seat in line with its event in Google. */
export async function syncSessions(context: JobContext, { personId }: { personId: string }): Promise<void> {
  for (const id of await sessionsToSync(context.db, personId)) await writeEvent(context, id);
}
