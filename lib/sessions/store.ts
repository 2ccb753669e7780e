import { and, asc, count, desc, eq, gt, gte, inArray, lt, ne, notExists, or, sql } from "drizzle-orm";
import { calendarConnections } from "@/db/schema/calendar";
import { learnings } from "@/db/schema/notes";
import { avoidances, familiarities, people, systems, teams } from "@/db/schema/people";
import { declines, requestNeeds, requestSystems, requests } from "@/db/schema/requests";
import { seats, sessionChanges, sessions } from "@/db/schema/sessions";
import type { Db } from "../context";
import type { Level } from "../people/schema";
import type { Interval } from "../time/interval";
import { type ChangeKind, LIVE_STATES } from "./schema";

export type SessionRow = typeof sessions.$inferSelect;
export type SeatRow = typeof seats.$inferSelect;

/** Everybody whose time is at stake, always in the same order, so that two bookings never wait for each other. */
export async function lockPeople(tx: Db, personIds: readonly string[]): Promise<void> {
  const ids = [...new Set(personIds)].sort();
  await tx.execute(sql`
    select pg_advisory_xact_lock(hashtextextended(id, 0))
    from (select id from unnest(array[${sql.join(
      ids.map((id) => sql`${id}::text`),
      sql`, `,
    )}]) as id order by id) as ordered`);
}

/** @param lock Holds the row until the transaction ends. */
export async function requestToBook(db: Db, id: string, { lock = false } = {}) {
  const query = db
    .select({ request: requests, requester: people })
    .from(requests)
    .innerJoin(people, eq(people.id, requests.requesterId))
    .where(eq(requests.id, id));
  const [row] = await (lock ? query.for("update", { of: requests }) : query);
  if (!row) return undefined;
  const needs = await db
    .select({
      id: requestNeeds.id,
      personId: requestNeeds.personId,
      teamIds: sql<string[]>`array(select t.team_id::text from request_need_teams t
        where t.need_id = "request_needs"."id" order by 1)`,
    })
    .from(requestNeeds)
    .where(eq(requestNeeds.requestId, id))
    .orderBy(asc(requestNeeds.position), asc(requestNeeds.id));
  return { ...row.request, requester: row.requester, needs };
}

/** Which of these people can do or teach one of the request's systems. */
export async function ableAmong(db: Db, requestId: string, personIds: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectDistinct({ personId: familiarities.personId })
    .from(familiarities)
    .innerJoin(requestSystems, eq(requestSystems.systemId, familiarities.systemId))
    .where(
      and(
        eq(requestSystems.requestId, requestId),
        inArray(familiarities.personId, [...personIds]),
        inArray(familiarities.level, ["can_do", "can_teach"]),
      ),
    );
  return rows.map(({ personId }) => personId);
}

export async function teamNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: teams.id, name: teams.name })
    .from(teams)
    .where(inArray(teams.id, [...ids]))
    .orderBy(asc(teams.name));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export type RequestToBook = NonNullable<Awaited<ReturnType<typeof requestToBook>>>;

export async function setRequestState(tx: Db, id: string, state: "open" | "booked" | "done"): Promise<void> {
  await tx
    .update(requests)
    .set({ state, updatedAt: sql`now()` })
    .where(and(eq(requests.id, id), ne(requests.state, "withdrawn")));
}

export const peopleByIds = (db: Db, ids: readonly string[]) =>
  db
    .select()
    .from(people)
    .where(inArray(people.id, [...ids]));

export type PersonRow = Awaited<ReturnType<typeof peopleByIds>>[number];

/** Whether anybody of `ids` avoids another of them. */
export async function anyAvoidance(db: Db, ids: readonly string[]): Promise<boolean> {
  const [row] = await db
    .select({ personId: avoidances.personId })
    .from(avoidances)
    .where(and(inArray(avoidances.personId, [...ids]), inArray(avoidances.avoidedId, [...ids])))
    .limit(1);
  return row !== undefined;
}

/** Who of `ids` avoids one of `others`, or is avoided by one. */
export async function avoidingAny(
  db: Db,
  ids: readonly string[],
  others: readonly string[],
): Promise<string[]> {
  if (ids.length === 0 || others.length === 0) return [];
  const rows = await db
    .select({ personId: avoidances.personId, avoidedId: avoidances.avoidedId })
    .from(avoidances)
    .where(
      or(
        and(inArray(avoidances.personId, [...ids]), inArray(avoidances.avoidedId, [...others])),
        and(inArray(avoidances.personId, [...others]), inArray(avoidances.avoidedId, [...ids])),
      ),
    );
  return ids.filter((id) => rows.some(({ personId, avoidedId }) => personId === id || avoidedId === id));
}

/** Active seats that begin in `window`, without those of `exceptSessionId`. */
export async function countSeats(
  db: Db,
  personId: string,
  window: Interval,
  exceptSessionId: string | undefined,
): Promise<number> {
  const [row] = await db
    .select({ n: count() })
    .from(seats)
    .where(
      and(
        eq(seats.personId, personId),
        seats.active,
        gte(seats.startAt, window.start),
        lt(seats.startAt, window.end),
        exceptSessionId ? ne(seats.sessionId, exceptSessionId) : undefined,
      ),
    );
  return row?.n ?? 0;
}

