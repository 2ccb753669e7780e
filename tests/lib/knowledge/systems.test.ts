import { expect, test } from "vitest";
import { findAnything } from "@/lib/knowledge/find-anything";
import { getSystem } from "@/lib/knowledge/get-system";
import { listSystems } from "@/lib/knowledge/list-systems";
import { findColleagues } from "@/lib/people/list-directory";
import { saveFamiliarities } from "@/lib/people/save-settings";
import { DAY_MS } from "@/lib/time/instant";
import { aSession, type Company, company } from "@/tests/lib/notes/written";
import { aPerson, aRequest, NOW } from "@/tests/support/company";

const page = async (at: Company, who = at.cleo) => getSystem(await at.as(who), { slug: "cassandra" });

test("nobody, only one, or so many: whoever can do or teach it and still works here", async () => {
  const at = await company();
  const knows = (level: "can_follow" | "can_do" | "can_teach") => ({ knows: { [at.cassandra]: level } });
  await aPerson(at.db, "Fay Follows", knows("can_follow"));
  await aPerson(at.db, "Gone Teacher", { ...knows("can_teach"), deactivatedAt: NOW - DAY_MS });
  expect((await page(at)).verdict).toEqual({ risk: "nobody" });
  await aPerson(at.db, "Sam Okafor", { ...knows("can_do"), teamId: at.ops });
  const one = await page(at);
  expect(one.verdict).toEqual({ risk: "only_one", name: "Sam Okafor" });
  expect([one.canTeach, one.canDo, one.canFollow].map((list) => list.map(({ name }) => name))).toEqual([
    [],
    ["Sam Okafor"],
    ["Fay Follows"],
  ]);
  await aPerson(at.db, "Tess Teaches", knows("can_teach"));
  expect((await page(at)).verdict).toEqual({ risk: "several", people: 2 });
});

test("systems that fewest can do come first, and the filter keeps one kind of risk", async () => {
  const at = await company();
  await aPerson(at.db, "Sam", { knows: { [at.cassandra]: "can_teach" } });
  const all = await listSystems(await at.as(at.ana), {});
  expect(all.rows.map(({ slug, verdict }) => [slug, verdict.risk])).toEqual([
    ["billing-api", "nobody"],
    ["cassandra", "only_one"],
  ]);
  expect(all.counts).toEqual({ nobody: 1, only_one: 1, several: 0 });
  const some = await listSystems(await at.as(at.ana), { risk: "only_one" });
  expect([some.rows.map(({ slug }) => slug), some.counts.nobody]).toEqual([["cassandra"], 1]);
  expect((await listSystems(await at.as(at.ana), { risk: ["x", "y"] })).rows).toHaveLength(2);
});

test("who wants to learn is paired with who can; the reader comes first on either side", async () => {
  const at = await company();
  expect((await page(at)).pairing).toBeNull();
  await aPerson(at.db, "Hana", { wantsToLearn: [at.cassandra] });
  expect((await page(at)).pairing).toBeNull();
  const sam = await aPerson(at.db, "Sam", { knows: { [at.cassandra]: "can_do" } });
  const names = async (who: string) => {
    const { pairing } = await page(at, who);
    return [pairing?.teacher.name, pairing?.learner.name, pairing?.mine];
  };
  expect(await names(at.cleo)).toEqual(["Sam", "Hana", null]);
  expect(await names(sam)).toEqual(["Sam", "Hana", "teacher"]);
  await saveFamiliarities(await at.as(at.cleo), {
    familiarities: [{ systemId: at.cassandra, level: "can_follow", wantsToLearn: true }],
  });
  expect(await names(at.cleo)).toEqual(["Sam", "Cleo Martin", "learner"]);
  expect((await page(at)).mine).toEqual({ level: "can_follow", wantsToLearn: true });
});

test("a private session's note is neither shown nor counted on a system, and not found anywhere else", async () => {
  const at = await company();
  const about = { systemIds: [at.cassandra], note: { problem: "A wallaby." } };
  await aSession(at, { ...about, title: "Wallaby in secret", isPrivate: true });
  await aSession(at, { ...about, title: "Wallaby for all" });
  const seen = async (who: string) => {
    const system = await page(at, who);
    const { rows } = await listSystems(await at.as(who), {});
    const { items } = await findAnything(await at.as(who), { q: "wallaby" });
    return [
      system.notesTotal,
      system.notes.length,
      rows.find(({ slug }) => slug === "cassandra")?.notes,
      items.filter(({ kind }) => kind === "note").map(({ title }) => title),
    ];
  };
  expect(await seen(at.cleo)).toEqual([1, 1, 1, ["Wallaby for all"]]);
  const [total, shown, counted, titles] = await seen(at.bo);
  expect([total, shown, counted, (titles as string[]).length]).toEqual([2, 2, 2, 2]);
});

