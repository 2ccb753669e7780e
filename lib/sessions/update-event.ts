import type { JobContext } from "../context";
import { reconcileEvent } from "./reconcile-event";
import { removeEvent } from "./remove-event";
import { toldByMail } from "./tell-by-mail";

/** Job: brings the event's text, time and people in line with the session; makes it if no try has succeeded so far. */
export async function updateEvent(context: JobContext, { sessionId }: { sessionId: string }): Promise<void> {
  if (await toldByMail(context, sessionId)) return;
  await reconcileEvent(context, sessionId, { writes: true });
  await removeEvent(context, sessionId);
}
