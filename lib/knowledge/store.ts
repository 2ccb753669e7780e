import { and, asc, eq, gt, type SQL, sql } from "drizzle-orm";
import { people, systems, teams } from "@/db/schema/people";
import { requestSystems, requests } from "@/db/schema/requests";
import type { Db } from "../context";
import type { EpochMs } from "../time/instant";
import { isTheirs } from "../visible-store";
import type { Knower, KnowerTotals, SystemRow } from "./schema";

type CountedSystem = Omit<SystemRow, "verdict"> & { able: number; one: string | null };

const able = sql`f.level in ('can_do', 'can_teach')`;

const hasNote = sql`exists (select from notes n where n.session_id = ss.id and n.search is not null)`;

/**
 * Every system by name, with its counts as the viewer may have them: of people who still work here, of notes, of
 * requests that can still be taken. Each is counted once over all systems, not once for each of them.
 */
export async function allSystems(db: Db, viewerId: string, now: EpochMs): Promise<CountedSystem[]> {
  const rows = await db.execute<CountedSystem>(sql`
    with known as (
      select f.system_id, count(*) filter (where ${able})::int as able, min(p.name) filter (where ${able}) as one,
        count(*) filter (where f.level = 'can_teach')::int as can_teach,
        count(*) filter (where f.wants_to_learn and not ${able})::int as want_to_learn
      from familiarities f join people p on p.id = f.person_id and p.deactivated_at is null group by f.system_id),
    written as (
      select rs.system_id, count(*)::int as notes from request_systems rs join (
        select ss.request_id from sessions ss where not ss.is_private and ${hasNote}
        union all
        select ss.request_id from seats own join sessions ss on ss.id = own.session_id and ss.is_private
        where own.person_id = ${viewerId} and ${isTheirs(sql`own`, sql`ss.state`)} and ${hasNote}) w
        on w.request_id = rs.request_id
      group by rs.system_id),
    asked as (
      select rs.system_id, count(*)::int as requests from requests r join request_systems rs on rs.request_id = r.id
      where r.state = 'open' and r.needed_by_at > ${new Date(now).toISOString()}::timestamptz group by rs.system_id)
    select s.id, s.name, s.slug, s.description,
      case when t.id is null then null
        else json_build_object('id', t.id, 'name', t.name, 'discipline', t.discipline) end as team,
      coalesce(k.able, 0) as able, k.one, coalesce(k.can_teach, 0) as "canTeach",
      coalesce(k.want_to_learn, 0) as "wantToLearn",
      coalesce(w.notes, 0) as notes, coalesce(a.requests, 0) as "openRequests"
    from systems s left join teams t on t.id = s.team_id
    left join known k on k.system_id = s.id
    left join written w on w.system_id = s.id
    left join asked a on a.system_id = s.id
    order by lower(s.name)`);
  return [...rows];
}

export async function systemBySlug(db: Db, slug: string) {
  const [row] = await db
    .select({
      ...{ id: systems.id, name: systems.name, slug: systems.slug, description: systems.description },
      team: { id: teams.id, name: teams.name, discipline: teams.discipline },
    })
    .from(systems)
    .leftJoin(teams, eq(teams.id, systems.teamId))
    .where(eq(systems.slug, slug));
  return row;
}

/** Somebody who said something of a system, and which of its lists they stand in. */
type ListedKnower = Knower & {
  /** Among the first of their level, by name; among the first who want to learn it. */
  readonly isFirst: boolean;
  readonly isFirstToLearn: boolean;
};

/**
 * Of the people who still work here and said something of the system: how many there are of each kind, and, by name, the
 * first `shown` of each kind, the `paired` likeliest to teach and to learn it, and the viewer. A system that 1,500 know
 * has as many rows as one that 50 do.
 */
export async function knowersOf(
  db: Db,
  systemId: string,
  { viewerId, shown, paired }: { viewerId: string; shown: number; paired: number },
): Promise<{ people: ListedKnower[]; totals: KnowerTotals }> {
  const [row] = await db.execute<{ people: ListedKnower[]; totals: KnowerTotals }>(sql`
    with known as (
      select p.id, p.name, p.team_id, f.level, f.wants_to_learn, f.confirmed_at,
        f.wants_to_learn and not ${able} as learns, ${able} as able,
        row_number() over (order by lower(p.name), p.id) as place
      from familiarities f join people p on p.id = f.person_id and p.deactivated_at is null
      where f.system_id = ${systemId} and (f.level <> 'new' or f.wants_to_learn)),
    ranked as (
      select *,
        row_number() over (partition by level order by place) as of_level,
        row_number() over (partition by learns order by place) as of_learning,
        row_number() over (partition by able order by level = 'can_teach' desc, place) as to_teach,
        row_number() over (partition by learns order by level = 'can_follow' desc, place) as to_learn
      from known)
    select (select json_build_object(
        'canTeach', count(*) filter (where level = 'can_teach'), 'canDo', count(*) filter (where level = 'can_do'),
        'canFollow', count(*) filter (where level = 'can_follow'), 'wantToLearn', count(*) filter (where learns))
        from known) as totals,
      (select coalesce(json_agg(json_build_object('id', k.id, 'name', k.name, 'teamName', t.name,
          'discipline', coalesce(t.discipline, ''), 'level', k.level, 'wantsToLearn', k.wants_to_learn,
          'confirmedAt', floor(extract(epoch from k.confirmed_at) * 1000),
          'isFirst', of_level <= ${shown}, 'isFirstToLearn', learns and of_learning <= ${shown}) order by place), '[]')
        from ranked k left join teams t on t.id = k.team_id
        where (level <> 'new' and of_level <= ${shown}) or (learns and (of_learning <= ${shown} or to_learn <= ${paired}))
          or (able and to_teach <= ${paired}) or k.id = ${viewerId}) as people`);
  if (!row) throw new Error("The database did not answer.");
  return row;
}

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
