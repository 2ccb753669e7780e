import { randomUUID } from "node:crypto";
import type postgres from "postgres";
import { expect, test } from "vitest";
import { deleteMyData, deletePerson, deletePersonsData } from "@/lib/notes/delete-person";
import { exportMyData } from "@/lib/notes/export-my-data";
import { EXPORTED } from "@/lib/notes/person-data-store";
import { listPeople } from "@/lib/people/list-directory";
import { reactivatePerson } from "@/lib/people/run-company";
import { SOMEBODY_WHO_LEFT } from "@/lib/people/somebody-who-left";
import { bookSession } from "@/lib/sessions/book-session";
import { getSession } from "@/lib/sessions/get-session";
import { DAY_MS, HOUR_MS } from "@/lib/time/instant";
import { aPerson, aRequest, aSystem, contextOf, jobContextOn } from "@/tests/support/company";
import { testDatabase } from "@/tests/support/database";
import { refusal, START, stage } from "../sessions/stage";
import { aSession, company } from "./written";

/** Every column that names a person by foreign key, and what becomes of it: the row goes, or the name. */
const NAMED: Record<string, "row" | "name" | "moved"> = {
  "accounts.person_id": "row",
  "avoidances.avoided_id": "row",
  "avoidances.person_id": "row",
  "busy.person_id": "row",
  "calendar_channels.person_id": "row",
  "calendar_connections.person_id": "row",
  "date_overrides.person_id": "row",
  "declines.person_id": "row",
  "familiarities.person_id": "row",
  "familiarity_changes.person_id": "row",
  "idempotency_keys.person_id": "row",
  "learnings.person_id": "name",
  "note_versions.person_id": "name",
  "note_writers.person_id": "row",
  "notes.out_of_date_by": "name",
  "notes.updated_by": "name",
  "notices.person_id": "row",
  "request_needs.person_id": "name",
  "requests.requester_id": "moved",
  "seats.person_id": "name",
  "session_changes.actor_id": "name",
  "sign_ins.person_id": "row",
  "working_hours.person_id": "row",
};

/** Columns that may hold a person's id, name or address without a foreign key, and why that is all right. */
const LOOSE: Record<string, string> = {
  "allowances.subject": "deleted",
  "audit_entries.actor_id": "kept: the log is not emptied by whom it is about, and the id leads nowhere",
  "audit_entries.subject_id": "kept: as above",
  "idempotency_keys.result": "names of others whose calendar was not asked: 7 days",
  "learnings.text": "kept: what people typed is not rewritten",
  "note_versions.parts": "kept: as above",
  "note_versions.reason": "kept: as above",
  "notes.out_of_date_reason": "kept: as above",
  "notes.problem": "kept: as above",
  "notes.process": "kept: as above",
  "notes.solution": "kept: as above",
  "note_terms.term": "follows the texts",
  "term_frequencies.term": "follows the texts",
  "notices.text": "what others were told: 90 days after they read it",
  "questions.answer": "kept: what people typed is not rewritten",
  "questions.question": "kept: as above",
  "requests.body": "kept where a session came of it",
  "requests.bring": "kept: as above",
  "requests.title": "kept: as above",
  "requests.understand": "kept: as above",
  "seats.hopes_to_learn": "emptied",
  "session_changes.detail": "ids and names are replaced",
  "sessions.cancel_reason": "the sentence of a leaver is replaced; others are what people typed",
  "sessions.event_seen": "their address is taken out",
};

