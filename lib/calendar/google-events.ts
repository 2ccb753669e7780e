import { CalendarError } from "@/lib/calendar/calendar-error";
import { type Access, type Deadline, withAccess } from "@/lib/calendar/google-access";
import {
  bodyOfDraft,
  bodyOfPatch,
  type CalendarEvent,
  type EventDraft,
  type EventPatch,
  eventOf,
} from "@/lib/calendar/google-event-shape";

export type { CalendarEvent, EventAnswer, EventDraft, EventPatch } from "@/lib/calendar/google-event-shape";

/**
 * The event id of a session: the same on every try, so that a repeated insert finds the first one.
 * Letters a-v and digits, 5 to 1024 of them.
 * https://developers.google.com/workspace/calendar/api/v3/reference/events/insert (`id`)
 */
export function eventIdOf(sessionId: string): string {
  const hex = sessionId.replaceAll("-", "").toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(hex)) throw new RangeError("A session id is a UUID.");
  return `deskside${hex}`;
}

const PRIMARY = "primary";

type Options = Deadline & {
  /** One of the person's own calendars, by Google's id; the primary one unless given. */
  readonly calendarId?: string | undefined;
};

/** Everybody in the session is told by Google, inside the company or not. */
const TELL = "all";

/**
 * Writes the event of a session into the person's own calendar and invites the attendees.
 * Safe to repeat after a lost answer: if the id is taken by this very session, that event is returned and nobody is
 * invited again. The Meet link may still be `meetPending`: read the event again before showing it.
 * https://developers.google.com/workspace/calendar/api/v3/reference/events/insert
 * @throws {CalendarError} `conflict` if the id belongs to something else, `gone` if the event was deleted there; any kind
 */
export async function insertEvent(
  access: Access,
  draft: EventDraft,
  deadline: Deadline = {},
): Promise<CalendarEvent> {
  try {
    const created = await withAccess(access, deadline, (calendar, options) =>
      calendar.events.insert(
        {
          calendarId: PRIMARY,
          conferenceDataVersion: 1,
          sendUpdates: TELL,
          requestBody: bodyOfDraft(draft),
        },
        options,
      ),
    );
    return eventOf(created);
  } catch (error) {
    if (!(error instanceof CalendarError && error.kind === "conflict")) throw error;
    return existingOf(access, draft, deadline, error);
  }
}

async function existingOf(access: Access, draft: EventDraft, deadline: Deadline, taken: CalendarError) {
  const existing = await getEvent(access, draft.id, deadline);
  if (existing.sessionId !== null && existing.sessionId !== draft.sessionId) throw taken;
  if (existing.status === "cancelled")
    throw new CalendarError("gone", "The event was deleted in Google.", { cause: taken });
  if (existing.sessionId !== draft.sessionId) throw taken;
  return existing;
}

/**
 * A deleted event is still there, with the status `cancelled`.
 * https://developers.google.com/workspace/calendar/api/v3/reference/events/get
 * @throws {CalendarError} `not_found` if it never was; any kind
 */
export async function getEvent(
  access: Access,
  id: string,
  { calendarId = PRIMARY, ...deadline }: Options = {},
): Promise<CalendarEvent> {
  return eventOf(
    await withAccess(access, deadline, (calendar, options) =>
      calendar.events.get({ calendarId, eventId: id }, options),
    ),
  );
}

/**
 * Changes only what `patch` names. With an `etag`, only if nobody changed the event since.
 * `attendees` is the whole new list; answers that people gave before are kept.
 * https://developers.google.com/workspace/calendar/api/v3/reference/events/patch
 * https://developers.google.com/workspace/calendar/api/guides/version-resources
 * @throws {CalendarError} `conflict` if somebody was faster; any kind
 */
export async function patchEvent(
  access: Access,
  id: string,
  patch: EventPatch,
  etag?: string,
  { calendarId = PRIMARY, ...deadline }: Options = {},
): Promise<CalendarEvent> {
  // A list in a patch replaces the old one, so the answers have to be in it.
  const unanswered = patch.attendees?.some(({ answer }) => answer === undefined);
  const before = unanswered ? await getEvent(access, id, { calendarId, ...deadline }) : undefined;
  const condition = etag ?? before?.etag;
  const patched = await withAccess(access, deadline, (calendar, options) =>
    calendar.events.patch(
      {
        calendarId,
        eventId: id,
        sendUpdates: TELL,
        conferenceDataVersion: 1,
        requestBody: bodyOfPatch(id, patch, before?.attendees ?? []),
      },
      condition ? { ...options, headers: { "If-Match": condition } } : options,
    ),
  );
  return eventOf(patched);
}

/**
 * Deletes the event for everybody in it. One that is deleted already, or never was, counts as done.
 * https://developers.google.com/workspace/calendar/api/v3/reference/events/delete
 * @throws {CalendarError} any kind
 */
export async function deleteEvent(
  access: Access,
  id: string,
  { calendarId = PRIMARY, ...deadline }: Options = {},
): Promise<void> {
  try {
    await withAccess(access, deadline, (calendar, options) =>
      calendar.events.delete({ calendarId, eventId: id, sendUpdates: TELL }, options),
    );
  } catch (error) {
    if (!(error instanceof CalendarError && (error.kind === "gone" || error.kind === "not_found")))
      throw error;
  }
}
