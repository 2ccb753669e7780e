import type { JobContext } from "../context";
import { reconcileEvent } from "./reconcile-event";
import { removeEvent } from "./remove-event";

/**
 * Job: makes the event of a session that was just booked, with the requester's credentials; Google invites the others.
 * If the session was cancelled while Google worked, the event goes again.
 */
export async function sendInvite(context: JobContext, { sessionId }: { sessionId: string }): Promise<void> {
  await reconcileEvent(context, sessionId, { writes: true });
  await removeEvent(context, sessionId);
}
