import { expect, test } from "vitest";
import { madeUpProse, WORDS } from "@/tests/measure/made-up-prose";
import { measure } from "@/tests/measure/notes";
import { fillNotes } from "@/tests/measure/notes-fill";
import { UsageError } from "@/tests/measure/usage-error";
import { testDatabase } from "@/tests/support/database";

test("every kind of search is timed on made-up notes, and most of them find something", async () => {
  const { notes, ms, bytes } = await measure(["--count", "300", "--searches", "1"]);
  expect(notes).toBe(300);
  for (const { p50, p95, runs } of Object.values(ms)) {
    expect(runs).toBe(1);
    expect(p50).toBeGreaterThan(0);
    expect(p95).toBeGreaterThanOrEqual(p50);
  }
  for (const kind of ["common", "two common words", "all of three words", "phrase of two", "newest"])
    expect(ms[kind]?.found, kind).toBe(1);
  expect(bytes.index).toBeGreaterThan(100_000);
}, 60_000);

test("notes filled in bulk have the rows that the app writes when it saves them", async () => {
  const { sql } = await testDatabase({ max: 4 });
  await fillNotes(sql, 100, Date.now());
  const vectors = () => sql`select session_id, search::text, search_length from notes order by session_id`;
  const terms = () => sql`select * from note_terms order by session_id, term`;
  const indexes = () => sql`select indexdef from pg_indexes where schemaname = 'public' order by indexdef`;
  const filled = [await vectors(), await terms()];
  expect(filled[1]?.length).toBeGreaterThan(10_000);
  const untouched = await testDatabase();
  expect([...(await indexes())]).toEqual([
    ...(await untouched.sql`select indexdef from pg_indexes where schemaname = 'public' order by indexdef`),
  ]);
  await sql`delete from note_terms`;
  await sql`update notes set search = null, search_length = 0`;
  await sql`select index_notes(array(select session_id from notes))`;
  expect([await vectors(), await terms()]).toEqual(filled);
});

test("the prose has a rank for each of 60,000 words, a median of 150 words, and is the same each time", () => {
  const prose = madeUpProse(1);
  expect(prose.words).toHaveLength(WORDS);
  const notes = Array.from({ length: 300 }, (_, n) => prose.note(n).parts.join(" ").split(" "));
  const lengths = notes.map(({ length }) => length).sort((a, b) => a - b);
  expect(lengths[150]).toBeGreaterThan(125);
  expect(lengths[150]).toBeLessThan(175);
  const most = prose.words[0] as string;
  const share = notes.flat().filter((word) => word.replace(".", "") === most).length / notes.flat().length;
  expect(share).toBeGreaterThan(0.07);
  expect(share).toBeLessThan(0.1);
  expect(madeUpProse(1).note(7)).toEqual(prose.note(7));
  expect(madeUpProse(2).note(7)).not.toEqual(prose.note(7));
});

test.each([["--count", "99"], ["--count", "many"], ["--searches", "0"], ["--kinds", "all"], ["7"]])(
  "the arguments %s %s are refused with one sentence",
  async (...args) => {
    const refusal = await measure(args.filter((arg) => arg !== undefined)).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(UsageError);
    expect((refusal as Error).message).toMatch(/^[^\n]+\.$/);
  },
);
