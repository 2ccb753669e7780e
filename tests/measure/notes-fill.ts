import { once } from "node:events";
import type postgres from "postgres";
import { madeUpProse, type Prose } from "./made-up-prose";

const TEAMS = 40;
const PEOPLE = 1_000;
const SYSTEMS = 40;
/** One in so many sessions is private. */
export const PRIVATE = 20;

export const notesProse = (): Prose => madeUpProse(1);

/**
 * That many notes of as many sessions, half an hour apart back from `now`, of pairs from forty teams on one or two of
 * forty systems. The rows are those the app would write, in bulk: both halves of the notes at once, and indexes made anew
 * when the rows are there.
 */
export async function fillNotes(sql: postgres.Sql, count: number, now: number): Promise<Prose> {
  const prose = notesProse();
  const [one, other] = await Promise.all([sql.reserve(), sql.reserve()]);
  const inHalves = (statement: (half: string) => string) =>
    Promise.all([
      one.unsafe(statement(`n.session_id < '${MIDDLE}'`)),
      other.unsafe(statement(`n.session_id >= '${MIDDLE}'`)),
    ]);
  try {
    for (const each of [one, other])
      await each.unsafe(
        "set maintenance_work_mem = '512MB'; set work_mem = '128MB'; set session_replication_role = replica",
      );
    await one.unsafe(COMPANY);
    await one.unsafe(
      "create temporary table given (n int, title text, problem text, process text, solution text)",
    );
    const sink = await one`copy given from stdin`.writable();
    for (let n = 0; n < count; n++) {
      const { title, parts } = prose.note(n);
      if (!sink.write(`${[n, title, ...parts].join("\t")}\n`)) await once(sink, "drain");
    }
    sink.end();
    await once(sink, "finish");
    const restore = await withoutIndexes(
      one,
      ["seats", "note_terms"],
      ["notes_pairs", "notes_updated", "notes_written"],
    );
    await one.unsafe(sessionsOf(now));
    await one.unsafe("analyze");
    await inHalves(vectorsOf);
    await one.unsafe("update search_statistics set average_length = (select avg(search_length) from notes)");
    await inHalves(termsOf);
    await restore([one, other]);
    for (const each of [one, other]) await each.unsafe("reset session_replication_role");
    await one.unsafe("vacuum analyze");
  } finally {
    one.release();
    other.release();
  }
  return prose;
}

/** Half of all ids, which are random, are before it. */
const MIDDLE = "80000000-0000-4000-8000-000000000000";

const COMPANY = `
  create temporary table team_at as select n, gen_random_uuid() as id from generate_series(0, ${TEAMS - 1}) n;
  insert into teams (id, name, discipline) select id, 'Team ' || n, 'ops' from team_at;
  create temporary table person_at as select n, gen_random_uuid() as id from generate_series(0, ${PEOPLE - 1}) n;
  insert into people (id, name, email, zone, team_id)
    select p.id, 'Person ' || p.n, 'person.' || p.n || '@northlight.example', 'UTC', t.id
    from person_at p join team_at t on t.n = p.n % ${TEAMS};
  create temporary table system_at as select n, gen_random_uuid() as id from generate_series(0, ${SYSTEMS - 1}) n;
  insert into systems (id, name, slug) select id, 'System ' || n, 'system-' || n from system_at`;

const sessionsOf = (now: number) => `
  create temporary table session_at as
    select g.n, gen_random_uuid() as id, gen_random_uuid() as request_id, a.id as requester_id, b.id as partner_id,
      to_timestamp(${now} / 1000.0) - (g.n + 2) * interval '30 minutes' as at
    from given g join person_at a on a.n = g.n * 7 % ${PEOPLE} join person_at b on b.n = (g.n * 13 + 1) % ${PEOPLE};
  insert into requests (id, requester_id, title, length_min, needed_by_at, state)
    select s.request_id, s.requester_id, g.title, 25, s.at, 'done' from session_at s join given g using (n);
  insert into request_systems (request_id, system_id)
    select s.request_id, y.id from session_at s join system_at y on y.n = s.n % ${SYSTEMS}
    union select s.request_id, y.id from session_at s join system_at y on y.n = s.n / 3 % ${SYSTEMS} where s.n % 2 = 0;
  insert into sessions (id, request_id, state, start_at, end_at, zone, agreed_wall_time, place, event_state, is_private)
    select id, request_id, 'held', at, at + interval '25 minutes', 'UTC', '2026-01-01T10:00', 'video', 'none',
      n % ${PRIVATE} = 0 from session_at;
  insert into seats (session_id, person_id, role, team_id, answer, start_at, end_at)
    select s.id, p.id, case when p.id = s.requester_id then 'requester' else 'partner' end, p.team_id, 'accepted',
      s.at, s.at + interval '25 minutes'
    from session_at s join people p on p.id in (s.requester_id, s.partner_id);
  insert into notes (session_id, problem, process, solution, updated_at)
    select s.id, g.problem, g.process, g.solution, s.at from session_at s join given g using (n)`;

/** As `index_notes()` writes them one by one; a test compares them. */
const vectorsOf = (half: string) => `
  update notes n set (search, search_length) = (
    select w.search, (select coalesce(sum(c.frequency), 0) from note_term_counts(w.search) c)
    from (select note_search(n.session_id) as search offset 0) w)
  where ${half}`;
const termsOf = (half: string) => `
  insert into note_terms (session_id, term, frequency, impact)
    select n.session_id, c.term, c.frequency, term_impact(c.frequency, n.search_length, s.average_length)
    from search_statistics s cross join notes n cross join lateral note_term_counts(n.search) c where ${half}`;

/** Takes the indexes and constraints of tables, and other indexes, away. @returns What brings them back, two at once. */
async function withoutIndexes(sql: postgres.Sql, tables: string[], others: string[]) {
  const constraints = await sql<{ of: string; name: string; definition: string }[]>`
    select conrelid::regclass::text as of, conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
    where conrelid::regclass::text in ${sql(tables)} and contype <> 'n' order by contype <> 'f'`;
  for (const { of, name } of constraints) await sql.unsafe(`alter table ${of} drop constraint ${name}`);
  const indexes = await sql<{ name: string; definition: string }[]>`
    select indexname as name, indexdef as definition from pg_indexes
    where tablename in ${sql(tables)} or indexname in ${sql(others)}`;
  for (const { name } of indexes) await sql.unsafe(`drop index ${name}`);
  return async ([one, other]: readonly [postgres.Sql, postgres.Sql]) => {
    // A constraint wants the table for itself, and gets it when the indexes are there.
    await Promise.all(indexes.map(({ definition }, n) => (n % 2 ? one : other).unsafe(definition)));
    for (const { of, name, definition } of constraints.toReversed())
      await sql.unsafe(`alter table ${of} add constraint ${name} ${definition}`);
  };
}
