import { type SQL, sql } from "drizzle-orm";

export const uuids = (ids: readonly string[]): SQL => sql`${`{${ids.join(",")}}`}::uuid[]`;
export const texts = (values: readonly string[]): SQL =>
  sql`array[${sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )}]::text[]`;

/** Whose seat it was: neither declined nor given to somebody else. Where nobody sat together, all seats are free. */
export const isTheirs = (seat: SQL, state: SQL): SQL =>
  sql`(${seat}.active or (${seat}.answer <> 'declined' and ${state} in ('cancelled', 'not_held')))`;

export const satThere = isTheirs(sql`st`, sql`ss.state`);

/** What the person may see: private sessions only from a seat of their own. */
export const visibleTo = (personId: string): SQL => sql`(not ss.is_private or exists (
  select from seats own where own.session_id = ss.id and own.person_id = ${personId}
    and ${isTheirs(sql`own`, sql`ss.state`)}))`;

/** Columns of a note in a list; `ss` and `r` are its session and request. */
export const summary = sql`
  ss.id, r.title, (select out_of_date_reason from notes marked where marked.session_id = ss.id) as "outOfDate",
  (extract(epoch from ss.start_at) * 1000)::float8 as at,
  (select coalesce(json_agg(json_build_object('id', p.id, 'name', coalesce(p.name, 'Somebody who left'),
      'discipline', coalesce(t.discipline, ''))
      order by case st.role when 'requester' then 0 when 'partner' then 1 else 2 end, p.name), '[]')
    from seats st left join people p on p.id = st.person_id left join teams t on t.id = st.team_id
    where st.session_id = ss.id and ${satThere}) as people,
  (select coalesce(json_agg(a.name order by a.first), '[]') from (
    select t.name, min(case st.role when 'requester' then 0 when 'partner' then 1 else 2 end) as first
    from seats st join teams t on t.id = st.team_id
    where st.session_id = ss.id and ${satThere} group by t.name) a) as teams`;
