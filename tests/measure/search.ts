import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { findNotes } from "@/lib/notes/find-notes";
import { refreshSearch } from "@/lib/notes/refresh-search";
import { indexNote } from "@/lib/notes/store";
import { insertNotes, withNotesCompany } from "@/tests/measure/notes-company";
import { percentiles } from "@/tests/measure/percentiles";
import { type Relevance, rankingQuality } from "@/tests/measure/ranking-quality";
import { UsageError } from "@/tests/measure/usage-error";

const USAGE =
  "Use: search DIR [--queries FILE], with corpus.jsonl, queries.jsonl and, if there are any, qrels.tsv in DIR.";

type Line = { readonly _id: string; readonly title: string; readonly text: string };

/**
 * `search DIR [--queries FILE]`: `corpus.jsonl` as notes, each query asked through the app's own search as somebody
 * types it, first page of ten, ties in the order of `_id`. With `qrels.tsv`: nDCG@10 and recall@10, the means over the
 * queries that have a relevant document.
 * @throws {UsageError} with one sentence on arguments or files that cannot be used.
 */
export async function measure(args: string[]) {
  const { dir, queriesFile } = parse(args);
  const corpus = inOrder(await linesOf(path.join(dir, "corpus.jsonl")));
  const queries = await linesOf(queriesFile ?? path.join(dir, "queries.jsonl"));
  const relevance = await relevanceOf(path.join(dir, "qrels.tsv"));
  const now = Date.now();
  return withNotesCompany(now, async ({ db, sql, context }) => {
    const notes = corpus.map(({ _id, title, text }) => ({ _id, id: randomUUID(), title, text }));
    const idOf = new Map<string, string>(notes.map(({ id, _id }) => [id, _id]));
    await insertNotes(db, sql, now, notes);
    for (const { id } of notes) await db.transaction((tx) => indexNote(tx, id));
    await refreshSearch({ db, now });
    await sql`analyze`;
    const ranking: Record<string, string[]> = {};
    const taken: number[] = [];
    for (const { _id, text } of queries) {
      const from = performance.now();
      const found = await findNotes(context, { q: text });
      taken.push(performance.now() - from);
      ranking[_id] = found.notes.slice(0, 10).map(({ id }) => idOf.get(id) as string);
    }
    return {
      notes: notes.length,
      queries: queries.length,
      ...(relevance ? rankingQuality(ranking, relevance) : {}),
      empty: Object.values(ranking).filter((ids) => ids.length === 0).length,
      ms: percentiles(taken),
      runs: taken.length,
      ranking,
    };
  });
}

function parse(args: string[]): { dir: string; queriesFile?: string } {
  let parsed: { positionals: string[]; values: { queries?: string } };
  try {
    parsed = parseArgs({ args, allowPositionals: true, options: { queries: { type: "string" } } });
  } catch {
    throw new UsageError(USAGE);
  }
  const [dir, ...others] = parsed.positionals;
  if (!dir || others.length > 0) throw new UsageError(USAGE);
  return { dir, queriesFile: parsed.values.queries };
}

async function textOf(file: string): Promise<string> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new UsageError(`The file ${file} cannot be read.`);
  });
  return text.replace(/^\uFEFF/, "");
}

async function linesOf(file: string): Promise<Line[]> {
  const lines = (await textOf(file)).split(/\r?\n/);
  const rows = lines.flatMap((line, n) =>
    line.trim() === "" ? [] : [lineOf(line, `${file}, line ${n + 1}`)],
  );
  if (rows.length === 0) throw new UsageError(`The file ${file} has no lines.`);
  const ids = new Set<string>();
  for (const { _id } of rows) {
    if (ids.has(_id)) throw new UsageError(`The file ${file} has ${JSON.stringify(_id)} twice.`);
    ids.add(_id);
  }
  return rows;
}

function lineOf(line: string, where: string): Line {
  let row: unknown;
  try {
    row = JSON.parse(line);
  } catch {
    throw new UsageError(`${where} is not JSON.`);
  }
  const { _id, title = "", text } = (row ?? {}) as Partial<Record<keyof Line, unknown>>;
  if (typeof _id !== "string" || typeof title !== "string" || typeof text !== "string")
    throw new UsageError(`${where} needs "_id" and "text", both text.`);
  // What Postgres cannot hold, no note can.
  return {
    _id,
    title: title.replaceAll("\0", " ").toWellFormed(),
    text: text.replaceAll("\0", " ").toWellFormed(),
  };
}

const inOrder = (lines: Line[]): Line[] => lines.sort((a, b) => (a._id < b._id ? -1 : a._id > b._id ? 1 : 0));

/** Null where there is no such file. Its first line names the columns. */
async function relevanceOf(file: string): Promise<Relevance | null> {
  const text = await readFile(file, "utf8").catch(() => null);
  if (text === null) return null;
  const relevance: Relevance = new Map();
  for (const [n, line] of text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    if (n === 0 || line.trim() === "") continue;
    const [query, document, score] = line.split("\t");
    if (!query || !document || !Number.isFinite(Number(score?.trim() || "x")))
      throw new UsageError(`${file}, line ${n + 1} needs a query-id, a corpus-id and a score.`);
    const of = relevance.get(query) ?? new Map<string, number>();
    relevance.set(query, of.set(document, Number(score)));
  }
  return relevance;
}
