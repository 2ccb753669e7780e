import { and, asc, count, desc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { busy, calendarConnections } from "@/db/schema/calendar";
import { people, teams } from "@/db/schema/people";
import type { Db } from "../context";

export type ConnectionState = "connected" | "failing" | "reconnect" | "never";

/** Where somebody's calendar stands; a connection whose last reading failed counts apart. */
const state = sql<ConnectionState>`case
  when ${calendarConnections.state} is null then 'never'
  when ${calendarConnections.state} = 'reconnect' then 'reconnect'
  when ${busy.failure} is not null then 'failing'
  else 'connected' end`;

const here = isNull(people.deactivatedAt);

const from = (db: Db) =>
  db
    .select({
      personId: people.id,
      name: people.name,
      discipline: teams.discipline,
      teamName: teams.name,
      state,
      connectedAt: calendarConnections.connectedAt,
      failedAt: calendarConnections.failedAt,
      readAt: busy.readAt,
      triedAt: busy.triedAt,
      failure: busy.failure,
    })
    .from(people)
    .leftJoin(teams, eq(teams.id, people.teamId))
    .leftJoin(calendarConnections, eq(calendarConnections.personId, people.id))
    .leftJoin(busy, eq(busy.personId, people.id));

/** People who work here and whose calendar is in this state: what waits longest for somebody first, otherwise by name. */
export const connectionsIn = (
  db: Db,
  wanted: ConnectionState,
  { limit, offset }: { limit: number; offset: number },
) =>
  from(db)
    .where(
      and(here, eq(state, wanted), wanted === "never" ? undefined : isNotNull(calendarConnections.state)),
    )
    .orderBy(
      ...(wanted === "reconnect" ? [desc(calendarConnections.failedAt)] : []),
      ...(wanted === "failing" ? [sql`${busy.readAt} nulls first`] : []),
      asc(sql`lower(${people.name})`),
      asc(people.id),
    )
    .limit(limit)
    .offset(offset);

export async function connectionCounts(db: Db): Promise<Record<ConnectionState, number>> {
  const rows = await db
    .select({ state, n: count() })
    .from(people)
    .leftJoin(calendarConnections, eq(calendarConnections.personId, people.id))
    .leftJoin(busy, eq(busy.personId, people.id))
    .where(here)
    .groupBy(state);
  return {
    connected: 0,
    failing: 0,
    reconnect: 0,
    never: 0,
    ...Object.fromEntries(rows.map((row) => [row.state, row.n])),
  };
}
