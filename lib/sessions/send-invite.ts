import type { JobContext } from "../context";
import { removeEvent } from "./remove-event";
import { writeEvent } from "./write-event";

/**
 * Job: makes the event of a session that was just booked, with the requester's credentials; Google invites the others.
 * If the session was cancelled while Google worked, the event goes again.
 */
export async function sendInvite(context: JobContext, { sessionId }: { sessionId: string }): Promise<void> {
  await writeEvent(context, sessionId);
  await removeEvent(context, sessionId);
}
