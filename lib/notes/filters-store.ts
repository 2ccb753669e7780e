import { type SQL, sql } from "drizzle-orm";
import type { Db } from "../context";
import { texts, uuids } from "../sql-store";
import type { EpochMs } from "../time/instant";
import type { Query } from "./read-query";
import type { FilterKind } from "./schema";
import { satThere } from "./sql-store";

export type Filters = {
  readonly slugs: readonly string[];
  readonly teamIds: readonly string[];
  readonly personIds: readonly string[];
  readonly afterAt: EpochMs | null;
};

export const filtered = ({ slugs, teamIds, personIds, afterAt }: Filters): SQL =>
  sql.join(
    [
      ...slugs.map(
        (slug) => sql` and exists (select from request_systems rs join systems s on s.id = rs.system_id
          where rs.request_id = ss.request_id and s.slug = ${slug})`,
      ),
      ...teamIds.map(
        (id) => sql` and exists (select from seats st where st.session_id = ss.id and st.team_id = ${id}
          and ${satThere})`,
      ),
      ...personIds.map(
        (id) => sql` and exists (select from seats st where st.session_id = ss.id and st.person_id = ${id}
          and ${satThere})`,
      ),
      ...(afterAt === null ? [] : [sql` and ss.start_at >= ${new Date(afterAt).toISOString()}::timestamptz`]),
    ],
    sql``,
  );

/** Slugs and ids for what a person wrote after `system:`, `team:` and `with:`; null where nothing is called that. */
export async function namesToFilters(db: Db, query: Pick<Query, "system" | "team" | "with">) {
  const find = async (names: readonly string[], from: SQL) => {
    if (names.length === 0) return [];
    const rows = await db.execute<{ name: string; value: string | null }>(sql`
      select asked.name, (${from}) as value from unnest(${texts(names)}) as asked(name)`);
    return [...rows];
  };
  // The whole name before its beginning before a word of it: `with:sam` finds Sam Okafor, not Rosamund.
  const closest = (name: SQL) => sql`
    order by lower(${name}) <> lower(asked.name), not starts_with(lower(${name}), lower(asked.name)), lower(${name}) limit 1`;
  const begins = (name: SQL) =>
    sql`strpos(' ' || unaccent(lower(${name})), ' ' || unaccent(lower(asked.name))) > 0`;
  const [system, team, people] = await Promise.all([
    find(
      query.system,
      sql`select s.slug from systems s where s.slug = lower(asked.name) or ${begins(sql`s.name`)} ${closest(sql`s.name`)}`,
    ),
    find(
      query.team,
      sql`select t.id::text from teams t where ${begins(sql`t.name`)} ${closest(sql`t.name`)}`,
    ),
    find(
      query.with,
      sql`select p.id::text from people p where ${begins(sql`p.name`)} ${closest(sql`p.name`)}`,
    ),
  ]);
  return { system, team, with: people };
}

/** What these filters are called; those that are not there are left out. */
export async function namesOf(db: Db, { slugs, teamIds, personIds }: Omit<Filters, "afterAt">) {
  if (slugs.length + teamIds.length + personIds.length === 0) return [];
  const rows = await db.execute<{ kind: FilterKind; value: string; name: string }>(sql`
    select 'system' as kind, slug as value, name from systems where slug = any(${texts(slugs)})
    union all select 'team', id::text, name from teams where id = any(${uuids(teamIds)})
    union all select 'with', id::text, name from people where id = any(${uuids(personIds)})
    order by kind, name`);
  return [...rows];
}
