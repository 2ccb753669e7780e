import { isDeepStrictEqual } from "node:util";
import { CalendarError } from "../calendar/calendar-error";
import { accessOf, markReconnect } from "../calendar/connection";
import type { Access } from "../calendar/google-access";
import {
  type CalendarEvent,
  type EventDraft,
  type EventPatch,
  getEvent,
  insertEvent,
  patchEvent,
} from "../calendar/google-events";
import { forgetBusyOf } from "../calendar/read-busy-cache";
import type { JobContext } from "../context";
import { notify } from "../people/notices";
import { type Current, currentEvent } from "./current-event";
import * as store from "./store";

/**
 * Brings the session's event in line with the session as it is now: makes it, finds the one an earlier try made, or
 * patches it. Doing it twice changes nothing.
 * @throws {CalendarError} where another try may help, also while Google still makes the Meet link, or where the session
 * changed while Google was asked
 */
export async function writeEvent(context: JobContext, sessionId: string): Promise<void> {
  const current = await currentEvent(context, sessionId);
  if (!current?.isLive) return;
  const access = await accessOf(context, current.requesterId);
  if (!access) return noteNoAccess(context, current);
  if (current.draft.end <= context.now) return;
  const event = await inLine(access, current).catch((error: unknown) => noteFailure(context, current, error));
  if (!event) return;
  await noteEvent(context, current, event);
  await refuseIfStale(context, current);
  if (waitsForLink(current, event))
    throw new CalendarError("unavailable", "Google is still making the Meet link.");
}

/**
 * Another worker may have written the change already, and this one written what it read before on top of it. Whoever
 * wrote last looks last, so somebody sees it and tries again.
 */
async function refuseIfStale(context: JobContext, { sessionId, draft }: Current): Promise<void> {
  const now = await currentEvent(context, sessionId);
  if (now?.isLive && !isDeepStrictEqual(now.draft, draft))
    throw new CalendarError("unavailable", "The session changed while its event was written.");
}

async function inLine(access: Access, current: Current): Promise<CalendarEvent> {
  const event = current.isMade
    ? await getEvent(access, current.draft.id)
    : await insertEvent(access, current.draft);
  if (event.status === "cancelled") throw new CalendarError("gone", "The event was deleted in Google.");
  const patch = differences(event, current);
  return Object.keys(patch).length === 0 ? event : patchEvent(access, event.id, patch, event.etag);
}

/** Only what differs is sent, so that nobody is mailed about nothing. */
function differences(event: CalendarEvent, { draft, leftEmails }: Current): EventPatch {
  const { summary, description, location, start, end, zone, meet } = draft;
  const attendees = changedGuests(event.attendees, draft.attendees, leftEmails);
  const moved = event.start !== start || event.end !== end;
  return {
    ...(event.summary === summary ? {} : { summary }),
    ...(event.description === description ? {} : { description }),
    ...((event.location ?? "") === (location ?? "") ? {} : { location: location ?? null }),
    ...(moved ? { start, end, zone } : {}),
    ...(attendees ? { attendees } : {}),
    ...(meet && !event.meetUrl && !event.meetPending ? { meet } : {}),
  };
}

/**
 * The guests there should be, if they are not those there are. Whom somebody added in Google stays, and so does the
 * organiser, whom Google lists once they answered.
 */
function changedGuests(
  there: CalendarEvent["attendees"],
  ours: EventDraft["attendees"],
  leftEmails: readonly string[],
): EventDraft["attendees"] | undefined {
  const staying = there.filter(({ email }) => !leftEmails.includes(email)).map(({ email }) => ({ email }));
  const missing = ours.filter(({ email }) => !staying.some((guest) => guest.email === email));
  return missing.length === 0 && staying.length === there.length ? undefined : [...staying, ...missing];
}

const waitsForLink = ({ draft }: Current, event: CalendarEvent) =>
  draft.meet && event.meetUrl === null && event.meetPending;

async function noteEvent(
  context: JobContext,
  { sessionId, draft, personIds, isMade }: Current,
  event: CalendarEvent,
): Promise<void> {
  const noLink = draft.meet && !event.meetUrl && !event.meetPending;
  await store.updateSession(context.db, sessionId, {
    eventState: "made",
    eventFailure: noLink ? "Google made no Meet link for it." : null,
    googleEventId: event.id,
    googleEtag: event.etag,
    meetUrl: event.meetUrl,
  });
  // What was read before still has the old time as busy, and suggestions would avoid it.
  if (isMade) await forgetBusyOf(context, personIds);
}

async function noteNoAccess(context: JobContext, { sessionId, requesterId }: Current): Promise<void> {
  const state = await store.connectionStateOf(context.db, requesterId);
  await store.updateSession(
    context.db,
    sessionId,
    state === null
      ? { eventState: "none", eventFailure: null }
      : { eventState: "failed", eventFailure: ENDED_WORDS },
  );
}

export const ENDED_WORDS = "Google no longer lets Deskside write to the requester’s calendar.";

/**
 * Writes down why Google did not do it. What may pass by itself is thrown on, so that the queue tries again.
 * A revoked permission stops it: the event goes out after the person has reconnected.
 */
export async function noteFailure(
  context: JobContext,
  { sessionId, requesterId, draft }: Pick<Current, "sessionId" | "requesterId" | "draft">,
  error: unknown,
): Promise<void> {
  if (!(error instanceof CalendarError)) throw error;
  const { db } = context;
  if (error.retryable || error.kind === "conflict") {
    await store.updateSession(db, sessionId, { eventFailure: "Google has not answered yet." });
    throw error;
  }
  if (error.kind === "revoked") {
    await markReconnect(context, requesterId);
    await store.updateSession(db, sessionId, { eventState: "failed", eventFailure: ENDED_WORDS });
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
