import { sql } from "drizzle-orm";
import type { Db } from "../context";
import type { Level } from "../people/schema";
import { uuids } from "../sql-store";
import type { EpochMs } from "../time/instant";

/** Who works in these teams, by name. */
export async function peopleOfTeams(db: Db, teamIds: readonly string[]) {
  const rows = await db.execute<{ id: string; name: string; teamId: string }>(sql`
    select id, name, team_id as "teamId" from people
    where deactivated_at is null and team_id = any(${uuids(teamIds)}) order by lower(name), id`);
  return [...rows];
}

/** What these people said they can do, or want to learn. */
export async function cellsOf(db: Db, personIds: readonly string[]) {
  const rows = await db.execute<{
    personId: string;
    systemId: string;
    level: Level;
    wantsToLearn: boolean;
  }>(sql`
    select person_id as "personId", system_id as "systemId", level, wants_to_learn as "wantsToLearn"
    from familiarities where person_id = any(${uuids(personIds)}) and (level <> 'new' or wants_to_learn)`);
  return [...rows];
}

/** Every system, by name, with how many of all who work here can do it, and the name of one of them. */
export async function systemsWithAble(db: Db) {
  const rows = await db.execute<{
    id: string;
    name: string;
    slug: string;
    able: number;
    one: string | null;
  }>(sql`
    select s.id, s.name, s.slug, coalesce(f.able, 0) as able, f.one
    from systems s left join (
      select f.system_id, count(*)::int as able, min(p.name) as one
      from familiarities f join people p on p.id = f.person_id
      where p.deactivated_at is null and f.level in ('can_do', 'can_teach') group by f.system_id) f
      on f.system_id = s.id
    order by lower(s.name)`);
  return [...rows];
}

/** Since when anything is known of what people could do; null where nothing is. */
export async function historySince(db: Db): Promise<EpochMs | null> {
  const [row] = await db.execute<{ at: number | null }>(
    sql`select (extract(epoch from min(at)) * 1000)::float8 as at from familiarity_changes`,
  );
  return row?.at ?? null;
}

/**
 * How many could do each system just before each of `instants`; people who have left since count for as long as they
 * were here. Systems that nobody could do are left out.
 */
export async function ableAt(db: Db, instants: readonly EpochMs[], systemId?: string) {
  if (instants.length === 0) return [];
  const moments = sql.join(
    instants.map((at, place) => sql`(${place}::int, ${new Date(at).toISOString()}::timestamptz)`),
    sql`, `,
  );
  const rows = await db.execute<{ systemId: string; place: number; able: number }>(sql`
    with spans as (
      select person_id, system_id, level, at,
        lead(at) over (partition by system_id, person_id order by at, id) as until
      from familiarity_changes ${systemId ? sql`where system_id = ${systemId}` : sql``})
    select s.system_id as "systemId", m.place, count(*)::int as able
    from spans s
    join (values ${moments}) as m (place, moment) on s.at < m.moment and (s.until is null or s.until >= m.moment)
    join people p on p.id = s.person_id and (p.deactivated_at is null or p.deactivated_at >= m.moment)
    where s.level in ('can_do', 'can_teach')
    group by s.system_id, m.place`);
  return [...rows];
}