test("open requests are those that can still be taken", async () => {
  const at = await company();
  const about = { systemIds: [at.cassandra] };
  const open = await aRequest(at.db, at.ana, about);
  await aRequest(at.db, at.ana, { ...about, neededByAt: NOW - DAY_MS });
  await aRequest(at.db, at.ana, { ...about, state: "booked" });
  expect((await page(at)).requests.map(({ id }) => id)).toEqual([open.id]);
  const { rows } = await listSystems(await at.as(at.ana), {});
  expect(rows.find(({ slug }) => slug === "cassandra")?.openRequests).toBe(1);
});

test("a system that is not there, or an address that is none, is not found", async () => {
  const at = await company();
  for (const slug of ["nosuch", "' or true", "CASSANDRA", ""])
    await expect(getSystem(await at.as(at.ana), { slug })).rejects.toMatchObject({ code: "not_found" });
  for (const slug of [7, null, "x".repeat(101), "cass\u0000andra", "\ud800"])
    await expect(getSystem(await at.as(at.ana), { slug })).rejects.toMatchObject({ code: "invalid" });
});

test("the palette finds systems, people and open requests by the beginning of a word", async () => {
  const at = await company();
  await aRequest(at.db, at.ana, { title: "Larger disks for Cassandra" });
  const find = async (q: unknown) =>
    (await findAnything(await at.as(at.cleo), { q })).items.map(({ kind, title }) => `${kind} ${title}`);
  expect(await find("lar")).toEqual(["person Bo Larsen", "request Larger disks for Cassandra"]);
  expect(await find("cass")).toEqual(["system Cassandra", "request Larger disks for Cassandra"]);
  expect(await find("arsen")).toEqual([]);
  for (const q of [
    "",
    "  ",
    undefined,
    7,
    "%",
    "_",
    "\u0000",
    "\ud800",
    "'; select pg_sleep(5);--",
    "x".repeat(40_000),
  ])
    expect(await find(q)).toEqual([]);
});

test("of a system that many know the first by name are listed and all are counted; the directory has the others", async () => {
  const at = await company();
  const named = (letter: string, n: number) => `${letter}${String.fromCharCode(65 + n)}`;
  for (let n = 0; n < 10; n++)
    await aPerson(at.db, named("D", n), {
      knows: { [at.cassandra]: "can_do" },
      wantsToLearn: [at.cassandra],
    });
  for (let n = 0; n < 9; n++) await aPerson(at.db, named("W", n), { wantsToLearn: [at.cassandra] });
  await aPerson(at.db, "Tess Teaches", { knows: { [at.cassandra]: "can_teach" } });
  await aPerson(at.db, "Zoe", { knows: { [at.cassandra]: "can_follow" }, wantsToLearn: [at.cassandra] });
  const system = await page(at);
  expect(system.totals).toEqual({ canTeach: 1, canDo: 10, canFollow: 1, wantToLearn: 10 });
  expect(system.verdict).toEqual({ risk: "several", people: 11 });
  expect(system.canDo.map(({ name }) => name)).toEqual(["DA", "DB", "DC", "DD", "DE", "DF", "DG", "DH"]);
  expect(system.wantToLearn.map(({ name }) => name)).toEqual([
    ...["WA", "WB", "WC", "WD", "WE", "WF", "WG", "WH"],
  ]);
  // She comes last by name, and yet is the likeliest to learn it.
  expect([system.pairing?.teacher.name, system.pairing?.learner.name]).toEqual(["Tess Teaches", "Zoe"]);
  const last = (await at.db.query.people.findFirst({ where: (one, { eq }) => eq(one.name, "DJ") })) as {
    id: string;
  };
  expect((await page(at, last.id)).mine).toEqual({ level: "can_do", wantsToLearn: true });
  const found = async (q: string) =>
    (await findColleagues(await at.as(at.ana), { q, systemSlug: "cassandra" })).people.map(
      ({ name }) => name,
    );
  expect(await found("dj")).toEqual(["DJ"]);
  expect(await found("ribeiro")).toEqual([]);
  expect(await found("")).toHaveLength(21);
});
