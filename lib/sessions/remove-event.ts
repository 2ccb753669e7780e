import { accessOf } from "../calendar/connection";
import { deleteEvent } from "../calendar/google-events";
import { forgetBusyOf } from "../calendar/read-busy-cache";
import type { JobContext } from "../context";
import { currentEvent } from "./current-event";
import * as store from "./store";
import { ENDED_WORDS, noteFailure } from "./write-event";

/**
 * Deletes the event of a cancelled session, also one that a try made without living to write it down: its id is known
 * from the session's. It is deleted again even where it was gone already: a try that was under way while the session was
 * cancelled may have made it since. A session that is not cancelled keeps its event.
 * @throws {CalendarError} where another try may help
 */
export async function removeEvent(context: JobContext, sessionId: string): Promise<void> {
  const current = await currentEvent(context, sessionId);
  if (!current?.isCancelled) return;
  const access = await accessOf(context, current.requesterId);
  if (!access) {
    if (current.eventState === "none") return;
    await store.updateSession(context.db, sessionId, { eventState: "failed", eventFailure: ENDED_WORDS });
    return;
  }
  try {
    await deleteEvent(access, current.draft.id);
    await store.updateSession(context.db, sessionId, {
      eventState: "none",
      eventFailure: null,
      meetUrl: null,
    });
    await forgetBusyOf(context, current.personIds);
  } catch (error) {
    await noteFailure(context, current, error);
  }
}
