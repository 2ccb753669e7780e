import { and, asc, eq, gt, inArray, isNotNull, ne, or, sql } from "drizzle-orm";
import { calendarConnections } from "@/db/schema/calendar";
import { seats, sessions } from "@/db/schema/sessions";
import type { Db } from "../context";
import { LIVE_STATES } from "./schema";
import type { SessionRow } from "./store";

/**
 * Sessions that are not over, in which the person has a seat, also one they gave up: live ones, and cancelled ones whose
 * event could not be taken away so far. Those without an event are the business of the job that makes it, unless it has
 * failed; those Google refused for good are nobody's.
 */
export async function sessionsToSync(db: Db, personId: string): Promise<string[]> {
  const rows = await db
    .select({ id: sessions.id })
    .from(seats)
    .innerJoin(sessions, eq(sessions.id, seats.sessionId))
    .where(
      and(
        eq(seats.personId, personId),
        inArray(sessions.state, [...LIVE_STATES, "cancelled"]),
        gt(sessions.endAt, sql`now()`),
        or(
          and(isNotNull(sessions.googleEventId), ne(sessions.state, "cancelled")),
          and(eq(sessions.eventState, "queued"), isNotNull(sessions.eventFailure)),
        ),
      ),
    )
    .orderBy(asc(sessions.startAt));
  return rows.map(({ id }) => id);
}

/** Calendars of the person's, besides the primary one, to which an event may have been moved. */
export async function otherCalendarsOf(db: Db, personId: string): Promise<string[]> {
  const [row] = await db
    .select({ email: calendarConnections.email, ids: calendarConnections.busyCalendarIds })
    .from(calendarConnections)
    .where(eq(calendarConnections.personId, personId));
  return (row?.ids ?? []).filter((id) => id !== row?.email && id !== "primary");
}

export type EventNote = Pick<SessionRow, "eventSeen" | "googleEventId" | "googleEtag" | "meetUrl"> &
  Partial<Pick<SessionRow, "eventState" | "eventFailure">>;

/**
 * Keeps what is known of the event, unless another worker has noted another version of it since `beforeEtag`.
 * @returns whether it was kept
 */
export async function noteEvent(
  db: Db,
  sessionId: string,
  beforeEtag: string | null,
  note: EventNote,
): Promise<boolean> {
  const rows = await db
    .update(sessions)
    .set({ ...note, eventReadAt: sql`clock_timestamp()` })
    .where(and(eq(sessions.id, sessionId), sql`${sessions.googleEtag} is not distinct from ${beforeEtag}`))
    .returning({ id: sessions.id });
  return rows.length > 0;
}

/**
 * From now until it is noted, the event's time may be ours or not: a worker that dies in between must not leave behind
 * what would look as if somebody in Google had moved it.
 */
export async function noteIntent(db: Db, sessionId: string, etag: string | null): Promise<void> {
  await db
    .update(sessions)
    .set({ eventSeen: sql`${sessions.eventSeen} || '{"start": null, "end": null}'::jsonb` })
    .where(and(eq(sessions.id, sessionId), sql`${sessions.googleEtag} is not distinct from ${etag}`));
}

/** Google was asked about the event and has not told: it is not asked again at once. */
export async function noteAsked(
  db: Db,
  sessionId: string,
  change: Partial<Pick<SessionRow, "eventState" | "eventFailure">>,
): Promise<void> {
  await db
    .update(sessions)
    .set({ ...change, eventReadAt: sql`clock_timestamp()` })
    .where(eq(sessions.id, sessionId));
}
