import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { purgeOld } from "@/lib/people/purge-old";
import { RETENTION } from "@/lib/people/retention-store";
import { aPerson, aRequest, jobContextOn } from "@/tests/support/company";
import { testDatabase } from "@/tests/support/database";

/** Every table, and whether its rows have a time of their own: a new one has to be said to be one or the other. */
const TIMED = [
  ...["allowances", "busy", "calendar_channels", "date_overrides", "idempotency_keys", "note_writers"],
  ...["notices", "sessions", "sign_ins"],
];
const BY_ITSELF = ["audit_entries"];
const WITH_WHAT_IT_BELONGS_TO = [
  ...["accounts", "avoidances", "calendar_connections", "declines", "familiarities", "familiarity_changes"],
  ...["learnings", "note_terms", "note_versions", "notes", "people", "questions", "request_need_teams"],
  ...["request_needs", "request_systems", "requests", "search_statistics", "seats", "session_changes"],
  ...["systems", "teams", "term_frequencies", "working_hours"],
];

test("every table is one whose rows have their time, or stays with what it belongs to", async () => {
  const { sql } = await testDatabase();
  const tables = await sql`select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'`;
  expect(tables.map(({ name }) => name).sort()).toEqual(
    [...TIMED, ...BY_ITSELF, ...WITH_WHAT_IT_BELONGS_TO].sort(),
  );
  expect([...new Set(RETENTION.map(({ table }) => table))].sort()).toEqual(TIMED);
});

test("what has had its time goes and what has not stays, a day's difference being enough", async () => {
  const { db, sql } = await testDatabase();
  const ana = await aPerson(db, "Ana");
  const { id: request } = await aRequest(db, ana);
  /** Two rows of each: one that is just over, one that is just not. */
  const pairs = async (insert: (ageS: number, n: number) => Promise<unknown>, overS: number) => {
    await insert(overS + 60, 1);
    await insert(overS - 60, 2);
  };
  const DAY = 86_400;
  const ago = (s: number) => new Date(Date.now() - s * 1_000).toISOString();
  await pairs((s, n) => sql`insert into sign_ins values (${`t${n}`}, ${ana}, ${ago(s)}, now())`, 0);
  await pairs(
    (s, n) => sql`insert into idempotency_keys values (${ana}, ${`k${n}`}, 'f', '{}', ${ago(s)})`,
    7 * DAY,
  );
  const notice = (text: string, readS: number | null, createdS: number) =>
    sql`insert into notices (person_id, kind, text, href, read_at, created_at)
      values (${ana}, 'booked', ${text}, '/', ${readS === null ? null : ago(readS)}, ${ago(createdS)})`;
  await pairs((s, n) => notice(`read ${n}`, s, 100 * DAY), 90 * DAY);
  await pairs((s, n) => notice(`unread ${n}`, null, s), 180 * DAY);
  await pairs((s, n) => sql`insert into allowances values (${`s${n}`}, 'post', ${ago(s)})`, 0);
  await pairs(
    (s, n) => sql`insert into calendar_channels (id, person_id, calendar_id, token_hash, expires_at)
      values (${randomUUID()}, ${ana}, ${`c${n}`}, '', ${ago(s)})`,
    DAY,
  );
  const session = (s: number, n: number) => sql`
    insert into sessions (request_id, state, start_at, end_at, zone, agreed_wall_time, place, event_seen, cancel_reason)
    values (${request}, 'held', ${ago(s + 3_000)}, ${ago(s)}, 'UTC', '', 'video', '{}', ${`s${n}`})`;
  await pairs(session, 30 * DAY);
  const sessions = await sql`select id from sessions order by cancel_reason`;
  await pairs(
    (s, n) => sql`insert into note_writers values (${sessions[n - 1]?.id}, ${ana}, 'problem', ${ago(s)})`,
    3_600,
  );
  const bo = await aPerson(db, "Bo");
  await pairs(
    (s, n) => sql`insert into busy (person_id, from_at, to_at, packed, tried_at)
      values (${n === 1 ? ana : bo}, ${ago(s)}, now(), ${Buffer.from([1])}, now())`,
    DAY,
  );
  await sql`insert into date_overrides (person_id, date) values (${ana}, current_date - 91), (${ana}, current_date - 90)`;

  await purgeOld(jobContextOn(db));
  await purgeOld(jobContextOn(db));

  expect(await sql`select token from sign_ins`).toEqual([{ token: "t2" }]);
  expect(await sql`select key from idempotency_keys`).toEqual([{ key: "k2" }]);
  expect(await sql`select text from notices order by text`).toEqual([
    { text: "read 2" },
    { text: "unread 2" },
  ]);
  expect(await sql`select subject from allowances`).toEqual([{ subject: "s2" }]);
  expect(await sql`select calendar_id from calendar_channels`).toEqual([{ calendar_id: "c2" }]);
  expect(await sql`select cancel_reason, event_seen is null as gone from sessions order by 1`).toEqual([
    { cancel_reason: "s1", gone: true },
    { cancel_reason: "s2", gone: false },
  ]);
  expect(await sql`select session_id from note_writers`).toEqual([{ session_id: sessions[1]?.id }]);
  expect(await sql`select person_id from busy where packed <> ''`).toEqual([{ person_id: bo }]);
  expect(await sql`select count(*)::int as n from busy`).toEqual([{ n: 2 }]);
  expect(await sql`select current_date - date as days from date_overrides`).toEqual([{ days: 90 }]);
});

test("many go in batches, and what somebody holds is left for the next time", async () => {
  const { db, sql } = await testDatabase();
  await sql`insert into allowances select n::text, 'post', now() - interval '1 minute' from generate_series(1, 2500) n`;
  await sql.begin(async (tx) => {
    await tx`select 1 from allowances where subject = '7' for update`;
    await purgeOld(jobContextOn(db));
    expect(await sql`select subject from allowances`).toEqual([{ subject: "7" }]);
  });
  await purgeOld(jobContextOn(db));
  expect(await sql`select 1 from allowances`).toHaveLength(0);
});

test("the page for whoever runs it names every table of the rules", () => {
  const page = readFileSync("docs/retention.md", "utf8");
  expect(page).toContain("`purge-old`");
  expect(page.split("\n").filter((line) => line.startsWith("|")).length).toBeGreaterThan(RETENTION.length);
});
