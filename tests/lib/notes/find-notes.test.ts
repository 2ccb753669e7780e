import { expect, test } from "vitest";
import { findNotes } from "@/lib/notes/find-notes";
import { listNotesOn } from "@/lib/notes/list-notes-on";
import { refreshSearch } from "@/lib/notes/refresh-search";
import type { FoundNotes } from "@/lib/notes/schema";
import { DAY_MS } from "@/lib/time/instant";
import { NOW } from "@/tests/support/company";
import { aSession, type Company, company, write } from "./written";

const titles = (found: FoundNotes) => found.notes.map(({ title }) => title);
const search = async (at: Company, input: object, who = at.cleo) => findNotes(await at.as(who), input);

/** Three notes: on repairs, on compaction, on invoices. */
async function library() {
  const at = await company();
  const repair = await aSession(at, {
    title: "Why a repair ran for nine hours",
    systemIds: [at.cassandra],
    daysAgo: 30,
    note: {
      problem: "A full Cassandra repair on the billing cluster never finished.",
      solution: "Repair **one range** at a time.",
      learning: "An empty keyspace finishes in seconds.",
    },
  });
  const compaction = await aSession(at, {
    title: "Reading a compaction log without panic",
    systemIds: [at.cassandra, at.billing],
    requester: at.cleo,
    daysAgo: 20,
    note: {
      problem: "Nobody could say whether compaction was late.",
      questions: [{ question: "How long is too long?", answer: "Ten days, then deleted rows come back." }],
    },
  });
  const invoices = await aSession(at, {
    title: "Invoices that arrive twice",
    systemIds: [at.billing],
    daysAgo: 5,
    note: {
      problem: "The café's invoices arrived twice after a retry.",
      process: "We read the log together.",
    },
  });
  return { ...at, repair, compaction, invoices };
}

test("every word counts, in whatever form, and the title counts most", async () => {
  const at = await library();
  const found = await search(at, { q: "repairs finishing" });
  expect(titles(found)).toEqual(["Why a repair ran for nine hours"]);
  expect(found).toMatchObject({ matched: "all", total: 1, page: 1, pages: 1 });
  expect(titles(await search(at, { q: "log" }))).toEqual([
    "Reading a compaction log without panic",
    "Invoices that arrive twice",
  ]);
  expect(titles(await search(at, { q: "cafe" }))).toEqual(["Invoices that arrive twice"]);
});

test("where no note has all the words, any of them will do, and the answer says so", async () => {
  const at = await library();
  const found = await search(at, { q: "compaction giraffe" });
  expect(found.matched).toBe("any");
  expect(titles(found)).toEqual(["Reading a compaction log without panic"]);
  expect(await search(at, { q: "giraffe" })).toMatchObject({ total: 0, notes: [], matched: "any" });
});

test("a word that nobody wrote is read as the one most like it, highlighted and said", async () => {
  const at = await library();
  await refreshSearch({ db: at.db, now: NOW });
  const found = await search(at, { q: "casandra repiar" });
  expect(titles(found)[0]).toBe("Why a repair ran for nine hours");
  expect(found.corrected).toEqual([
    { from: "casandra", to: "cassandra" },
    { from: "repiar", to: "repair" },
  ]);
  expect(found.notes[0]?.heading).toContainEqual({ text: "repair", isHit: true });
  expect((await search(at, { q: "cassandra" })).corrected).toEqual([]);
  expect((await search(at, { q: "xqzvw" })).total).toBe(0);
});

test("a word of private notes alone is no suggestion, also where the note was public when words were counted", async () => {
  const at = await company();
  const id = await aSession(at, { title: "Zookeeper", note: { problem: "The pangolin leaks." } });
  await refreshSearch({ db: at.db, now: NOW });
  expect((await search(at, { q: "pangolyn" })).corrected).toEqual([{ from: "pangolyn", to: "pangolin" }]);
  await at.sql`update sessions set is_private = true where id = ${id}`;
  expect(await search(at, { q: "pangolyn" })).toMatchObject({ total: 0, corrected: [] });
  await refreshSearch({ db: at.db, now: NOW + DAY_MS });
  for (const q of ["pangolyn", "pangolin", '"pangolin leaks"'])
    expect(await search(at, { q })).toMatchObject({ total: 0, corrected: [] });
  expect((await search(at, { q: "pangolin" }, at.bo)).total).toBe(1);
});