export async function hasDeclined(
  db: Db,
  requestId: string,
  personIds: readonly string[],
): Promise<string[]> {
  const rows = await db
    .select({ personId: declines.personId })
    .from(declines)
    .where(and(eq(declines.requestId, requestId), inArray(declines.personId, [...personIds])));
  return rows.map((row) => row.personId);
}

export async function insertDecline(tx: Db, requestId: string, personId: string): Promise<void> {
  await tx.insert(declines).values({ requestId, personId }).onConflictDoNothing();
}

export async function deleteDecline(tx: Db, requestId: string, personId: string): Promise<void> {
  await tx.delete(declines).where(and(eq(declines.requestId, requestId), eq(declines.personId, personId)));
}

/** @param lock Holds the row until the transaction ends. Lock people and request first, always in this order. */
export async function sessionById(db: Db, id: string, { lock = false } = {}) {
  const query = db.select().from(sessions).where(eq(sessions.id, id));
  const [row] = await (lock ? query.for("update") : query);
  return row;
}

export async function liveSessionOf(db: Db, requestId: string): Promise<SessionRow | undefined> {
  const [row] = await db
    .select()
    .from(sessions)
    .where(and(eq(sessions.requestId, requestId), inArray(sessions.state, [...LIVE_STATES])));
  return row;
}

export const seatsOf = (db: Db, sessionId: string): Promise<SeatRow[]> =>
  db.select().from(seats).where(eq(seats.sessionId, sessionId));

/** Everybody who has, or had, a seat in it. */
export async function personIdsIn(db: Db, sessionId: string): Promise<string[]> {
  const rows = await db.select({ id: seats.personId }).from(seats).where(eq(seats.sessionId, sessionId));
  return rows.flatMap(({ id }) => id ?? []);
}

/** Everybody who has, or had, a seat in the live session of a request. */
export async function personIdsOn(db: Db, requestId: string): Promise<string[]> {
  const rows = await db
    .select({ id: seats.personId })
    .from(seats)
    .innerJoin(sessions, eq(sessions.id, seats.sessionId))
    .where(and(eq(sessions.requestId, requestId), inArray(sessions.state, [...LIVE_STATES])));
  return rows.flatMap(({ id }) => id ?? []);
}

export async function insertSession(tx: Db, session: typeof sessions.$inferInsert): Promise<string> {
  const [row] = await tx.insert(sessions).values(session).returning({ id: sessions.id });
  if (!row) throw new Error("The session was not made.");
  return row.id;
}

/**
 * The seats' times follow by foreign key, which fires the exclusion constraint. What Google says otherwise belongs to
 * the state `conflict` and goes with it.
 */
export async function updateSession(
  tx: Db,
  id: string,
  change: Partial<typeof sessions.$inferInsert>,
): Promise<void> {
  const settles = change.state !== undefined && change.state !== "conflict";
  await tx
    .update(sessions)
    .set(settles ? { ...change, conflict: null } : change)
    .where(eq(sessions.id, id));
}

/**
 * To be called with each change of time, place, people or state, in its transaction: whoever was invited by mail is
 * told by a higher SEQUENCE (RFC 5545, 3.8.7.4).
 */
export async function raiseSequence(tx: Db, id: string): Promise<void> {
  await tx
    .update(sessions)
    .set({ sequence: sql`${sessions.sequence} + 1` })
    .where(eq(sessions.id, id));
}

/** A person who had a seat in this session gets the same one again. */
export async function insertSeat(tx: Db, seat: typeof seats.$inferInsert): Promise<void> {
  const { answer, hopesToLearn, needId, role, teamId } = seat;
  await tx
    .insert(seats)
    .values(seat)
    .onConflictDoUpdate({
      target: [seats.sessionId, seats.personId],
      set: { active: true, answer, hopesToLearn, needId, role, teamId },
    });
}

export async function updateSeat(
  tx: Db,
  id: string,
  change: { answer?: SeatRow["answer"]; active?: boolean },
): Promise<void> {
  await tx.update(seats).set(change).where(eq(seats.id, id));
}

/** Frees everybody's time. */
export async function releaseSeats(tx: Db, sessionId: string): Promise<void> {
  await tx.update(seats).set({ active: false }).where(eq(seats.sessionId, sessionId));
}

export async function insertChange(
  tx: Db,
  sessionId: string,
  actorId: string | null,
  kind: ChangeKind,
  detail: Record<string, string | number | null> = {},
): Promise<void> {
  await tx.insert(sessionChanges).values({ sessionId, actorId, kind, detail });
}

/** Who of these people has a seat in another session that overlaps `window`. */
export async function seatedElsewhere(
  db: Db,
  personIds: readonly string[],
  { start, end }: Interval,
  exceptSessionId: string,
): Promise<string[]> {
  const rows = await db
    .selectDistinct({ id: seats.personId })
    .from(seats)
    .where(
      and(
        inArray(seats.personId, [...personIds]),
        seats.active,
        ne(seats.sessionId, exceptSessionId),
        gt(seats.endAt, start),
        lt(seats.startAt, end),
      ),
    );
  return rows.flatMap(({ id }) => id ?? []);
}

