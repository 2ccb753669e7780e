import { eq, inArray, sql } from "drizzle-orm";
import { busy, calendarConnections } from "@/db/schema/calendar";
import { people } from "@/db/schema/people";
import type { Db } from "../context";

export type Connection = typeof calendarConnections.$inferSelect;
export type BusyRow = typeof busy.$inferSelect;

/** Each person with their connection and cached busy times, where there are any. */
export async function calendarsOf(db: Db, personIds: readonly string[]) {
  if (personIds.length === 0) return [];
  return db
    .select({ personId: people.id, email: people.email, connection: calendarConnections, cached: busy })
    .from(people)
    .leftJoin(calendarConnections, eq(calendarConnections.personId, people.id))
    .leftJoin(busy, eq(busy.personId, people.id))
    .where(inArray(people.id, [...personIds]));
}

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

export async function deleteConnection(db: Db, personId: string): Promise<void> {
  await db.delete(calendarConnections).where(eq(calendarConnections.personId, personId));
  await db.delete(busy).where(eq(busy.personId, personId));
}

export async function saveBusyCalendars(db: Db, personId: string, busyCalendarIds: string[]): Promise<void> {
  await db
    .update(calendarConnections)
    .set({ busyCalendarIds })
    .where(eq(calendarConnections.personId, personId));
  await db.delete(busy).where(eq(busy.personId, personId));
}

/** The person has to consent again before anything can be read or written for them. */
export async function saveReconnect(db: Db, personId: string, failure: string): Promise<void> {
  await db
    .update(calendarConnections)
    .set({ state: "reconnect", failure, failedAt: sql`coalesce(${calendarConnections.failedAt}, now())` })
    .where(eq(calendarConnections.personId, personId));
}

export async function saveBusy(db: Db, rows: (typeof busy.$inferInsert)[]): Promise<void> {
  if (rows.length === 0) return;
  // Always locked in the same order, or two readers of the same people wait for each other.
  const ordered = rows.toSorted((a, b) => (a.personId < b.personId ? -1 : 1));
  await db
    .insert(busy)
    .values(ordered)
    .onConflictDoUpdate({
      target: busy.personId,
      set: {
        fromAt: sql`excluded.from_at`,
        toAt: sql`excluded.to_at`,
        readAt: sql`excluded.read_at`,
        packed: sql`excluded.packed`,
        triedAt: sql`excluded.tried_at`,
        failure: sql`excluded.failure`,
      },
      setWhere: sql`excluded.read_at >= ${busy.readAt}`,
    });
}

export async function forgetBusy(db: Db, personIds: readonly string[]): Promise<void> {
  if (personIds.length > 0) await db.delete(busy).where(inArray(busy.personId, [...personIds]));
}