test("quotes ask for words in a row, a minus for notes without one", async () => {
  const at = await library();
  expect(titles(await search(at, { q: '"arrived twice"' }))).toEqual(["Invoices that arrive twice"]);
  expect((await search(at, { q: '"twice arrived"' })).total).toBe(0);
  expect(titles(await search(at, { q: "log -compaction" }))).toEqual(["Invoices that arrive twice"]);
  expect(titles(await search(at, { q: '-"compaction log" -invoice' }))).toEqual([
    "Why a repair ran for nine hours",
  ]);
});

test("words that mean nothing alone, and no words at all, show the newest notes", async () => {
  const at = await library();
  for (const q of ["", "   ", "the of and", "???"]) {
    const found = await search(at, { q });
    expect(found.matched).toBe("none");
    expect(titles(found)).toEqual([
      "Invoices that arrive twice",
      "Reading a compaction log without panic",
      "Why a repair ran for nine hours",
    ]);
    expect(found.notes[0]?.passages[0]).toMatchObject({ part: "problem" });
  }
});

test("passages name the part they are from and mark the words; markdown's signs are gone", async () => {
  const at = await library();
  const [note] = (await search(at, { q: "repair finishes" })).notes;
  expect(note?.heading).toContainEqual({ text: "repair", isHit: true });
  const byPart = new Map(note?.passages.map((passage) => [passage.part, passage]));
  expect([...byPart.keys()].sort()).toEqual(["learnings", "problem", "solution"]);
  expect(byPart.get("learnings")?.by).toBe("Ana Ribeiro");
  expect(byPart.get("solution")?.pieces).toEqual([
    { text: "Repair", isHit: true },
    { text: " one range at a time.", isHit: false },
  ]);
});

test("what a note holds of HTML stays text in a passage", async () => {
  const at = await company();
  const problem = `A <script>alert(1)</script> zebra <b onclick="x">bold</b> and <mark>no mark</mark>`;
  await aSession(at, { title: "<img src=x onerror=alert(1)> zebra", note: { problem } });
  const [note] = (await search(at, { q: "zebra" })).notes;
  const hits = [note?.heading ?? [], ...(note?.passages.map(({ pieces }) => pieces) ?? [])].flat();
  expect(hits.filter(({ isHit }) => isHit).map(({ text }) => text)).toEqual(["zebra", "zebra"]);
  expect(hits.every(({ text }) => !text.includes("\u0002") && !text.includes("\u0003"))).toBe(true);
  expect(note?.title).toBe("<img src=x onerror=alert(1)> zebra");
});

test("filters narrow, each further, from the address and from the text alike", async () => {
  const at = await library();
  expect((await search(at, { system: "cassandra" })).total).toBe(2);
  expect(titles(await search(at, { system: ["cassandra", "billing-api"] }))).toEqual([
    "Reading a compaction log without panic",
  ]);
  expect((await search(at, { team: at.ops })).total).toBe(3);
  expect(titles(await search(at, { with: at.cleo }))).toEqual(["Reading a compaction log without panic"]);
  expect(titles(await search(at, { after: "2027-02-15" }))).toEqual(["Invoices that arrive twice"]);
  const written = await search(at, { q: 'system:"billing api" with:ana TEAM:platform after:2027 arrive' });
  expect(titles(written)).toEqual(["Invoices that arrive twice"]);
  expect(written.filters).toEqual({
    ...{ system: ["billing-api"], team: [at.ops], with: [at.ana] },
    after: "2027-01-01",
  });
});

test("a filter that names nothing is left out, and said", async () => {
  const at = await library();
  const found = await search(at, { q: "log system:nosuch with:zorro after:2027-02-30" });
  expect(found.unread).toEqual(["system:nosuch", "with:zorro", "after:2027-02-30"]);
  expect(found.total).toBe(2);
  const odd = {
    team: "not an id",
    with: ["x", at.ana],
    system: "'; drop table notes;--",
    after: "soon",
    page: "x",
  };
  expect(await search(at, odd)).toMatchObject({ total: 2, page: 1 });
});

