import { sql } from "drizzle-orm";
import { isTheirs } from "../visible-store";

export const satThere = isTheirs(sql`st`, sql`ss.state`);

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
