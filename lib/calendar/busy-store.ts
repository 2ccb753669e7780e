import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { busy, calendarConnections } from "@/db/schema/calendar";
import { people } from "@/db/schema/people";
import type { Db } from "../context";
import { uuids } from "../sql-store";
import type { EpochMs } from "../time/instant";
import { CALENDAR_SCOPES } from "./google-consent";
import type { ReadFailure } from "./schema";
import type { BusyRow, Connection } from "./store";

const among = (ids: readonly string[]): SQL => sql`${people.id} = any(${uuids(ids)})`;

/** What is kept of each person's busy times, and where their connection stands: one query for everybody. */
export async function cachedBusy(db: Db, personIds: readonly string[]) {
  if (personIds.length === 0) return [];
  return db
    .select({ personId: people.id, state: calendarConnections.state, cached: busy })
    .from(people)
    .leftJoin(busy, eq(busy.personId, people.id))
    .leftJoin(calendarConnections, eq(calendarConnections.personId, people.id))
    .where(among(personIds));
}

/** Each person with all it takes to ask Google about them. Who left the company is nobody. */
export async function calendarsOf(db: Db, personIds: readonly string[]) {
  if (personIds.length === 0) return [];
  return db
    .select({ personId: people.id, email: people.email, connection: calendarConnections, cached: busy })
    .from(people)
    .leftJoin(calendarConnections, eq(calendarConnections.personId, people.id))
    .leftJoin(busy, eq(busy.personId, people.id))
    .where(and(among(personIds), isNull(people.deactivatedAt)));
}
export type Calendars = Awaited<ReturnType<typeof calendarsOf>>[number];

const canRead = sql`${calendarConnections.state} = 'connected' and ${calendarConnections.scopes} @> array[${sql.raw(`'${CALENDAR_SCOPES.readBusy}'`)}]`;

/** Colleagues of a domain whose permission can be used, the `turn`th first and those after it following. */
export async function readersIn(
  db: Db,
  domain: string,
  turn: number,
  limit: number,
): Promise<Pick<Connection, "personId" | "refreshTokenSealed" | "scopes">[]> {
  const place = sql`(row_number() over (order by ${people.id}) - 1)`;
  const ranked = db
    .select({
      personId: people.id,
      refreshTokenSealed: calendarConnections.refreshTokenSealed,
      scopes: calendarConnections.scopes,
      wait: sql<number>`mod(${place} - mod(${turn}::bigint, count(*) over ()) + count(*) over (), count(*) over ())`.as(
        "wait",
      ),
    })
    .from(calendarConnections)
    .innerJoin(people, and(eq(people.id, calendarConnections.personId), isNull(people.deactivatedAt)))
    .where(and(canRead, eq(sql`lower(split_part(${calendarConnections.email}, '@', 2))`, domain)))
    .as("ranked");
  return db.select().from(ranked).orderBy(ranked.wait).limit(limit);
}

// An answer to an older question never replaces one to a newer, unless that one is of a clock that runs ahead.
const newer = sql`(excluded.tried_at >= ${busy.triedAt} or ${busy.triedAt} > now() + interval '1 minute')`;

// Always locked in the same order, or two readers of the same people wait for each other.
const ordered = <T extends { personId: string }>(rows: readonly T[]): T[] =>
  rows.toSorted((a, b) => (a.personId < b.personId ? -1 : 1));

export async function saveBusy(db: Db, read: readonly Omit<BusyRow, "failure" | "readAt">[]): Promise<void> {
  if (read.length === 0) return;
  await db
    .insert(busy)
    .values(ordered(read).map((row) => ({ ...row, readAt: row.triedAt, failure: null })))
    .onConflictDoUpdate({
      target: busy.personId,
      set: {
        fromAt: sql`excluded.from_at`,
        toAt: sql`excluded.to_at`,
        readAt: sql`excluded.read_at`,
        packed: sql`excluded.packed`,
        triedAt: sql`excluded.tried_at`,
        failure: null,
      },
      setWhere: newer,
    });
}

/** What was known before stays. */
export async function saveBusyFailures(
  db: Db,
  failed: readonly { personId: string; failure: ReadFailure }[],
  triedAt: EpochMs,
): Promise<void> {
  if (failed.length === 0) return;
  const nothing = { fromAt: triedAt, toAt: triedAt, packed: new Uint8Array(), triedAt };
  await db
    .insert(busy)
    .values(ordered(failed).map((row) => ({ ...nothing, ...row })))
    .onConflictDoUpdate({
      target: busy.personId,
      set: { triedAt: sql`excluded.tried_at`, failure: sql`excluded.failure` },
      setWhere: newer,
    });
}

export async function forgetBusy(db: Db, personId: string): Promise<void> {
  await db.delete(busy).where(eq(busy.personId, personId));
}

export const instantOf = (at: EpochMs): SQL => sql`${new Date(at).toISOString()}::timestamptz`;

/**
 * People whose own permission reads them and who were last asked about before `before`, longest ago first; at most a
 * `share` of all of them, and never fewer than `least`.
 */
export const dueByThemselves = (db: Db, before: EpochMs, share: number, least: number) =>
  due(db, before, share, least, sql`${canRead}`);

/** The same of people who can only be read by a colleague of their domain, where there is such a colleague. */
export const dueThroughColleagues = (db: Db, before: EpochMs, share: number, least: number) =>
  due(
    db,
    before,
    share,
    least,
    sql`(calendar_connections.state is null or (calendar_connections.state = 'connected' and not (${canRead})))
      and lower(split_part(people.email, '@', 2)) in (
        select distinct lower(split_part(reader.email, '@', 2)) from calendar_connections reader
          join people somebody on somebody.id = reader.person_id and somebody.deactivated_at is null
          where reader.state = 'connected' and reader.scopes @> array['${sql.raw(CALENDAR_SCOPES.readBusy)}'])`,
  );

async function due(db: Db, before: EpochMs, share: number, least: number, who: SQL): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    with everybody as (
      select people.id, busy.tried_at from people
        left join calendar_connections on calendar_connections.person_id = people.id
        left join busy on busy.person_id = people.id
        where people.deactivated_at is null and ${who})
    select id from everybody where tried_at is null or tried_at < ${instantOf(before)}
      order by tried_at nulls first, id
      limit greatest(${least}::int, (select ceil(count(*) * ${share}::float8) from everybody))`);
  return rows.map(({ id }) => id);
}
