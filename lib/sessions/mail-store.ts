import { and, asc, eq, gte, inArray, isNotNull, isNull, lt, ne, notExists, sql } from "drizzle-orm";
import { learnings, notes } from "@/db/schema/notes";
import { people } from "@/db/schema/people";
import { requests } from "@/db/schema/requests";
import { seats, sessionChanges, sessions } from "@/db/schema/sessions";
import type { Db } from "../context";
import type { EpochMs } from "../time/instant";
import type { Interval } from "../time/interval";
import { LIVE_STATES } from "./schema";

/** When the session was last changed: the same however often it is asked. */
const changedAt = sql<EpochMs>`coalesce(
  (select extract(epoch from max(${sessionChanges.at})) * 1000 from ${sessionChanges} where ${sessionChanges.sessionId} = ${sessions.id}),
  extract(epoch from ${sessions.createdAt}) * 1000)::bigint`.mapWith(Number);

const byRole = sql`case ${seats.role} when 'requester' then 0 when 'partner' then 1 else 2 end`;

const described = (db: Db) =>
  db
    .select({
      session: sessions,
      request: {
        title: requests.title,
        body: requests.body,
        understand: requests.understand,
        bring: requests.bring,
      },
      requester: { id: people.id, name: people.name, email: people.email },
      changedAt,
    })
    .from(sessions)
    .innerJoin(requests, eq(requests.id, sessions.requestId))
    .innerJoin(people, eq(people.id, requests.requesterId))
    .$dynamic();

/** A session with what its calendar entry tells of the request. */
export async function describedSession(db: Db, id: string) {
  const [row] = await described(db).where(eq(sessions.id, id));
  return row;
}

export type Described = NonNullable<Awaited<ReturnType<typeof describedSession>>>;

/** The person's own that end after `since`, soonest first: neither cancelled nor left or declined. */
export const describedSessionsOf = (db: Db, personId: string, since: EpochMs): Promise<Described[]> =>
  described(db)
    .innerJoin(seats, eq(seats.sessionId, sessions.id))
    .where(
      and(
        eq(seats.personId, personId),
        seats.active,
        gte(seats.endAt, since),
        inArray(sessions.state, [...LIVE_STATES, "held"]),
      ),
    )
    .orderBy(asc(sessions.startAt), asc(sessions.id));

/** Nobody else decides by what way this session is told meanwhile. */
export async function lockedSession(tx: Db, id: string) {
  const [row] = await tx
    .select({ session: sessions, requesterId: requests.requesterId })
    .from(sessions)
    .innerJoin(requests, eq(requests.id, sessions.requestId))
    .where(eq(sessions.id, id))
    .for("update", { of: sessions });
  return row;
}

/** The seats of people who still work here, with what they want by mail. */
export const mailedSeatsOf = (db: Db, sessionId: string) =>
  db
    .select({
      seat: seats,
      person: {
        id: people.id,
        name: people.name,
        email: people.email,
        zone: people.zone,
        mailOff: people.mailOff,
      },
    })
    .from(seats)
    .innerJoin(people, eq(people.id, seats.personId))
    .where(and(eq(seats.sessionId, sessionId), isNull(people.deactivatedAt)))
    .orderBy(byRole, asc(people.name));

export async function setMailedSequence(
  db: Db,
  seatId: string,
  mailedSequence: number | null,
): Promise<void> {
  await db.update(seats).set({ mailedSequence }).where(eq(seats.id, seatId));
}

/** Whether anybody was told of this session by iCalendar mail, or is about to be. */
export async function isInvitedByMail(db: Db, sessionId: string): Promise<boolean> {
  const [row] = await db
    .select({ id: seats.id })
    .from(seats)
    .where(and(eq(seats.sessionId, sessionId), isNotNull(seats.mailedSequence)))
    .limit(1);
  return row !== undefined;
}

const told = (db: Db) =>
  db
    .select({
      seat: seats,
      session: sessions,
      title: requests.title,
      person: { id: people.id, zone: people.zone },
    })
    .from(seats)
    .innerJoin(sessions, eq(sessions.id, seats.sessionId))
    .innerJoin(requests, eq(requests.id, sessions.requestId))
    .innerJoin(people, eq(people.id, seats.personId))
    .$dynamic();

