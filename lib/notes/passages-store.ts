import { type SQL, sql } from "drizzle-orm";
import type { Db } from "../context";
import { uuids } from "../sql-store";
import { HIT_END, HIT_START, type MarkedPassage } from "./passages";

const HEADLINE = `StartSel=${HIT_START}, StopSel=${HIT_END}, MaxWords=42, MinWords=24, ShortWord=2`;

type PassageRow = MarkedPassage & { readonly id: string; readonly rank: number };

const bare = (headline: SQL): SQL => sql`translate(${headline}, ${HIT_START + HIT_END}, '')`;

/**
 * The parts of these notes in which any of the words stands, highlighted, best first, at most `most` of each note; marked
 * by `HIT_START`, `HIT_END`. `offset 0` keeps a text from being read again for each use of what is made of it.
 */
export async function passagesOf(
  db: Db,
  ids: readonly string[],
  hits: SQL,
  most: number,
): Promise<PassageRow[]> {
  if (ids.length === 0) return [];
  return db.execute<PassageRow>(sql`
    with q as materialized (select ${hits} as query), part as (
      select f.*, to_tsvector('deskside', f.text) as words from (${PARTS(ids)}) f where f.text <> '' offset 0),
    best as (
      select ranked.*, row_number() over (partition by id order by rank desc, place, position) as nth
      from (select part.*, ts_rank(part.words, q.query) as rank, q.query from part cross join q
        where part.words @@ q.query) ranked)
    select best.id, best.part, best.by, best.rank, shown.text,
      not starts_with(best.text, shown.bare) as "isCutBefore",
      right(best.text, length(shown.bare)) <> shown.bare as "isCutAfter"
    from best cross join lateral (
      select marked.text, ${bare(sql`marked.text`)} as bare
      from (select ts_headline('deskside', best.text, best.query, ${HEADLINE}) as text offset 0) marked offset 0) shown
    where best.nth <= ${most}
    order by best.id, best.nth`);
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