/** Columns of text, JSON, bytes or ids in which no person can be, or that go with a row of `NAMED`. */
const NOBODY_IN: Record<string, string> = {
  accounts: "provider provider_account_id",
  allowances: "kind",
  audit_entries: "action network subject_kind",
  busy: "failure packed",
  calendar_channels: "calendar_id id resource_id token_hash",
  calendar_connections: "busy_calendar_ids email failure refresh_token_sealed scopes state",
  date_overrides: "hours reason",
  declines: "request_id",
  familiarities: "confirmed_in_session_id level system_id",
  familiarity_changes: "level system_id",
  idempotency_keys: "fingerprint key",
  learnings: "id session_id",
  note_terms: "session_id",
  note_versions: "id kind session_id",
  note_writers: "part session_id",
  notes: "part_versions session_id",
  notices: "href id kind",
  people: "email id image mail_off name team_id zone",
  questions: "id session_id",
  request_need_teams: "need_id team_id",
  request_needs: "id request_id",
  request_systems: "request_id system_id",
  requests: "id place state team_id",
  search_statistics: "reweighed_to",
  seats: "answer id need_id role session_id team_id",
  session_changes: "id kind session_id",
  sessions:
    "agreed_wall_time conflict event_failure event_state google_etag google_event_id id meet_url place request_id state zone",
  sign_ins: "token",
  systems: "description id name slug team_id",
  teams: "discipline id name",
  working_hours: "from to",
};

test("every column that can hold a person has a rule", async () => {
  const { sql } = await testDatabase();
  const keys = await sql`
    select conrelid::regclass::text || '.' || a.attname as name, confdeltype as on_delete
    from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any(k.conkey)
    where confrelid = 'people'::regclass and contype = 'f'`;
  expect(keys.map(({ name }) => name).sort()).toEqual(Object.keys(NAMED).sort());
  for (const { name, on_delete } of keys)
    expect([name, on_delete]).toEqual([name, NAMED[name] === "name" ? "n" : "c"]);

  const columns = await sql`
    select table_name || '.' || column_name as name from information_schema.columns
    where table_schema = 'public' and data_type in ('text', 'jsonb', 'json', 'uuid', 'bytea', 'ARRAY', 'character varying')`;
  const nobody = Object.entries(NOBODY_IN).flatMap(([table, list]) =>
    list.split(" ").map((column) => `${table}.${column}`),
  );
  const known = [...Object.keys(NAMED), ...Object.keys(LOOSE), ...nobody];
  expect(columns.map(({ name }) => name).sort()).toEqual(known.sort());
});

const EVENT = JSON.stringify({
  ...{ start: 1, end: 2 },
  answers: { "ana@northlight.example": "accepted", "bo@northlight.example": "accepted" },
});

/** Ana with at least one row in every column of `NAMED`: a session that was held, one ahead, one private and hers alone. */
async function full() {
  const on = await stage();
  const { db, sql, ana, bo, cleo, request, booking, another } = on;
  await sql`update people set name = 'Ana Quetzal' where id = ${ana}`;
  const system = await aSystem(db, "Cassandra");
  const { id: held } = await bookSession(await on.context(ana), booking());
  await sql`update sessions set start_at = now() - interval '2 days', end_at = now() - interval '47 hours',
    state = 'held', event_seen = ${EVENT}::text::jsonb
    where id = ${held}`;
  await sql`update requests set state = 'done' where id = ${request.id}`;
  await sql`update seats set hopes_to_learn = 'hers' where person_id = ${ana}`;
  const { id: theirs } = await bookSession(await on.context(bo), {
    ...booking({ requestId: (await aRequest(db, bo)).id, partnerIds: [ana], start: START + 3 * HOUR_MS }),
  });
  await on.work("send-invite", theirs);
  const { id: ahead } = await bookSession(
    await on.context(ana),
    booking({ requestId: (await another()).id, start: START + DAY_MS }),
  );
  await on.work("send-invite", ahead);
  await another(ana, "Nobody ever came to this");
  const { id: alone } = await bookSession(
    await on.context(ana),
    booking({ requestId: (await another()).id, start: START + 2 * DAY_MS }),
  );
  await sql`update sessions set is_private = true, start_at = now() - interval '5 days', end_at = now() - interval '119 hours',
    state = 'held' where id = ${alone}`;
  await sql`update seats set person_id = null where session_id = ${alone} and person_id = ${bo}`;
  for (const id of [held, alone]) {
    await sql`insert into notes (session_id, process, updated_by, out_of_date_at, out_of_date_by, out_of_date_reason)
      values (${id}, 'shared words', ${ana}, now(), ${ana}, 'old')`;
    await sql`insert into learnings (session_id, person_id, text) values (${id}, ${ana}, 'what she learned')`;
    await sql`insert into questions (session_id, position, question) values (${id}, 1, 'why?')`;
    await sql`insert into note_versions (session_id, person_id, kind) values (${id}, ${ana}, 'written')`;
    await sql`insert into note_writers (session_id, person_id, part) values (${id}, ${ana}, 'problem')`;
  }
  await sql`insert into accounts values (${ana}, 'google', '1')`;
  await sql`insert into avoidances values (${ana}, ${cleo}), (${cleo}, ${ana})`;
  await sql`insert into busy (person_id, from_at, to_at, packed, tried_at) values (${ana}, now(), now(), '', now())
    on conflict do nothing`;
  await sql`insert into calendar_channels (id, person_id, calendar_id, token_hash, expires_at)
    values (${randomUUID()}, ${ana}, 'c', '', now() + interval '1 day')`;
  await sql`insert into date_overrides (person_id, date) values (${ana}, current_date)`;
  await sql`insert into declines (request_id, person_id) values (${(await aRequest(db, cleo)).id}, ${ana})`;
  await sql`insert into familiarities (person_id, system_id, level) values (${ana}, ${system}, 'can_do')`;
  await sql`insert into sign_ins values ('t', ${ana}, now() + interval '1 day')`;
  await sql`insert into notices (person_id, kind, text, href) values (${ana}, 'booked', 'x', '/')`;
  await sql`update request_needs set person_id = ${ana} where request_id = ${(await aRequest(db, cleo)).id}`;
  await sql`insert into allowances values (${ana}, 'search', now() + interval '1 second')`;
  return { ...on, held, ahead, alone, theirs };
}