/** How many are looked at in one go; the next run finds the rest. */
const MOST = 1_000;

/** The last time somebody was told of the session's time by booking or moving it, or saw it as they came to watch. */
const agreedAt = sql`coalesce(
  (select max(${sessionChanges.at}) from ${sessionChanges}
   where ${sessionChanges.sessionId} = ${sessions.id} and (${sessionChanges.kind} in ('booked', 'moved', 'swapped')
     or (${sessionChanges.kind} = 'watched' and ${sessionChanges.actorId} = ${seats.personId}))),
  ${sessions.createdAt})`;

/** Active seats that begin in `window`, known `leadMs` before that, whose person was not reminded of this very start. */
export const seatsToRemind = (db: Db, { start, end }: Interval, leadMs: number) =>
  told(db)
    .where(
      and(
        seats.active,
        gte(seats.startAt, start),
        lt(seats.startAt, end),
        inArray(sessions.state, [...LIVE_STATES]),
        sql`${seats.remindedOf} is distinct from ${seats.startAt}`,
        sql`${agreedAt} <= ${seats.startAt} - ${`${leadMs} milliseconds`}::interval`,
        isNull(people.deactivatedAt),
      ),
    )
    .orderBy(asc(seats.startAt))
    .limit(MOST);

/** Requesters' and partners' seats of sessions that ended in `window`, who neither wrote nor were asked to. */
export const seatsWithoutNote = (db: Db, { start, end }: Interval) =>
  told(db)
    .where(
      and(
        seats.active,
        gte(seats.endAt, start),
        lt(seats.endAt, end),
        ne(seats.role, "observer"),
        inArray(sessions.state, ["booked", "conflict", "held"]),
        isNull(seats.noteAskedAt),
        isNull(people.deactivatedAt),
        notExists(
          db
            .select({ one: sql`1` })
            .from(learnings)
            .where(and(eq(learnings.sessionId, sessions.id), eq(learnings.personId, seats.personId))),
        ),
        notExists(
          db
            .select({ one: sql`1` })
            .from(notes)
            .where(and(eq(notes.sessionId, sessions.id), eq(notes.updatedBy, seats.personId))),
        ),
      ),
    )
    .orderBy(asc(seats.endAt))
    .limit(MOST);

export type Told = Awaited<ReturnType<typeof seatsToRemind>>[number];

/** @returns whether it is this call that says so: of two at once, one. */
export async function claimReminder(tx: Db, seatId: string, startAt: EpochMs): Promise<boolean> {
  const claimed = await tx
    .update(seats)
    .set({ remindedOf: startAt })
    .where(
      and(
        eq(seats.id, seatId),
        seats.active,
        eq(seats.startAt, startAt),
        sql`${seats.remindedOf} is distinct from ${seats.startAt}`,
      ),
    )
    .returning({ id: seats.id });
  return claimed.length > 0;
}

/** @returns whether it is this call that asks: of two at once, one. */
export async function claimNoteRequest(tx: Db, seatId: string, at: EpochMs): Promise<boolean> {
  const claimed = await tx
    .update(seats)
    .set({ noteAskedAt: at })
    .where(and(eq(seats.id, seatId), isNull(seats.noteAskedAt)))
    .returning({ id: seats.id });
  return claimed.length > 0;
}

/** First names of the others who are in it, by session. */
export async function othersIn(db: Db, sessionIds: readonly string[]) {
  if (sessionIds.length === 0) return [];
  return db
    .select({ sessionId: seats.sessionId, personId: people.id, name: people.name })
    .from(seats)
    .innerJoin(people, eq(people.id, seats.personId))
    .where(and(inArray(seats.sessionId, [...sessionIds]), seats.active))
    .orderBy(
      sql`case ${seats.role} when 'requester' then 0 when 'partner' then 1 else 2 end`,
      asc(people.name),
    );
}

/** Whose feed it is, while they work here. */
export async function feedOwner(db: Db, personId: string) {
  const [row] = await db
    .select({ id: people.id, zone: people.zone, feedVersion: people.feedVersion })
    .from(people)
    .where(and(eq(people.id, personId), isNull(people.deactivatedAt)));
  return row;
}
