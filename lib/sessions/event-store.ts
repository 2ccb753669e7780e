import { and, asc, eq, gt, inArray, isNotNull, or, sql } from "drizzle-orm";
import { seats, sessions } from "@/db/schema/sessions";
import type { Db } from "../context";
import { LIVE_STATES } from "./schema";

/**
 * Live sessions that are not over, in which the person has a seat, also one they gave up. Those without an event so far
 * are the business of the job that makes it, unless it has failed; those Google refused for good are nobody's.
 */
export async function sessionsToSync(db: Db, personId: string): Promise<string[]> {
  const rows = await db
    .select({ id: sessions.id })
    .from(seats)
    .innerJoin(sessions, eq(sessions.id, seats.sessionId))
    .where(
      and(
        eq(seats.personId, personId),
        inArray(sessions.state, [...LIVE_STATES]),
        gt(sessions.endAt, sql`now()`),
        or(
          isNotNull(sessions.googleEventId),
          and(eq(sessions.eventState, "queued"), isNotNull(sessions.eventFailure)),
        ),
      ),
    )
    .orderBy(asc(sessions.startAt));
  return rows.map(({ id }) => id);
}
