import { CalendarError } from "../calendar/calendar-error";
import { notedAsLost } from "../calendar/connection";
import { CALENDAR_SCOPES } from "../calendar/google-consent";
import type { Connection } from "../calendar/store";
import type { Db, JobContext } from "../context";
import { notify } from "../people/notices";
import { holdingSession } from "./change-session";
import type { Current } from "./current-event";
import { noteAsked } from "./event-store";
import { noticeOfUnwritten } from "./google-words";

const ENDED_WORDS = "Google no longer lets Deskside write to the requester’s calendar.";

/** What was changed since the event was made cannot be written. It goes out after the requester has reconnected. */
export const noteEnded = ({ db }: Pick<JobContext, "db">, sessionId: string): Promise<void> =>
  noteUnwritten(db, sessionId, ENDED_WORDS);

/** Google tells nobody of what was not written, so we do: once for each change that was due. */
const noteUnwritten = (db: Db, sessionId: string, eventFailure: string): Promise<void> =>
  holdingSession(db, sessionId, [], async (tx, { session, request, seated, window }) => {
    await noteAsked(tx, sessionId, { eventState: "failed", eventFailure });
    if (session.eventState !== "queued") return;
    const isCancelled = session.state === "cancelled";
    for (const { seat, person } of seated) {
      const isInIt = isCancelled ? seat.answer !== "declined" : seat.active;
      if (!isInIt || seat.role === "requester") continue;
      await notify(tx, {
        personId: person.id,
        kind: "unwritten",
        text: noticeOfUnwritten({ title: request.title, window, zone: person.zone, isCancelled }),
        href: `/sessions/${sessionId}`,
      });
    }
  });

/**
 * Writes down why Google did not do it. What may pass by itself is thrown on, so that the queue tries again; an ended
 * permission stops it until the person has reconnected. Where nothing waited to be written, a question without an
 * answer leaves what is known of the event as it was.
 */
export async function noteFailure(
  context: JobContext,
  { sessionId }: Current,
  { connection, isDue }: { readonly connection: Connection; readonly isDue: boolean },
  error: unknown,
): Promise<void> {
  if (!(error instanceof CalendarError)) throw error;
  const { db } = context;
  if (error.retryable || error.kind === "conflict") {
    if (isDue) await noteAsked(db, sessionId, { eventFailure: "Google has not answered yet." });
    throw error;
  }
  await notedAsLost(context, connection, error, CALENDAR_SCOPES.writeEvents);
  const eventFailure = error.kind === "revoked" ? ENDED_WORDS : (FAILURE_WORDS[error.kind] ?? error.message);
  await (isDue ? noteUnwritten(db, sessionId, eventFailure) : noteAsked(db, sessionId, {}));
}

const FAILURE_WORDS: Partial<Record<CalendarError["kind"], string>> = {
  insufficient_scope: "Deskside was not allowed to write to the requester’s calendar.",
  forbidden: "Google does not allow this event in the requester’s calendar.",
  gone: "The event was deleted in Google Calendar.",
  not_found: "The event is no longer in Google Calendar.",
  invalid: "Google did not take the event.",
};