export const systemsOf = (db: Db, requestId: string) =>
  db
    .select({ id: systems.id, name: systems.name, slug: systems.slug })
    .from(requestSystems)
    .innerJoin(systems, eq(systems.id, requestSystems.systemId))
    .where(eq(requestSystems.requestId, requestId))
    .orderBy(asc(systems.name));

type Levels = readonly { systemId: string; level: Level; wantsToLearn: boolean }[];

/** As the person said it in this session, over what they said before. */
export async function saveLevels(tx: Db, personId: string, sessionId: string, levels: Levels): Promise<void> {
  if (levels.length === 0) return;
  await tx
    .insert(familiarities)
    .values(levels.map((level) => ({ ...level, personId, confirmedInSessionId: sessionId })))
    .onConflictDoUpdate({
      target: [familiarities.personId, familiarities.systemId],
      set: {
        level: sql`excluded.level`,
        wantsToLearn: sql`excluded.wants_to_learn`,
        confirmedAt: sql`now()`,
        confirmedInSessionId: sessionId,
      },
    });
}

/** The connection through which the event is written; its state only. */
export async function connectionStateOf(db: Db, personId: string): Promise<"connected" | "reconnect" | null> {
  const [row] = await db
    .select({ state: calendarConnections.state })
    .from(calendarConnections)
    .where(eq(calendarConnections.personId, personId));
  return row?.state ?? null;
}

/**
 * Sessions of the requester's whose event is not as it has to be, those cancelled meanwhile included; and those booked
 * before there was a calendar to write to. Of these the job knows which are told by mail.
 */
export const sessionsWithEventsDue = (db: Db, requesterId: string) =>
  db
    .select({ id: sessions.id, state: sessions.state })
    .from(sessions)
    .innerJoin(requests, eq(requests.id, sessions.requestId))
    .where(
      and(
        eq(requests.requesterId, requesterId),
        gt(sessions.endAt, sql`now()`),
        or(
          and(
            inArray(sessions.eventState, ["queued", "failed"]),
            inArray(sessions.state, [...LIVE_STATES, "cancelled"]),
          ),
          and(eq(sessions.eventState, "none"), inArray(sessions.state, [...LIVE_STATES])),
        ),
      ),
    );

/** Seats with who sits on them and the team they came from; requester, partners, observers. */
export const seatViewsOf = (db: Db, sessionIds: readonly string[]) =>
  db
    .select({
      seat: seats,
      person: { id: people.id, name: people.name, email: people.email, zone: people.zone },
      team: { id: teams.id, name: teams.name, discipline: teams.discipline },
    })
    .from(seats)
    .leftJoin(people, eq(people.id, seats.personId))
    .leftJoin(teams, eq(teams.id, seats.teamId))
    .where(inArray(seats.sessionId, [...sessionIds]))
    .orderBy(
      sql`case ${seats.role} when 'requester' then 0 when 'partner' then 1 else 2 end`,
      desc(seats.active),
      asc(people.name),
    );

export const changesOf = (db: Db, sessionId: string) =>
  db
    .select({
      id: sessionChanges.id,
      kind: sessionChanges.kind,
      actorId: sessionChanges.actorId,
      actorName: people.name,
      detail: sessionChanges.detail,
      at: sessionChanges.at,
    })
    .from(sessionChanges)
    .leftJoin(people, eq(people.id, sessionChanges.actorId))
    .where(eq(sessionChanges.sessionId, sessionId))
    .orderBy(asc(sessionChanges.at));

export const levelsOf = (db: Db, personId: string, systemIds: readonly string[]) =>
  db
    .select()
    .from(familiarities)
    .where(and(eq(familiarities.personId, personId), inArray(familiarities.systemId, [...systemIds])));

const mySessions = (db: Db) =>
  db
    .select({ session: sessions, title: requests.title, seat: seats })
    .from(seats)
    .innerJoin(sessions, eq(sessions.id, seats.sessionId))
    .innerJoin(requests, eq(requests.id, sessions.requestId))
    .$dynamic();

/** With an active seat of the person's, and nobody has said yet whether it happened; soonest first. */
export const liveSessionsOf = (db: Db, personId: string) =>
  mySessions(db)
    .where(and(eq(seats.personId, personId), seats.active, inArray(sessions.state, [...LIVE_STATES])))
    .orderBy(asc(sessions.startAt));

/** Held with the person in it, who has not written a learning; latest first. */
export const sessionsWithoutLearningOf = (db: Db, personId: string, limit: number) =>
  mySessions(db)
    .where(
      and(
        eq(seats.personId, personId),
        seats.active,
        ne(seats.role, "observer"),
        eq(sessions.state, "held"),
        notExists(
          db
            .select({ one: sql`1` })
            .from(learnings)
            .where(and(eq(learnings.sessionId, sessions.id), eq(learnings.personId, personId))),
        ),
      ),
    )
    .orderBy(desc(sessions.startAt))
    .limit(limit);
