import type { JobContext } from "../context";
import { reconcileEvent } from "./reconcile-event";
import { removeEvent } from "./remove-event";

/** Job: brings the event's text, time and people in line with the session; makes it if no try has succeeded so far. */
export async function updateEvent(context: JobContext, { sessionId }: { sessionId: string }): Promise<void> {
  await reconcileEvent(context, sessionId, { writes: true });
  await removeEvent(context, sessionId);
}
