import type { JobContext } from "../context";
import { removeEvent } from "./remove-event";
import { toldByMail } from "./tell-by-mail";

/** Job: takes the event of a cancelled session out of everybody's calendar. */
export async function cancelEvent(context: JobContext, { sessionId }: { sessionId: string }): Promise<void> {
  if (await toldByMail(context, sessionId)) return;
  await removeEvent(context, sessionId);
}