test("a copy has a row of each kind, all of their own, and none of our secrets", async () => {
  const on = await full();
  const { json, name } = await exportMyData(await on.context(on.ana));
  expect(name).toMatch(/^deskside-my-data-\d{4}-\d\d-\d\d\.json$/);
  const { exported_at: _, ...parts } = JSON.parse(json) as Record<string, unknown[]> & {
    exported_at: string;
  };
  expect(Object.keys(parts)).toEqual(Object.keys(EXPORTED));
  for (const [part, rows] of Object.entries(parts)) expect([part, rows.length > 0]).toEqual([part, true]);
  const tables = new Set(Object.values(EXPORTED).map(({ from }) => from));
  expect(Object.keys(NAMED).filter((column) => !tables.has(column.split(".")[0] ?? ""))).toEqual([]);
  expect(json).not.toMatch(/refresh_token|token_hash|"token"/);
  expect(parts.avoidances).toEqual([{ person_id: on.ana, avoided_id: on.cleo }]);
  // Who avoids her is theirs, and what others answered too.
  expect(json).not.toContain("bo@northlight.example");
});

/** Where an id, an address or a name still stands, in every table of ours and of the queue. */
async function traces(sql: postgres.Sql, words: readonly string[]): Promise<string[]> {
  const tables = await sql`select table_schema as schema, table_name as name from information_schema.tables
    where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE'`;
  const found: string[] = [];
  for (const { schema, name } of tables)
    for (const word of words) {
      const [row] = await sql`select 1 from ${sql(schema)}.${sql(name)} t
        where strpos(lower(t::text), lower(${word})) > 0 limit 1`;
      if (row) found.push(`${name}: ${word}`);
    }
  return [...new Set(found)].sort();
}

