import { type SQL, sql } from "drizzle-orm";
import type { Db } from "../context";
import type { EpochMs } from "../time/instant";
import type { Interval } from "../time/interval";

/**
 * What fell into one stretch of time between the team that asked and the one that was asked. The teams are places in
 * the list of their ids: so many pairs would be mostly ids otherwise.
 */
export type TrafficRow = readonly [
  from: number,
  to: number,
  stretch: number,
  held: number,
  unanswered: number,
];

export type PairRef = { readonly fromId: string; readonly toId: string };

const instant = (at: EpochMs): SQL => sql`${new Date(at).toISOString()}::timestamptz`;

/**
 * Held sessions that everybody may know of: who asked, and each partner's team once, both at the time of booking.
 * @param seated Which partners' seats are read: a seat has the times of its session.
 */
const heldSessions = (seated: SQL): SQL => sql`
  select ss.id, a.team_id as from_id, b.team_id as to_id, ss.start_at as at
  from sessions ss
  join seats a on a.session_id = ss.id and a.role = 'requester'
  join (select distinct session_id, team_id from seats where role = 'partner' and active and ${seated}) b
    on b.session_id = ss.id
  where ss.state = 'held' and not ss.is_private and a.team_id <> b.team_id`;

/**
 * Requests whose day passed while nobody sat down with them, for each team asked. One that ever had a private session
 * is left out: what became of that is nobody else's.
 */
const unansweredRequests = (now: EpochMs): SQL => sql`
  select distinct r.id, r.title, r.team_id as from_id, nt.team_id as to_id, r.needed_by_at as at
  from requests r
  join request_needs n on n.request_id = r.id
  join request_need_teams nt on nt.need_id = n.id
  where r.state = 'open' and r.needed_by_at <= ${instant(now)} and r.team_id <> nt.team_id
    and not exists (select from sessions ss where ss.request_id = r.id and ss.is_private)`;

/**
 * Everything between teams within `window`, cut into `stretches` of equal length: one row of JSON, because rows cost
 * more than what is in them.
 */
export async function trafficBetween(
  db: Db,
  { window, stretches, now }: { window: Interval; stretches: number; now: EpochMs },
): Promise<{ readonly teamIds: readonly string[]; readonly traffic: readonly TrafficRow[] }> {
  const lengthS = (window.end - window.start) / stretches / 1000;
  const stretch = sql`least(${stretches - 1}, floor(extract(epoch from at - ${instant(window.start)}) / ${lengthS}::float8))::int`;
  const within = (column: SQL) =>
    sql`${column} >= ${instant(window.start)} and ${column} < ${instant(window.end)}`;
  const [row] = await db.execute<{ teamIds: string[]; traffic: TrafficRow[] }>(sql`
    with listed as (select id, row_number() over (order by id)::int - 1 as place from teams),
    traffic as (
      select from_id, to_id, ${stretch} as stretch, count(*)::int as held, 0 as unanswered
        from (${heldSessions(within(sql`start_at`))}) h where ${within(sql`at`)} group by 1, 2, 3
      union all
      select from_id, to_id, ${stretch}, 0, count(*)::int
        from (${unansweredRequests(now)}) u where ${within(sql`at`)} group by 1, 2, 3)
    select (select coalesce(json_agg(id order by place), '[]') from listed) as "teamIds",
      coalesce(json_agg(json_build_array(f.place, t.place, stretch, held, unanswered)), '[]') as traffic
    from traffic join listed f on f.id = from_id join listed t on t.id = to_id`);
  return row ?? { teamIds: [], traffic: [] };
}

export async function allTeams(db: Db) {
  const rows = await db.execute<{ id: string; name: string; discipline: string }>(
    sql`select id, name, discipline from teams order by lower(name)`,
  );
  return [...rows];
}

/** When two teams last sat down together, whoever asked; null where they never did. */
export async function lastHeldBetween(db: Db, { fromId, toId }: PairRef): Promise<EpochMs | null> {
  const [row] = await db.execute<{ at: number | null }>(sql`
    select (extract(epoch from max(at)) * 1000)::float8 as at from (${heldSessions(
      sql`team_id in (${fromId}::uuid, ${toId}::uuid)`,
    )}) h
    where (from_id, to_id) in ((${fromId}::uuid, ${toId}::uuid), (${toId}::uuid, ${fromId}::uuid))`);
  return row?.at ?? null;
}

/** The latest requests of the pair that found nobody within `window`. */
export async function unansweredBetween(
  db: Db,
  { fromId, toId }: PairRef,
  { window, now, limit }: { window: Interval; now: EpochMs; limit: number },
) {
  const rows = await db.execute<{ id: string; title: string }>(sql`
    select id, title from (${unansweredRequests(now)}) u
    where from_id = ${fromId} and to_id = ${toId} and at >= ${instant(window.start)}
    order by at desc, id limit ${limit}`);
  return [...rows];
}

/** For each system: how many of one team want to learn it who cannot do it, while somebody of the other can. */
export async function learnersBetween(db: Db, { fromId, toId }: PairRef) {
  const rows = await db.execute<{ teamId: string; name: string; slug: string; personIds: string[] }>(sql`
    select l.team_id as "teamId", s.name, s.slug, array_agg(l.id::text) as "personIds"
    from familiarities f
    join people l on l.id = f.person_id and l.deactivated_at is null
    join systems s on s.id = f.system_id
    where f.wants_to_learn and f.level not in ('can_do', 'can_teach')
      and l.team_id in (${fromId}::uuid, ${toId}::uuid)
      and exists (select from familiarities g join people t on t.id = g.person_id
        where g.system_id = f.system_id and g.level in ('can_do', 'can_teach') and t.deactivated_at is null
          and t.team_id in (${fromId}::uuid, ${toId}::uuid) and t.team_id <> l.team_id)
    group by l.team_id, s.id order by count(*) desc, lower(s.name)`);
  return [...rows];
}
