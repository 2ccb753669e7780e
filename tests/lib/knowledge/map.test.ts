import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { familiarities, familiarityChanges, people, systems } from "@/db/schema/people";
import { getMap } from "@/lib/knowledge/get-map";
import { saveFamiliarities } from "@/lib/people/save-settings";
import { confirmFamiliarity } from "@/lib/sessions/confirm-familiarity";
import { DAY_MS } from "@/lib/time/instant";
import { aSession, type Company, company } from "@/tests/lib/notes/written";
import { aPerson, NOW } from "@/tests/support/company";

const look = async (at: Company, input: unknown = {}) => getMap(await at.as(at.cleo), input);

const changes = (at: Company) =>
  at.db
    .select({ level: familiarityChanges.level, at: familiarityChanges.at })
    .from(familiarityChanges)
    .orderBy(familiarityChanges.at, familiarityChanges.id);

test("every change of a level is kept in the transaction that makes it, wherever it is made", async () => {
  const at = await company();
  const say = async (level: string, wantsToLearn = false) =>
    saveFamiliarities(await at.as(at.ana), {
      familiarities: [{ systemId: at.cassandra, level, wantsToLearn }],
    });
  await say("new", true);
  expect(await changes(at)).toEqual([]);
  await say("can_follow", true);
  await say("can_follow", false);
  await say("can_do");
  // The database decides what is past.
  const id = await aSession(at, { systemIds: [at.cassandra], daysAgo: 4_000 });
  await confirmFamiliarity(await at.as(at.ana), {
    id,
    levels: [{ systemId: at.cassandra, level: "can_teach" }],
  });
  await say("new");
  expect((await changes(at)).map(({ level }) => level)).toEqual(["can_follow", "can_do", "can_teach", "new"]);
});

test("what is rolled back leaves no change behind; who goes takes their history along", async () => {
  const at = await company();
  const can = { personId: at.ana, systemId: at.cassandra, level: "can_do" as const };
  await expect(
    at.db.transaction(async (tx) => {
      await tx.insert(familiarities).values(can);
      throw new Error("No.");
    }),
  ).rejects.toThrow("No.");
  expect(await changes(at)).toEqual([]);
  await at.db.insert(familiarities).values(can);
  await at.db.delete(familiarities);
  expect((await changes(at)).map(({ level }) => level)).toEqual(["can_do", "new"]);
  await at.db.insert(familiarities).values(can);
  await at.db.delete(people).where(sql`id = ${at.ana}`);
  expect(await changes(at)).toEqual([]);
  await at.db.insert(familiarities).values({ ...can, personId: at.bo });
  await at.db.delete(systems);
  expect(await changes(at)).toEqual([]);
});

test("systems that fewest can do come first, or by name; all who work here decide", async () => {
  const at = await company();
  await aPerson(at.db, "Sam Okafor", { knows: { [at.billing]: "can_do" } });
  await aPerson(at.db, "Gone", { knows: { [at.cassandra]: "can_do" }, deactivatedAt: NOW - DAY_MS });
  const names = async (sort?: string) => (await look(at, { sort })).rows.map(({ name }) => name);
  expect(await names()).toEqual(["Cassandra", "billing API"]);
  expect(await names("name")).toEqual(["billing API", "Cassandra"]);
  expect((await look(at)).rows.map(({ verdict }) => verdict)).toEqual([
    { risk: "nobody" },
    { risk: "only_one", name: "Sam Okafor" },
  ]);
});

test("columns are the people of the teams in the address, by name; of the reader's own without one", async () => {
  const at = await company();
  const zoe = { teamId: at.backend, knows: { [at.cassandra]: "can_teach" as const } };
  const id = await aPerson(at.db, "Zoe", zoe);
  const { teams, rows } = await look(at);
  expect(teams.map(({ name, people }) => [name, people.map((one) => one.name)])).toEqual([
    ["Backend", ["Ana Ribeiro", "Cleo Martin", "Zoe"]],
  ]);
  expect(rows.find(({ name }) => name === "Cassandra")?.cells).toEqual({
    [id]: { level: "can_teach", wantsToLearn: false },
  });
  const two = await look(at, { team: [at.ops, at.backend, "nosuch", 7] });
  expect(two.teams.map(({ name }) => name)).toEqual(["Backend", "Platform ops"]);
  expect((await look(at, { team: at.ops })).teams.map(({ name }) => name)).toEqual(["Platform ops"]);
  expect((await look(at, { team: at.cassandra })).teams.map(({ name }) => name)).toEqual(["Backend"]);
});

test("how many could at the end of each quarter: people count until they leave, and nothing is made up", async () => {
  const at = await company();
  const days = (n: number) => NOW - n * DAY_MS;
  // Quarters ended on 31 March, 30 June, 30 September and 31 December 2026.
  await at.db.insert(familiarityChanges).values([
    { personId: at.ana, systemId: at.cassandra, level: "can_do", at: days(300) },
    { personId: at.ana, systemId: at.cassandra, level: "can_teach", at: days(200) },
    { personId: at.bo, systemId: at.cassandra, level: "can_do", at: days(200) },
    { personId: at.bo, systemId: at.cassandra, level: "can_follow", at: days(100) },
    { personId: at.cleo, systemId: at.cassandra, level: "can_do", at: days(200) },
  ]);
  const [first, second] = [await look(at), await look(at, { since: "2026-06-30" })];
  const counts = (view: typeof first) => view.rows.find(({ name }) => name === "Cassandra")?.counts;
  expect(first.quarters).toEqual(["2026-06-30", "2026-09-30", "2026-12-31"]);
  expect(counts(first)).toEqual([1, 3, 2, 0]);
  expect([first.since, second.since, (await look(at, { since: "2026-07-01" })).since]).toEqual([1, 0, 1]);
  await at.db
    .update(people)
    .set({ deactivatedAt: days(90) })
    .where(sql`id = ${at.ana}`);
  expect(counts(await look(at))).toEqual([1, 3, 1, 0]);
});

test("a company without history has none, and one without teams or systems has an empty map", async () => {
  const at = await company();
  const view = await look(at);
  expect([view.quarters, view.since, view.rows[0]?.counts]).toEqual([[], -1, [0]]);
  await at.db.execute(sql`delete from systems`);
  await at.db.execute(sql`update people set team_id = null`);
  await at.db.execute(sql`delete from teams`);
  const empty = await look(at);
  expect([empty.rows, empty.teams, empty.allTeams]).toEqual([[], [], []]);
});