test("afterwards nothing tells of them but what is kept for a reason; what they wrote with others stays", async () => {
  const on = await full();
  const { sql, ana, bo, held, ahead, alone, theirs, jobs } = on;
  const words = [ana, "ana@northlight.example", "Ana Quetzal"];
  expect((await traces(sql, words)).length).toBeGreaterThan(20);

  await deleteMyData(await on.context(ana), { isSure: true });
  expect(await sql`select 1 from sign_ins`).toHaveLength(0);
  await deletePersonsData(jobs(), { personId: ana });
  await deletePersonsData(jobs(), { personId: ana });

  expect(await traces(sql, words)).toEqual([
    `audit_entries: ${ana}`,
    // Others were told by name; 90 days after they read it, that goes.
    "notices: Ana Quetzal",
  ]);
  expect(await sql`select 1 from sessions where id in (${ahead}, ${alone})`).toHaveLength(0);
  expect(await sql`select title from requests where requester_id = ${SOMEBODY_WHO_LEFT.id}`).toEqual([
    { title: "Split the billing keyspace" },
  ]);
  expect(await sql`select process, updated_by from notes`).toEqual([
    { process: "shared words", updated_by: null },
  ]);
  expect(await sql`select text, person_id from learnings`).toEqual([
    { text: "what she learned", person_id: null },
  ]);
  const seen = await getSession(await on.context(bo), { id: held });
  expect(seen.seats.map(({ role, person }) => [role, person?.name ?? null])).toEqual([
    ["requester", null],
    ["partner", "Bo"],
  ]);
  expect((await getSession(await on.context(bo), { id: theirs })).state).toBe("needs_partner");
  expect(await sql`select event_seen->'answers' as answers from sessions where id = ${held}`).toEqual([
    { answers: { "bo@northlight.example": "accepted" } },
  ]);
});

test("an admin deletes whom they deactivated; who works here, the only admin and nobody in particular stay", async () => {
  const { db, sql } = await testDatabase();
  const [marta, bo] = [await aPerson(db, "Marta", { isAdmin: true }), await aPerson(db, "Bo")];
  const [asAdmin, asBo] = [await contextOf(db, marta), await contextOf(db, bo)];
  expect((await refusal(deletePerson(asBo, { personId: marta }))).code).toBe("forbidden");
  expect((await refusal(deletePerson(asAdmin, { personId: bo }))).code).toBe("not_possible");
  expect((await refusal(deletePerson(asAdmin, { personId: randomUUID() }))).code).toBe("not_found");
  expect((await refusal(deleteMyData(asAdmin, { isSure: true }))).code).toBe("not_possible");
  expect((await refusal(deleteMyData(asBo, {}))).code).toBe("invalid");
  await deletePersonsData(jobContextOn(db), { personId: bo });
  expect(await sql`select 1 from people where id = ${bo}`).toHaveLength(1);
  await sql`update people set deactivated_at = now() where id = ${bo}`;
  await deletePerson(asAdmin, { personId: bo });
  await deletePersonsData(jobContextOn(db), { personId: bo });
  expect(await sql`select name from people where is_admin is false`).toEqual([{ name: "Somebody who left" }]);

  const nobody = { personId: SOMEBODY_WHO_LEFT.id };
  expect((await refusal(deletePerson(asAdmin, nobody))).code).toBe("not_found");
  expect((await refusal(reactivatePerson(asAdmin, nobody))).code).toBe("not_found");
  expect((await listPeople(asAdmin, {})).people.map(({ name }) => name)).toEqual(["Marta"]);
});

test("whoever declined, or gave their seat to somebody else, takes nothing of the session along and does not keep it", async () => {
  const at = await company();
  const held = {
    isPrivate: true,
    note: { problem: "A secret.", questions: [{ question: "Why?", answer: "So." }] },
  };
  await aSession(at, { ...held, swapped: true });
  await aSession(at, { ...held, answer: "declined" });
  const kept = await aSession(at, held);
  const { json } = await exportMyData(await at.as(at.bo));
  const { sessions, notes, questions } = JSON.parse(json) as Record<string, Record<string, unknown>[]>;
  expect(sessions?.map(({ id }) => id)).toEqual([kept]);
  for (const rows of [notes, questions]) expect(rows?.map((row) => row.session_id)).toEqual([kept]);

  await at.sql`update people set deactivated_at = now() where id = ${at.ana}`;
  await deletePersonsData(jobContextOn(at.db), { personId: at.ana });
  expect(await at.sql`select id from sessions`).toEqual([{ id: kept }]);
});
