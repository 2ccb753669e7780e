import type { JobContext } from "../context";
import { removeEvent } from "./remove-event";
import { writeEvent } from "./write-event";

/** Job: brings the event's text, time and people in line with the session; makes it if no try has succeeded so far. */
export async function updateEvent(context: JobContext, { sessionId }: { sessionId: string }): Promise<void> {
  await writeEvent(context, sessionId);
  await removeEvent(context, sessionId);
}
