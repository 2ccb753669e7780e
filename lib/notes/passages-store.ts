import { type SQL, sql } from "drizzle-orm";
import type { Db } from "../context";
import { HIT_END, HIT_START, type MarkedPassage } from "./passages";
import { uuids } from "./sql-store";

const HEADLINE = `StartSel=${HIT_START}, StopSel=${HIT_END}, MaxWords=42, MinWords=24, ShortWord=2`;

type PassageRow = MarkedPassage & { readonly id: string; readonly rank: number };

const bare = (headline: SQL): SQL => sql`translate(${headline}, ${HIT_START + HIT_END}, '')`;

/** The parts of these notes in which any of the words stands, highlighted, best first; marked by `HIT_START`, `HIT_END`. */
export async function passagesOf(db: Db, ids: readonly string[], hits: SQL): Promise<PassageRow[]> {
  if (ids.length === 0) return [];
  return db.execute<PassageRow>(sql`
    with q as (select ${hits} as query), part as (
      select f.*, to_tsvector('deskside', f.text) as words from (${PARTS(ids)}) f)
    select part.id, part.part, part.by, ts_rank(part.words, q.query) as rank, shown.text,
      not starts_with(part.text, ${bare(sql`shown.text`)}) as "isCutBefore",
      right(part.text, length(${bare(sql`shown.text`)})) <> ${bare(sql`shown.text`)} as "isCutAfter"
    from part cross join q
      cross join lateral (select ts_headline('deskside', part.text, q.query, ${HEADLINE}) as text) shown
    where part.words @@ q.query
    order by part.id, rank desc, part.place, part.position`);
}

const PARTS = (ids: readonly string[]): SQL => sql`
  select session_id as id, 'problem' as part, 0 as place, 0 as position, null as by, problem as text
    from notes where session_id = any(${uuids(ids)})
  union all select session_id, 'process', 2, 0, null, process from notes where session_id = any(${uuids(ids)})
  union all select session_id, 'solution', 1, 0, null, solution from notes where session_id = any(${uuids(ids)})
  union all select session_id, 'questions', 3, position, null, question || E'\n' || answer
    from questions where session_id = any(${uuids(ids)})
  union all select l.session_id, 'learnings', 4, 0, coalesce(p.name, 'Somebody'), l.text
    from learnings l left join people p on p.id = l.person_id where l.session_id = any(${uuids(ids)})`;

/** How these notes begin: for lists without words to highlight. */
export async function beginningsOf(db: Db, ids: readonly string[]): Promise<PassageRow[]> {
  if (ids.length === 0) return [];
  return db.execute<PassageRow>(sql`
    select distinct on (f.id) f.id, f.part, f.by, left(f.text, 300) as text, 0 as rank,
      false as "isCutBefore", length(f.text) > 300 as "isCutAfter"
    from (${PARTS(ids)}) f where f.text <> '' order by f.id, f.place, f.position`);
}
