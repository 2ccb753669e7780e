import type { JobContext } from "../context";
import { removeEvent } from "./remove-event";

/** Job: takes the event of a cancelled session out of everybody's calendar. */
export async function cancelEvent(context: JobContext, { sessionId }: { sessionId: string }): Promise<void> {
  await removeEvent(context, sessionId);
}
