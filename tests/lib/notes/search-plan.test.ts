import { expect, test } from "vitest";
import { connect } from "@/db/client";
import type { Context } from "@/lib/context";
import { findNotes } from "@/lib/notes/find-notes";
import { refreshSearch } from "@/lib/notes/refresh-search";
import { countedDatabase, type Statement } from "@/tests/measure/counted-database";
import { aColleague } from "@/tests/measure/notes-company";
import { fillNotes } from "@/tests/measure/notes-fill";
import { jobContextOn } from "@/tests/support/company";
import { testDatabase } from "@/tests/support/database";

const NOTES = 500;
const EXECUTIONS = 12;

type Node = {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Actual Rows": number;
  readonly "Actual Loops": number;
  readonly "Rows Removed by Filter"?: number;
  readonly Plans?: readonly Node[];
};

type Explained = { readonly "QUERY PLAN": readonly { readonly Plan: Node }[] };

const nodes = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodes)];
const rowsOf = (node: Node) =>
  (node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0)) * node["Actual Loops"];

test("asked twelve times, a search is planned for its own words and reads what it needs of the index, and no table whole", async () => {
  const { db, sql, url } = await testDatabase({ max: 3 });
  const now = Date.now();
  const prose = await fillNotes(sql, NOTES, now);
  await refreshSearch({ db, now });
  const actor = await aColleague(db, "Reader");
  const counted = countedDatabase(url);
  const single = connect(url, { max: 1 });
  const ask = (on: Context["db"], q: string) =>
    findNotes({ ...jobContextOn(on, { now }), actor, isUnlimited: true }, { q });
  const [rare, common] = [prose.words[20_000] as string, prose.words[3] as string];
  // Prose of a note that everybody may read.
  const [first = "", second = ""] = (prose.note(7).parts[0] as string).split(" ").slice(4);
  const most = { [rare]: 60, [common]: 1_200, [`"${common}" "${rare}"`]: 60, [`"${first} ${second}"`]: 120 };
  for (const [q, rows] of Object.entries(most)) {
    for (let n = 1; n < EXECUTIONS; n++) await ask(single.db, q);
    await ask(counted.db, q);
    const read = await readBy(counted.client, counted.taken().statements);
    expect(read.whole, q).toEqual([]);
    expect(read.rows, q).toBeLessThan(rows);
    if (q.includes(" ")) expect(read.rows, q).toBeGreaterThan(0);
  }
  const kept = await single.client`select statement from pg_prepared_statements
    where statement like '%note_terms%' and statement not like '%pg_prepared_statements%'`;
  expect([...kept]).toEqual([]);
  await Promise.all([counted.close(), single.close()]);
});

/** Rows of `note_terms` and `notes`, and which of the two were read from one end to the other. */
async function readBy(
  client: ReturnType<typeof countedDatabase>["client"],
  statements: readonly Statement[],
) {
  const all: Node[] = [];
  for (const { text, parameters } of statements) {
    if (!/note_terms|notes /.test(text)) continue;
    const [row] = await client.unsafe<Explained[]>(
      `explain (analyze, format json) ${text}`,
      parameters as never,
    );
    all.push(...nodes(row?.["QUERY PLAN"][0]?.Plan as Node));
  }
  const large = all.filter((node) => ["note_terms", "notes"].includes(node["Relation Name"] ?? ""));
  return {
    rows: large.reduce((sum, node) => sum + rowsOf(node), 0),
    whole: large.filter((node) => node["Node Type"] === "Seq Scan" && node["Actual Loops"] > 0),
  };
}
