import { CalendarError } from "../calendar/calendar-error";
import { markReconnect } from "../calendar/connection";
import type { JobContext } from "../context";
import { notify } from "../people/notices";
import type { Current } from "./current-event";
import * as store from "./store";

export const ENDED_WORDS = "Google no longer lets Deskside write to the requester’s calendar.";

/** The event is there, and what was changed since cannot be written. It goes out after the requester has reconnected. */
export const noteEnded = ({ db }: Pick<JobContext, "db">, sessionId: string): Promise<void> =>
  store.updateSession(db, sessionId, { eventState: "failed", eventFailure: ENDED_WORDS });

/**
 * Writes down why Google did not do it. What may pass by itself is thrown on, so that the queue tries again.
 * A revoked permission stops it: the event goes out after the person has reconnected.
 */
export async function noteFailure(
  context: JobContext,
  { sessionId, requesterId, draft, eventState }: Current,
  error: unknown,
): Promise<void> {
  if (!(error instanceof CalendarError)) throw error;
  const { db } = context;
  if (error.retryable || error.kind === "conflict") {
    // Where nothing waits to be written, a question without an answer leaves what is known as it was.
    if (eventState !== "made")
      await store.updateSession(db, sessionId, { eventFailure: "Google has not answered yet." });
    throw error;
  }
  if (error.kind === "revoked") {
    await markReconnect(context, requesterId);
    await noteEnded(context, sessionId);
    return notify(db, {
      personId: requesterId,
      kind: "reconnect",
      text: `“${draft.summary}” could not be written to your calendar. Connect it again, and it will be.`,
      href: "/settings/calendar",
    });
  }
  await store.updateSession(db, sessionId, { eventState: "failed", eventFailure: FAILURE_WORDS[error.kind] });
}

const FAILURE_WORDS: Partial<Record<CalendarError["kind"], string>> = {
  insufficient_scope: "Deskside was not allowed to write to the requester’s calendar.",
  forbidden: "Google does not allow this event in the requester’s calendar.",
  gone: "The event was deleted in Google Calendar.",
  not_found: "The event is no longer in Google Calendar.",
  invalid: "Google did not take the event.",
};
