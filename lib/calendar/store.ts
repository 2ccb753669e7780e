import { and, eq, gt, not, sql } from "drizzle-orm";
import { type busy, calendarConnections } from "@/db/schema/calendar";
import type { Db } from "../context";

export type Connection = typeof calendarConnections.$inferSelect;
export type BusyRow = typeof busy.$inferSelect;

export async function connectionOf(db: Db, personId: string): Promise<Connection | undefined> {
  const [row] = await db.select().from(calendarConnections).where(eq(calendarConnections.personId, personId));
  return row;
}

export async function saveConnection(
  db: Db,
  connection: typeof calendarConnections.$inferInsert,
): Promise<void> {
  const { personId: _, busyCalendarIds: __, ...renewed } = connection;
  await db
    .insert(calendarConnections)
    .values(connection)
    .onConflictDoUpdate({
      target: calendarConnections.personId,
      set: { ...renewed, state: "connected", failedAt: null, failure: null },
    });
}

/** Those whose token is not sealed as `start` says, of people whose id comes after `after`. */
const sealedOtherwise = (start: string, after: string | undefined) =>
  and(
    not(sql`starts_with(${calendarConnections.refreshTokenSealed}, ${start})`),
    after === undefined ? undefined : gt(calendarConnections.personId, after),
  );

export const countSealedOtherwise = (db: Db, start: string, after: string | undefined): Promise<number> =>
  db.$count(calendarConnections, sealedOtherwise(start, after));

/** Some of them, by their person's id, locked until the transaction ends. */
export const lockSealedOtherwise = (tx: Db, start: string, after: string | undefined, limit: number) =>
  tx
    .select({ personId: calendarConnections.personId, sealed: calendarConnections.refreshTokenSealed })
    .from(calendarConnections)
    .where(sealedOtherwise(start, after))
    .orderBy(calendarConnections.personId)
    .limit(limit)
    .for("update");

export async function saveSealed(tx: Db, personId: string, refreshTokenSealed: string): Promise<void> {
  await tx
    .update(calendarConnections)
    .set({ refreshTokenSealed })
    .where(eq(calendarConnections.personId, personId));
}

export async function deleteConnection(db: Db, personId: string): Promise<void> {
  await db.delete(calendarConnections).where(eq(calendarConnections.personId, personId));
}

export async function saveBusyCalendars(db: Db, personId: string, busyCalendarIds: string[]): Promise<void> {
  await db
    .update(calendarConnections)
    .set({ busyCalendarIds })
    .where(eq(calendarConnections.personId, personId));
}

/**
 * The person has to consent again before anything can be read or written for them.
 * @param sealed The token that was refused; another one since then is left alone.
 * @returns whether this is news
 */
export async function saveReconnect(
  db: Db,
  personId: string,
  failure: string,
  sealed?: string,
): Promise<boolean> {
  const ended = await db
    .update(calendarConnections)
    .set({ state: "reconnect", failure, failedAt: sql`now()` })
    .where(and(thatOne(personId, sealed), eq(calendarConnections.state, "connected")))
    .returning({ personId: calendarConnections.personId });
  return ended.length > 0;
}

export async function removeScope(db: Db, personId: string, scope: string, sealed: string): Promise<void> {
  await db
    .update(calendarConnections)
    .set({ scopes: sql`array_remove(${calendarConnections.scopes}, ${scope})` })
    .where(thatOne(personId, sealed));
}

const thatOne = (personId: string, sealed?: string) =>
  and(
    eq(calendarConnections.personId, personId),
    sealed === undefined ? undefined : eq(calendarConnections.refreshTokenSealed, sealed),
  );
