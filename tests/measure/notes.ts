import { parseArgs } from "node:util";
import type postgres from "postgres";
import { findNotes } from "@/lib/notes/find-notes";
import { refreshSearch } from "@/lib/notes/refresh-search";
import { type NotesCompany, withKeptCompany, withNotesCompany } from "./notes-company";
import { fillNotes, notesProse } from "./notes-fill";
import { questionKinds } from "./notes-questions";
import { percentiles } from "./percentiles";
import { UsageError } from "./usage-error";

const USAGE =
  "Use: notes [--count 200000] [--searches 40] [--keep DIR], 100 notes and one search of each kind at least.";
const WARM_UP = 12;

/**
 * `notes [--count 200000] [--searches 40] [--keep DIR]`: fills that many notes with made-up prose and asks the app's own
 * search, that many searches of each kind, the kinds in turn. Milliseconds as the use case takes them, from the text to
 * the page with its passages; how many of the searches found anything; and the bytes of what search keeps beside the
 * notes. With `--keep` the filled database stays in that folder, and a second run asks it again.
 * @throws {UsageError} with one sentence on arguments that cannot be used.
 */
export async function measure(args: string[]) {
  const { count, searches, keep } = parse(args);
  const now = Date.now();
  const run = async (company: NotesCompany) => {
    const { prose, ...times } = await filled(company, count, now);
    const kinds = questionKinds(prose, count, { system: "system-7", person: "Person 7" });
    const ms = await ask(company, kinds, searches);
    return { notes: count, ...times, ms, bytes: await bytesOf(company.sql) };
  };
  return keep === undefined ? withNotesCompany(now, run) : withKeptCompany(keep, now, run);
}

async function filled({ db, sql }: NotesCompany, count: number, now: number) {
  const [kept] = await sql<{ n: number }[]>`select count(*)::int as n from notes`;
  if (kept?.n === count) return { prose: notesProse(), fillMs: 0, refreshMs: 0 };
  if (kept?.n !== 0) throw new UsageError(`The folder keeps ${kept?.n} notes and not ${count}.`);
  const began = performance.now();
  const prose = await fillNotes(sql, count, now);
  const filledMs = performance.now() - began;
  await refreshSearch({ db, now });
  await sql`vacuum analyze term_frequencies`;
  const refreshedMs = performance.now() - began - filledMs;
  return { prose, fillMs: Math.round(filledMs), refreshMs: Math.round(refreshedMs) };
}

async function ask(
  { context }: NotesCompany,
  kinds: Record<string, (n: number) => string>,
  searches: number,
) {
  const taken = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, [] as number[]]));
  const found = { ...Object.fromEntries(Object.keys(kinds).map((kind) => [kind, 0])) };
  for (let n = -Math.min(WARM_UP, searches); n < searches; n++) {
    for (const [kind, textOf] of Object.entries(kinds)) {
      const q = textOf(Math.abs(n) + (n < 0 ? 10_000 : 0));
      const from = performance.now();
      const { total } = await findNotes(context, { q });
      if (n < 0) continue;
      taken[kind]?.push(performance.now() - from);
      if (total > 0) found[kind] = (found[kind] ?? 0) + 1;
    }
  }
  return Object.fromEntries(
    Object.entries(taken).map(([kind, ms]) => [
      kind,
      { ...percentiles(ms), runs: ms.length, found: found[kind] },
    ]),
  );
}

async function bytesOf(sql: postgres.Sql) {
  const [row] = await sql<
    { terms: string; byNote: string; byImpact: string; byPair: string; frequencies: string; notes: string }[]
  >`
    select pg_table_size('note_terms') as terms, pg_relation_size('note_terms_session_id_term_pk') as "byNote",
      pg_relation_size('note_terms_impact') as "byImpact", pg_relation_size('notes_pairs') as "byPair",
      pg_total_relation_size('term_frequencies') as frequencies,
      pg_total_relation_size('notes') as notes`;
  const bytes = Object.fromEntries(Object.entries(row ?? {}).map(([name, text]) => [name, Number(text)]));
  const { notes, ...ofSearch } = bytes;
  return { ...bytes, index: Object.values(ofSearch).reduce((sum, size) => sum + size, 0) };
}

function parse(args: string[]): { count: number; searches: number; keep?: string } {
  const option = { type: "string" } as const;
  let values: { count?: string; searches?: string; keep?: string };
  try {
    values = parseArgs({ args, options: { count: option, searches: option, keep: option } }).values;
  } catch {
    throw new UsageError(USAGE);
  }
  const number = (text: string, least: number, most: number) => {
    if (!/^\d{1,7}$/.test(text) || Number(text) < least || Number(text) > most) throw new UsageError(USAGE);
    return Number(text);
  };
  return {
    count: number(values.count ?? "200000", 100, 1_000_000),
    searches: number(values.searches ?? "40", 1, 1_000),
    keep: values.keep,
  };
}
