import { and, asc, count, eq, gte, inArray, lt, ne, sql } from "drizzle-orm";
import { avoidances, idempotencyKeys, people } from "@/db/schema/people";
import { declines, requestNeeds, requests } from "@/db/schema/requests";
import { seats, sessionChanges, sessions } from "@/db/schema/sessions";
import type { Db } from "../context";
import type { EpochMs } from "../time/instant";
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

/** The clock that decides what is past: the same for every process. */
export async function databaseNow(db: Db): Promise<EpochMs> {
  const [row] = await db.execute<{ ms: string }>(
    sql`select floor(extract(epoch from clock_timestamp()) * 1000)::text as ms`,
  );
  return Number(row?.ms);
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
    .select({ id: requestNeeds.id })
    .from(requestNeeds)
    .where(eq(requestNeeds.requestId, id))
    .orderBy(asc(requestNeeds.position));
  return { ...row.request, requester: row.requester, needIds: needs.map((need) => need.id) };
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

export async function insertSession(tx: Db, session: typeof sessions.$inferInsert): Promise<string> {
  const [row] = await tx.insert(sessions).values(session).returning({ id: sessions.id });
  if (!row) throw new Error("The session was not made.");
  return row.id;
}

/** The seats' times follow by foreign key, which fires the exclusion constraint. */
export async function updateSession(
  tx: Db,
  id: string,
  change: Partial<typeof sessions.$inferInsert>,
): Promise<void> {
  await tx.update(sessions).set(change).where(eq(sessions.id, id));
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

export async function findResult(db: Db, personId: string, key: string) {
  const [row] = await db
    .select({ fingerprint: idempotencyKeys.fingerprint, result: idempotencyKeys.result })
    .from(idempotencyKeys)
    .where(and(eq(idempotencyKeys.personId, personId), eq(idempotencyKeys.key, key)));
  return row;
}

export async function insertResult(
  tx: Db,
  row: { personId: string; key: string; fingerprint: string; result: unknown },
): Promise<void> {
  await tx.insert(idempotencyKeys).values(row);
}
