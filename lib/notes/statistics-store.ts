import { sql } from "drizzle-orm";
import type { Db } from "../context";
import type { EpochMs } from "../time/instant";

/** Before every id. */
const START = "00000000-0000-0000-0000-000000000000";

/** What was written before notes were counted and came through after it was not in the count. */
const LONGEST_CHANGE_S = 60;

type Changes = {
  readonly notes: number;
  readonly changed: number;
  /** Whether a session was made private or shown again since. */
  readonly isOtherwiseSeen: boolean;
  readonly countedAt: EpochMs;
};

/** How many notes were counted last, when, and what became of them since. */
export async function changesSince(db: Db): Promise<Changes> {
  const [row] = await db.execute<Changes>(sql`
    select s.notes, (extract(epoch from s.counted_at) * 1000)::float8 as "countedAt",
      exists (select from session_changes c where c.kind in ('made_private', 'made_visible')
        and c.at >= s.counted_at - make_interval(secs => ${LONGEST_CHANGE_S})) as "isOtherwiseSeen",
      (select count(*)::int from notes n where n.updated_at >= s.counted_at) as changed from search_statistics s`);
  if (!row) throw new Error("The search has no statistics.");
  return row;
}

/**
 * Counts notes and terms that everybody may read. Rows change in the order of their terms, and only those that differ.
 * @param drift The share by which the mean length has to differ before impacts are reckoned with it.
 */
export async function countAgain(tx: Db, drift: number): Promise<void> {
  await tx.execute(sql`select from search_statistics for update`);
  const [began] = await tx.execute<{ at: string }>(sql`select clock_timestamp()::text as at`);
  await tx.execute(sql`
    create temporary table counted on commit drop as
      select t.term, count(*)::int as notes from note_terms t join sessions ss on ss.id = t.session_id
      where not ss.is_private group by t.term`);
  await tx.execute(sql`
    delete from term_frequencies f where not exists (select from counted c where c.term = f.term)`);
  await tx.execute(sql`
    insert into term_frequencies as f (term, notes) select c.term, c.notes from counted c
      where not exists (select from term_frequencies same where same.term = c.term and same.notes = c.notes)
      order by c.term on conflict (term) do update set notes = excluded.notes`);
  await tx.execute(sql`
    update search_statistics s set notes = c.notes, counted_at = ${began?.at}::timestamptz,
      average_length = case when c.is_far then c.average else s.average_length end,
      reweighed_to = case when c.is_far then ${START}::uuid else s.reweighed_to end
    from (
      select found.*, abs(average / (select average_length from search_statistics) - 1) > ${drift} as is_far
      from (
        select count(*) filter (where not ss.is_private) as notes,
          -- Of nothing but stop words it would be 0, and nothing can be reckoned with that.
          coalesce(nullif(avg(n.search_length), 0), 100) as average
        from notes n join sessions ss on ss.id = n.session_id where n.search is not null) found) c`);
}

/**
 * Reckons the impacts of the next notes with the mean length that holds now, if any are still of another one. Holds the
 * rows of these notes, as whoever saves them does.
 * @returns Whether nothing is left to do.
 */
export async function reweighSome(tx: Db, most: number): Promise<boolean> {
  const [row] = await tx.execute<{ last: string | null; n: number }>(sql`
    with at as (select reweighed_to, average_length from search_statistics where reweighed_to is not null for update),
    batch as materialized (
      select n.session_id, n.search_length, at.average_length from at join notes n on n.session_id > at.reweighed_to
      order by n.session_id limit ${most} for update of n),
    weighed as (
      update note_terms t set impact = term_impact(t.frequency, b.search_length, b.average_length)
      from batch b where t.session_id = b.session_id
        and t.impact <> term_impact(t.frequency, b.search_length, b.average_length))
    update search_statistics s set reweighed_to = (select max(session_id::text)::uuid from batch)
    where s.reweighed_to is not null returning s.reweighed_to as last`);
  return !row?.last;
}
