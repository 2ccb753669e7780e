import { isDeepStrictEqual } from "node:util";
import { CalendarError } from "../calendar/calendar-error";
import { accessWith } from "../calendar/connection";
import type { Access } from "../calendar/google-access";
import { type CalendarEvent, type EventPatch, patchEvent } from "../calendar/google-events";
import { queueRefresh } from "../calendar/refresh-busy";
import { connectionOf } from "../calendar/store";
import { databaseNow, type JobContext } from "../context";
import { MINUTE_MS } from "../time/instant";
import { type Current, currentEvent } from "./current-event";
import { differences } from "./event-differences";
import { noteEnded, noteFailure } from "./event-failure";
import { type EventNote, noteEvent, noteIntent } from "./event-store";
import { findOrMakeEvent, foundOf, type Located } from "./find-event";
import { followGoogle } from "./follow-google";
import * as store from "./store";

/** How often the event is read in one go before the queue has to try again: once, and three times after a 412. */
const ROUNDS = 4;

/** Google makes a Meet link in seconds. Jobs look for about an hour; whoever waits is told before they give up. */
const LINK_MS = 30 * MINUTE_MS;

type Options = {
  /**
   * Whether the session may have changed since its event was written. Without, the event is only read, unless an
   * earlier write is still due: so a push about our own write ends here, however Google keeps what it was told.
   */
  readonly writes: boolean;
};

/**
 * The one way in which a session and its event come together: reads the event, or makes it; takes over what people
 * changed in Google; writes what is ours, only if nobody changed the event since it was read; keeps what it has seen.
 * Doing it twice changes nothing. An event whose session is over by its agreed time is left alone.
 * @throws {CalendarError} where another try may help, also while Google still makes the Meet link
 */
export async function reconcileEvent(
  context: JobContext,
  sessionId: string,
  { writes }: Options,
): Promise<void> {
  for (let round = 1; round <= ROUNDS; round++) {
    const current = await currentEvent(context, sessionId);
    if (!current?.isLive) return;
    const isDue = writes || current.eventState === "queued";
    const connection = await connectionOf(context.db, current.requesterId);
    if (connection?.state !== "connected")
      return isDue ? noteNoAccess(context, current, connection !== undefined) : undefined;
    const now = await databaseNow(context.db);
    if (current.draft.end <= now) return;
    const access = accessWith(context, connection);
    const outcome = await bringInLine(context, access, current, { isDue, now }).catch((error: unknown) =>
      noteFailure(context, current, { connection, isDue }, error),
    );
    if (outcome === "waiting")
      throw new CalendarError("unavailable", "Google is still making the Meet link.");
    if (outcome !== "again") return;
  }
  throw new CalendarError("conflict", "The session and its event kept changing.");
}

type Due = { readonly isDue: boolean; readonly now: number };

async function bringInLine(
  context: JobContext,
  access: Access,
  current: Current,
  { isDue, now }: Due,
): Promise<"done" | "again" | "waiting"> {
  const located = await findOrMakeEvent(access, context.db, current);
  const followed = await followGoogle(context, current, located, now);
  if (followed === "stale") return "again";
  // Read again after the event: what another worker wrote and noted meanwhile must not be undone.
  const after = isDue || followed === "followed" ? await currentEvent(context, current.sessionId) : current;
  if (!located || !after?.isLive) return "done";
  if (after.etag !== (followed === "followed" ? located.event.etag : current.etag)) return "again";

  const patch = isDue ? differences(located.event, after, now) : {};
  const isWritten = Object.keys(patch).length > 0;
  if (patch.start !== undefined) await noteIntent(context.db, after.sessionId, after.etag);
  const event = isWritten ? await patched(access, located, patch) : located.event;
  if (!event) return "again";
  const note = noteOf(after, { ...located, event }, isDue, now);
  if (!(await noteEvent(context.db, after.sessionId, after.etag, note))) return "again";
  // What was read before still has the old time as busy, and suggestions would avoid it.
  if ((isWritten || followed === "followed") && current.isMade)
    await queueRefresh(context.db, after.personIds);
  if (isDue && (await hasChangedSince(context, after))) return "again";
  return isDue && isWaitingForLink(after, event, now) ? "waiting" : "done";
}

/** @returns undefined where somebody was faster: changed, moved or deleted it since it was read */
async function patched(
  access: Access,
  { event, calendarId }: Located,
  patch: EventPatch,
): Promise<CalendarEvent | undefined> {
  try {
    return await patchEvent(access, event.id, patch, event.etag, { calendarId });
  } catch (error) {
    const isStale = error instanceof CalendarError && ["conflict", "gone", "not_found"].includes(error.kind);
    if (isStale) return undefined;
    throw error;
  }
}

function noteOf(current: Current, located: Located, isDue: boolean, now: number): EventNote {
  const { event } = located;
  const { draft, seen, agreed, eventFailure } = current;
  // What was changed after the session began is not followed, and so has not been seen either.
  const isKnown = seen !== null && agreed.start <= now && !isDue;
  const isRead = isDue || current.eventState === "made";
  return {
    eventSeen: isKnown ? seen : foundOf(located),
    googleEventId: event.id,
    googleEtag: event.etag,
    meetUrl: event.meetUrl,
    ...(isDue ? { eventState: "made" as const } : {}),
    eventFailure: isRead && draft.meet ? linkFailure(event, now) : isDue ? null : eventFailure,
  };
}

function linkFailure(event: CalendarEvent, now: number): string | null {
  if (event.meetUrl !== null) return null;
  if (!event.meetPending) return "Google made no Meet link for it.";
  return isLate(event, now) ? "Google has not made the Meet link so far. It is looked for again." : null;
}

const isLate = ({ created }: CalendarEvent, now: number) => created !== null && created <= now - LINK_MS;

const isWaitingForLink = ({ draft }: Current, event: CalendarEvent, now: number): boolean =>
  draft.meet && event.meetUrl === null && event.meetPending && !isLate(event, now);

/**
 * Another worker may have written the change already, and this one written what it read before on top of it. Whoever
 * wrote last looks last, so somebody sees it and goes again.
 */
async function hasChangedSince(context: JobContext, { sessionId, draft }: Current): Promise<boolean> {
  const now = await currentEvent(context, sessionId);
  return now?.isLive === true && !isDeepStrictEqual(now.draft, draft);
}

/** Never both: where an event was made through a connection that is gone, Google has invited everybody. */
async function noteNoAccess(
  context: JobContext,
  { sessionId, isMade }: Current,
  isConnected: boolean,
): Promise<void> {
  if (isConnected || isMade) return noteEnded(context, sessionId);
  await store.updateSession(context.db, sessionId, { eventState: "none", eventFailure: null });
}
