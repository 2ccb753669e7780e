import { and, asc, eq, gt, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { familiarities, people, systems, teams } from "@/db/schema/people";
import { requestSystems, requests } from "@/db/schema/requests";
import type { Db } from "../context";
import { visibleTo } from "../notes/sql-store";
import type { EpochMs } from "../time/instant";

const system = {
  id: systems.id,
  name: systems.name,
  slug: systems.slug,
  description: systems.description,
  team: { id: teams.id, name: teams.name, discipline: teams.discipline },
};

const visibleNotes = (viewerId: string, systemId: SQL): SQL<number> => sql<number>`(
  select count(*)::int from request_systems rs join sessions ss on ss.request_id = rs.request_id
  join notes n on n.session_id = ss.id
  where rs.system_id = ${systemId} and n.search is not null and ${visibleTo(viewerId)})`;

const openRequests = (now: EpochMs, systemId: SQL): SQL<number> => sql<number>`(
  select count(*)::int from request_systems rs join requests r on r.id = rs.request_id
  where rs.system_id = ${systemId} and r.state = 'open' and r.needed_by_at > ${new Date(now).toISOString()}::timestamptz)`;

/** Every system, with its counts as the viewer may have them. */
export const allSystems = (db: Db, viewerId: string, now: EpochMs) =>
  db
    .select({
      ...system,
      notes: visibleNotes(viewerId, sql`${systems.id}`),
      openRequests: openRequests(now, sql`${systems.id}`),
    })
    .from(systems)
    .leftJoin(teams, eq(teams.id, systems.teamId))
    .orderBy(asc(sql`lower(${systems.name})`));

export async function systemBySlug(db: Db, slug: string) {
  const [row] = await db
    .select(system)
    .from(systems)
    .leftJoin(teams, eq(teams.id, systems.teamId))
    .where(eq(systems.slug, slug));
  return row;
}

/** What people who still work here say of these systems (of all without ids), by name. */
export const knowersOf = (db: Db, systemIds?: readonly string[]) =>
  db
    .select({
      systemId: familiarities.systemId,
      id: people.id,
      name: people.name,
      teamName: teams.name,
      discipline: sql<string>`coalesce(${teams.discipline}, '')`,
      level: familiarities.level,
      wantsToLearn: familiarities.wantsToLearn,
      confirmedAt: familiarities.confirmedAt,
    })
    .from(familiarities)
    .innerJoin(people, eq(people.id, familiarities.personId))
    .leftJoin(teams, eq(teams.id, people.teamId))
    .where(
      and(
        isNull(people.deactivatedAt),
        or(sql`${familiarities.level} <> 'new'`, familiarities.wantsToLearn),
        systemIds && inArray(familiarities.systemId, [...systemIds]),
      ),
    )
    .orderBy(asc(sql`lower(${people.name})`), asc(people.id));

/** Requests on the system that somebody can still take, the soonest needed first. */
export const openRequestsOn = (db: Db, systemId: string, now: EpochMs, limit: number) =>
  db
    .select({
      id: requests.id,
      title: requests.title,
      lengthMin: requests.lengthMin,
      neededByAt: requests.neededByAt,
      zone: people.zone,
      teamName: teams.name,
      discipline: sql<string>`coalesce(${teams.discipline}, '')`,
    })
    .from(requestSystems)
    .innerJoin(requests, eq(requests.id, requestSystems.requestId))
    .innerJoin(people, eq(people.id, requests.requesterId))
    .leftJoin(teams, eq(teams.id, requests.teamId))
    .where(
      and(eq(requestSystems.systemId, systemId), eq(requests.state, "open"), gt(requests.neededByAt, now)),
    )
    .orderBy(asc(requests.neededByAt), asc(requests.id))
    .limit(limit);

const MOST_OF_A_KIND = 4;

/** Systems, people and open requests with these words at the beginning of a word of their name. */
export async function namedLike(db: Db, q: string, now: EpochMs) {
  const begins = (text: SQL) =>
    sql`strpos(' ' || unaccent(lower(${text})), ' ' || unaccent(lower(${q}))) > 0`;
  const order = (text: SQL) =>
    sql`order by not starts_with(lower(${text}), lower(${q})), lower(${text}) limit ${MOST_OF_A_KIND}`;
  const rows = await db.execute<{
    kind: "system" | "person" | "request";
    title: string;
    href: string;
    detail: string;
  }>(sql`
    (select 'system' as kind, s.name as title, '/systems/' || s.slug as href, coalesce(t.name, 'system') as detail
      from systems s left join teams t on t.id = s.team_id where ${begins(sql`s.name`)} ${order(sql`s.name`)})
    union all
    (select 'person', p.name, '/people/' || p.id, coalesce(t.name, 'person')
      from people p left join teams t on t.id = p.team_id
      where p.deactivated_at is null and ${begins(sql`p.name`)} ${order(sql`p.name`)})
    union all
    (select 'request', r.title, '/requests/' || r.id, 'open request' from requests r
      where r.state = 'open' and r.needed_by_at > ${new Date(now).toISOString()}::timestamptz
        and ${begins(sql`r.title`)} ${order(sql`r.title`)})`);
  return [...rows];
}
