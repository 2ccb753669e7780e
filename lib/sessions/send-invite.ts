import type { JobContext } from "../context";
import { updateEvent } from "./update-event";

/**
 * Job: makes the event of a session that was just booked, with the requester's credentials; Google invites the others.
 * If the session was cancelled while Google worked, the event goes again. Without a connection they are invited by mail.
 */
export const sendInvite = (context: JobContext, payload: { sessionId: string }): Promise<void> =>
  updateEvent(context, payload);
