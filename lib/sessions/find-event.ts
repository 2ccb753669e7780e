import { CalendarError } from "../calendar/calendar-error";
import type { Access } from "../calendar/google-access";
import { type CalendarEvent, getEvent, insertEvent } from "../calendar/google-events";
import type { Db } from "../context";
import type { Current } from "./current-event";
import { otherCalendarsOf } from "./event-store";
import type { Found } from "./google-changes";

/** `calendarId` is undefined for the primary calendar. */
export type Located = { readonly event: CalendarEvent; readonly calendarId: string | undefined };

const PRIMARY = undefined;

/**
 * The session's event, made now if no try is known to have made it. It is looked for where it was last seen, then in the
 * requester's own calendar, then in the others they chose: somebody may have moved it there.
 * @returns null where it was deleted
 * @throws {CalendarError}
 */
export async function findOrMakeEvent(
  access: Access,
  db: Db,
  { isMade, draft, seen, requesterId }: Current,
): Promise<Located | null> {
  if (isMade) return findMadeEvent(access, db, { id: draft.id, lastIn: seen?.calendarId, requesterId });
  try {
    return { event: await insertEvent(access, draft), calendarId: PRIMARY };
  } catch (error) {
    // A try whose answer was lost made it, and somebody deleted it since.
    if (error instanceof CalendarError && error.kind === "gone")
      return findEvent(access, db, { id: draft.id, lastIn: PRIMARY, requesterId });
    throw error;
  }
}

type Sought = {
  readonly id: string;
  readonly lastIn: string | undefined;
  readonly requesterId: string;
};

/** @returns null where it was deleted, or never was */
export async function findEvent(access: Access, db: Db, sought: Sought): Promise<Located | null> {
  const found = await lookForEvent(access, db, sought);
  return typeof found === "string" ? null : found;
}

/** A deleted event is still there, as `cancelled`. That Google knows nothing of it at all may mean that it was asked too soon. */
type Absent = "cancelled" | "unheard of";
const LOOK_AGAIN_MS = 2_000;

async function findMadeEvent(access: Access, db: Db, sought: Sought): Promise<Located | null> {
  const found = await lookForEvent(access, db, sought);
  if (found !== "unheard of") return found === "cancelled" ? null : found;
  await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  return findEvent(access, db, sought);
}

async function lookForEvent(
  access: Access,
  db: Db,
  { id, lastIn, requesterId }: Sought,
): Promise<Located | Absent> {
  const first = await eventIn(access, id, lastIn);
  if (typeof first !== "string") return first;
  const others = [PRIMARY, ...(await otherCalendarsOf(db, requesterId))];
  for (const calendarId of others.filter((one) => one !== lastIn)) {
    const found = await eventIn(access, id, calendarId);
    if (typeof found !== "string") return found;
  }
  return first;
}

/** A calendar of somebody else's, which the person only counts as busy, is none the event could have been moved to. */
const NOT_HERE: readonly string[] = [
  "not_found",
  "gone",
  "forbidden",
  "insufficient_scope",
] satisfies CalendarError["kind"][];

async function eventIn(
  access: Access,
  id: string,
  calendarId: string | undefined,
): Promise<Located | Absent> {
  try {
    const event = await getEvent(access, id, { calendarId });
    return event.status === "cancelled" ? "cancelled" : { event, calendarId };
  } catch (error) {
    const kinds = calendarId === PRIMARY ? NOT_HERE.slice(0, 2) : NOT_HERE;
    if (!(error instanceof CalendarError && kinds.includes(error.kind))) throw error;
    return error.kind === "gone" ? "cancelled" : "unheard of";
  }
}

export const foundOf = ({ event, calendarId }: Located): Found => ({
  start: event.start,
  end: event.end,
  recurring: event.recurring,
  calendarId,
  answers: Object.fromEntries(event.attendees.map(({ email, answer }) => [email, answer])),
});