test("beside each filter stands how many notes it would leave", async () => {
  const at = await library();
  const { facets } = await search(at, { q: "log" });
  expect(facets.system.map(({ value, count }) => [value, count])).toEqual([
    ["billing-api", 2],
    ["cassandra", 1],
  ]);
  expect(facets.team.map(({ name, count }) => [name, count])).toEqual([
    ["Backend", 2],
    ["Platform ops", 2],
  ]);
  for (const { value, count } of facets.with)
    expect((await search(at, { q: "log", with: value })).total).toBe(count);
});

test("a private session is neither found nor counted, but by those who sat there", async () => {
  const at = await company();
  const written = { note: { problem: "A kangaroo in the cluster." }, systemIds: [at.cassandra] };
  const secret = await aSession(at, { ...written, isPrivate: true, title: "The hidden kangaroo" });
  const declined = await aSession(at, { ...written, isPrivate: true, answer: "declined" });
  const swapped = await aSession(at, { ...written, isPrivate: true, swapped: true });
  for (const input of [{ q: "kangaroo" }, {}, { system: "cassandra" }, { with: at.ana }, { q: "-zebra" }]) {
    expect(await search(at, input)).toMatchObject({
      ...{ total: 0, notes: [], pages: 1 },
      facets: { system: [], team: [], with: [] },
    });
  }
  expect((await search(at, { q: "kangaroo" }, at.bo)).notes.map(({ id }) => id)).toEqual([secret]);
  expect((await search(at, { q: "kangaroo" }, at.ana)).notes.map(({ id }) => id).sort()).toEqual(
    [secret, declined, swapped].sort(),
  );
  const on = async (who: string) => listNotesOn(await at.as(who), { systemIds: [at.cassandra] });
  expect(await on(at.cleo)).toEqual({ notes: [], total: 0 });
  expect((await on(at.bo)).total).toBe(1);
});

test("whatever is typed is a search that has an answer", async () => {
  const at = await library();
  const hostile = [
    '"unclosed',
    "a & | !",
    "a:*",
    "%_%",
    "nul\u0000nul",
    "\ud800 lone",
    "x".repeat(40_000),
    "repair ".repeat(6_000),
    "🦓🔧 👩‍👩‍👧",
    "'); SELECT pg_sleep(5);--",
    "''' \\ \\' <-> <2> (a|b)&!c:*A",
    '- -- --- -"" ""',
    "system: team: with: after:",
    'system:"" -system:x with:"%" team:_',
    "http://a.b/c?x=1 & y@z.example -1.5e10 #{a}",
    "or OR and not",
    "\u202egnihton",
  ];
  for (const q of hostile) {
    const from = performance.now();
    const found = await search(at, { q });
    expect(found.total).toBeGreaterThanOrEqual(0);
    expect(performance.now() - from).toBeLessThan(1_500);
  }
  for (const q of [7, null, ["a", "b"], { a: 1 }]) expect((await search(at, { q })).total).toBe(3);
});

test("pages follow each other without a gap, also where notes are equally good", async () => {
  const at = await company();
  for (let n = 0; n < 25; n++)
    await aSession(at, { title: `Quokka ${n}`, note: { problem: "The same words." } });
  const pages = await Promise.all(["1", "2", "3"].map((page) => search(at, { q: "same words", page })));
  expect(pages.map(({ total, pages: all, notes }) => [total, all, notes.length])).toEqual([
    [25, 3, 10],
    [25, 3, 10],
    [25, 3, 5],
  ]);
  expect(new Set(pages.flatMap(({ notes }) => notes.map(({ id }) => id))).size).toBe(25);
  expect(await search(at, { q: "same words", page: 9 })).toMatchObject({ total: 25, notes: [] });
});

test("a note is found by what it says now, not by what it said", async () => {
  const at = await company();
  const id = await aSession(at, { note: { problem: "An ocelot." } });
  await write(at.db, id, at.bo, { solution: "A numbat." }, 1);
  expect((await search(at, { q: "ocelot" })).total).toBe(0);
  expect((await search(at, { q: "numbat" })).total).toBe(1);
  await write(at.db, id, at.ana, {}, 2);
  expect((await search(at, { q: "keyspace" })).total).toBe(0);
});
