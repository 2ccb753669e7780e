import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rankingQuality } from "@/tests/measure/ranking-quality";
import { measure } from "@/tests/measure/search";
import { UsageError } from "@/tests/measure/usage-error";
import "@/tests/support/database"; // asks for the server of this run

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "search-"));
});
afterAll(() => rm(folder, { recursive: true }));

const jsonl = (rows: object[]) => rows.map((row) => JSON.stringify(row)).join("\n");

async function setOf(files: Record<string, string>): Promise<string> {
  const dir = await mkdtemp(join(folder, "set-"));
  for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text);
  return dir;
}

const CORPUS = jsonl([
  { _id: "d3", title: "Bread", text: "Knead the dough for ten minutes and let it rise." },
  { _id: "d2", title: "Twin", text: "Proof the yeast in warm water." },
  { _id: "d1", title: "Twin", text: "Proof the yeast in warm water." },
  { _id: "d4", title: "Soup", text: "Roast the pumpkin before it is boiled." },
]);

test("questions are asked of the corpus, ties come in the order of ids, and the ranking is judged", async () => {
  const dir = await setOf({
    "corpus.jsonl": `\uFEFF${CORPUS}\n\n`,
    "queries.jsonl": jsonl([
      { _id: "q1", text: "how long is dough kneaded?" },
      { _id: "q2", text: "yeast" },
      { _id: "q3", text: "xylophone" },
    ]),
    "typos.jsonl": jsonl([{ _id: "q1", text: "how long is duogh kneeded?" }]),
    "qrels.tsv": "query-id\tcorpus-id\tscore\nq1\td3\t1\nq2\td2\t1\nq2\td4\t0\n",
  });
  const result = await measure([dir]);
  expect(result.ranking).toEqual({ q1: ["d3"], q2: ["d1", "d2"], q3: [] });
  expect(result).toMatchObject({ notes: 4, queries: 3, empty: 1, ndcg10: 0.8155, recall10: 1, runs: 3 });
  expect(result.ms.p50).toBeLessThanOrEqual(result.ms.p95);
  const typos = await measure([dir, "--queries", join(dir, "typos.jsonl")]);
  expect(typos).toMatchObject({ queries: 1, empty: 0, ranking: { q1: ["d3"] } });
});

test("what cannot be used is refused with one sentence", async () => {
  const good = { "corpus.jsonl": CORPUS, "queries.jsonl": jsonl([{ _id: "q", text: "x" }]) };
  const dirs = [
    { ...good, "corpus.jsonl": "" },
    { ...good, "corpus.jsonl": "{" },
    { ...good, "corpus.jsonl": "null" },
    { ...good, "queries.jsonl": `{"_id": 7, "text": "x"}` },
    {
      ...good,
      "queries.jsonl": jsonl([
        { _id: "q", text: "x" },
        { _id: "q", text: "y" },
      ]),
    },
    { ...good, "qrels.tsv": "head\nq\td1\tmuch" },
    { "corpus.jsonl": CORPUS },
  ];
  const args = [
    [],
    ["a", "b"],
    ["--nosuch"],
    [join(folder, "nosuch")],
    ...(await Promise.all(dirs.map(async (files) => [await setOf(files)]))),
  ];
  for (const given of args) {
    const refusal = await measure(given).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(UsageError);
    expect((refusal as Error).message).toMatch(/^[^\n]+\.$/);
  }
});

test("nDCG and recall are those of the definition", () => {
  const relevance = new Map([
    [
      "q",
      new Map([
        ["a", 3],
        ["b", 2],
        ["c", 0],
      ]),
    ],
  ]);
  expect(rankingQuality({ q: ["a", "b"] }, relevance)).toEqual({ ndcg10: 1, recall10: 1 });
  expect(rankingQuality({ q: ["c", "b", "a"] }, relevance).ndcg10).toBeCloseTo(
    (2 / Math.log2(3) + 3 / Math.log2(4)) / (3 + 2 / Math.log2(3)),
    4,
  );
  expect(rankingQuality({ q: ["c"], other: ["a"] }, relevance)).toEqual({ ndcg10: 0, recall10: 0 });
  const eleventh = [..."cdefghijkl", "a"];
  expect(rankingQuality({ q: eleventh }, relevance)).toEqual({ ndcg10: 0, recall10: 0 });
});
