import { accessWith } from "../calendar/connection";
import type { Access } from "../calendar/google-access";
import { deleteEvent } from "../calendar/google-events";
import { queueRefresh } from "../calendar/refresh-busy";
import { connectionOf } from "../calendar/store";
import type { JobContext } from "../context";
import { isPutAfter } from "./conflict";
import { type Current, currentEvent } from "./current-event";
import { noteEnded, noteFailure } from "./event-failure";
import { findEvent } from "./find-event";
import * as store from "./store";

/**
 * Deletes the event of a cancelled session, also one that a try made without living to write it down: its id is known
 * from the session's. It is looked for even where it was gone already: a try that was under way while the session was
 * cancelled may have made it since. A session that took place keeps its event, unless somebody put that off while its time was in dispute.
 * @throws {CalendarError} where another try may help
 */
export async function removeEvent(context: JobContext, sessionId: string): Promise<void> {
  const current = await currentEvent(context, sessionId);
  if (!current || current.isLive) return;
  if (!current.isCancelled && !isPutAfter(current.seen, current.agreed.end)) return;
  const connection = await connectionOf(context.db, current.requesterId);
  if (connection?.state !== "connected")
    return current.eventState === "none" ? undefined : noteEnded(context, sessionId);
  try {
    await deleteWhereItIs(context, accessWith(context, connection), current);
    await store.updateSession(context.db, sessionId, {
      eventState: "none",
      eventFailure: null,
      meetUrl: null,
    });
    await queueRefresh(context.db, current.personIds);
  } catch (error) {
    await noteFailure(context, current, { connection, isDue: true }, error);
  }
}

async function deleteWhereItIs(
  { db }: JobContext,
  access: Access,
  { draft, seen, requesterId }: Current,
): Promise<void> {
  const located = await findEvent(access, db, { id: draft.id, lastIn: seen?.calendarId, requesterId });
  if (located) await deleteEvent(access, draft.id, { calendarId: located.calendarId });
}
