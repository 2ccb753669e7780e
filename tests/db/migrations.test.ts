import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import { expect, onTestFinished, test } from "vitest";
import { isMigrated, migrate } from "@/db/client";
import { getSystem } from "@/lib/knowledge/get-system";
import { findNotes } from "@/lib/notes/find-notes";
import { getNote } from "@/lib/notes/get-note";
import { getNoteHistory } from "@/lib/notes/get-note-history";
import { saveNote } from "@/lib/notes/save-note";
import { contextOf } from "@/tests/support/company";
import { emptyDatabase } from "@/tests/support/database";

const FOLDER = path.join(process.cwd(), "db", "migrations");
const JOURNAL = path.join("meta", "_journal.json");

/** A database as the version before left it, which knew this migration and none after it. */
async function databaseUpTo(last: string) {
  const database = await emptyDatabase();
  const folder = mkdtempSync(path.join(os.tmpdir(), "deskside-migrations-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(FOLDER, folder, { recursive: true });
  const journal = JSON.parse(readFileSync(path.join(FOLDER, JOURNAL), "utf8"));
  const known = journal.entries.findIndex(({ tag }: { tag: string }) => tag === last) + 1;
  const entries = journal.entries.slice(0, known);
  writeFileSync(path.join(folder, JOURNAL), JSON.stringify({ ...journal, entries }));
  await applyMigrations(database.db as Parameters<typeof applyMigrations>[0], { migrationsFolder: folder });
  return database;
}

type Row = { id: string };
type Pair = [Row, Row];
type Filled = Awaited<ReturnType<typeof databaseUpTo>>;

/** A company of 0.2: three people, two systems, forty sessions with notes, some private, one that nobody wrote. */
async function fill({ sql }: Filled) {
  const [backend, ops] = await sql<Pair>`insert into teams (name, discipline)
    values ('Backend', 'dev'), ('Platform ops', 'ops') returning id`;
  const [ana, bo, cleo] = await sql<
    [...Pair, Row]
  >`insert into people (name, email, zone, team_id, mail_off) values
    ('Ana Ribeiro', 'ana@northlight.example', 'Europe/Lisbon', ${backend.id}, '{reminder}'),
    ('Bo Larsen', 'bo@northlight.example', 'Europe/Berlin', ${ops.id}, '{}'),
    ('Cleo Martin', 'cleo@northlight.example', 'Europe/Paris', null, '{}') returning id`;
  const [cassandra, billing] = await sql<Pair>`insert into systems (name, slug)
    values ('Cassandra', 'cassandra'), ('billing API', 'billing-api') returning id`;
  await sql`insert into familiarities (person_id, system_id, level, wants_to_learn, confirmed_at) values
    (${ana.id}, ${cassandra.id}, 'new', true, '2026-03-01T09:00Z'),
    (${ana.id}, ${billing.id}, 'can_do', false, '2026-02-01T09:00Z'),
    (${bo.id}, ${cassandra.id}, 'can_teach', false, '2026-01-01T09:00Z')`;
  const sessions = await sql<{ id: string; n: number; isPrivate: boolean }[]>`
    with r as (insert into requests (requester_id, title, length_min, needed_by_at, state)
      select ${ana.id}::uuid, 'Repair number ' || n, 50, '2026-01-01T10:00Z'::timestamptz + n * interval '1 day', 'done'
      from generate_series(1, 40) n returning id, needed_by_at, split_part(title, ' ', 3)::int as n),
    s as (insert into sessions (request_id, state, start_at, end_at, zone, agreed_wall_time, place, is_private, event_state)
      select id, 'held', needed_by_at, needed_by_at + interval '50 minutes', 'Europe/Lisbon', '2026-01-01T10:00',
        'video', n % 10 = 0, 'none' from r returning id, request_id, start_at, end_at, is_private)
    select s.id, r.n, s.is_private as "isPrivate" from s join r on r.id = s.request_id order by r.n`;
  await sql`insert into request_systems (request_id, system_id)
    select request_id, ${cassandra.id}::uuid from sessions`;
  await sql`insert into seats (session_id, person_id, role, team_id, answer, start_at, end_at)
    select s.id, p.id, p.role, p.team_id, 'accepted', s.start_at, s.end_at from sessions s cross join (values
      (${ana.id}::uuid, 'requester', ${backend.id}::uuid), (${bo.id}::uuid, 'partner', ${ops.id}::uuid)) p(id, role, team_id)`;
  const [unwritten, ...written] = sessions as unknown as [Row, ...{ id: string; n: number }[]];
  for (const { id, n } of written)
    await sql`insert into notes (session_id, problem, process, solution, version, updated_by)
      values (${id}, ${`Compaction stalls reads, number ${n}.`}, ${"We watched it. ".repeat(n)}, ${n === 20 ? "The zyxology." : ""}, 3, ${bo.id})`;
  await sql`insert into notes (session_id) values (${unwritten.id})`;
  await sql`insert into questions (session_id, position, question, answer)
    select session_id, p, 'Why ' || p || '?', 'Because.' from notes cross join generate_series(0, 1) p where problem <> ''`;
  await sql`insert into learnings (session_id, person_id, text)
    select session_id, ${ana.id}::uuid, 'Repairs are incremental.' from notes where problem <> ''`;
  await sql`update notes set search = note_search(session_id) where problem <> ''`;
  const at = (n: number) => sessions[n - 1]?.id as string;
  return { ana: ana.id, bo: bo.id, cleo: cleo.id, cassandra: cassandra.id, billing: billing.id, at };
}

const contents = ({ sql }: Filled) => sql`
  select n.session_id, n.problem, n.process, n.solution, n.version, n.updated_by, n.updated_at, n.search,
    (select json_agg(json_build_array(q.question, q.answer) order by q.position) from questions q where q.session_id = n.session_id) as asked,
    (select json_agg(json_build_array(l.id, l.person_id, l.text)) from learnings l where l.session_id = n.session_id) as learned
  from notes n order by n.session_id`;

test("a company of 0.2 keeps all it has: its notes are found, written on and have a history, and what people can do has one too", async () => {
  const old = await databaseUpTo("0004_groups");
  const { at, ...ids } = await fill(old);
  const before = await contents(old);
  await migrate(old.url);
  expect(await isMigrated(old.db)).toBe(true);
  expect(await contents(old)).toEqual(before);

  // Found as if each had been saved by this version.
  const terms = () => old.sql`select * from note_terms order by session_id, term`;
  const indexed = await terms();
  expect(indexed.length).toBeGreaterThan(39 * 5);
  await old.sql`select index_notes(array(select session_id from notes))`;
  expect(await terms()).toEqual(indexed);
  const [ana, cleo] = [await contextOf(old.db, ids.ana), await contextOf(old.db, ids.cleo)];
  expect(await findNotes(cleo, { q: "compaction" })).toMatchObject({ total: 35, matched: "all" });
  expect(await findNotes(cleo, { q: "compacton" })).toMatchObject({ corrected: [{ to: "compaction" }] });
  expect((await findNotes(ana, { q: "compaction" })).total).toBe(39);
  const secret = async (who: typeof ana) =>
    (await findNotes(who, { q: '"zyxology"' })).notes.map(({ id }) => id);
  expect([await secret(cleo), await secret(ana)]).toEqual([[], [at(20)]]);
  expect(await old.sql`select 1 from term_frequencies where term like 'zyx%'`).toHaveLength(0);

  // Written on from the version that was open when the server was replaced, without a conflict.
  const id = at(7);
  const note = await getNote(ana, { id });
  expect(note).toMatchObject({
    version: 3,
    outOfDate: null,
    changes: 0,
    learning: "Repairs are incremental.",
  });
  expect(note.questions.map(({ question }) => question)).toEqual(["Why 0?", "Why 1?"]);
  await saveNote(ana, { id, version: 3, solution: "A wombat.", learning: "They are quick." });
  const { changes } = await getNoteHistory(cleo, { id });
  expect(changes.map(({ by, parts }) => [by, parts.map(({ part }) => part)])).toEqual([
    ["Ana Ribeiro", ["solution", "learnings"]],
  ]);
  expect((await findNotes(cleo, { q: "wombat" })).notes.map((found) => found.id)).toEqual([id]);

  // What was said before there was a history of it; somebody who gets no reminders gets no weekly mail either.
  const levels =
    await old.sql`select person_id, system_id, level, (at at time zone 'UTC')::text as at from familiarity_changes order by at`;
  expect(levels).toEqual([
    { person_id: ids.bo, system_id: ids.cassandra, level: "can_teach", at: "2026-01-01 09:00:00" },
    { person_id: ids.ana, system_id: ids.billing, level: "can_do", at: "2026-02-01 09:00:00" },
  ]);
  expect(await getSystem(cleo, { slug: "cassandra" })).toHaveProperty("notesTotal", 35);
  const mail = await old.sql`select name, mail_off from people order by name`;
  expect(mail.map(({ mail_off }) => mail_off)).toEqual([["reminder", "week"], ["week"], ["week"]]);
});
