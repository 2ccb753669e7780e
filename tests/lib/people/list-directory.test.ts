import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { systems } from "@/db/schema/people";
import { seats, sessions } from "@/db/schema/sessions";
import type { Db } from "@/lib/context";
import { findColleagues, getPerson, getTeam } from "@/lib/people/list-directory";
import { HOUR_MS } from "@/lib/time/instant";
import { aPerson, aRequest, aSystem, aTeam, contextOf, NOW } from "@/tests/support/company";
import { testDatabase } from "@/tests/support/database";

/** Ana of Backend asks; Bo and Cleo of Platform ops, Bo can teach Cassandra; Gone has left. */
async function company() {
  const { db } = await testDatabase();
  const [backend, ops] = [await aTeam(db, "Backend"), await aTeam(db, "Platform ops", "ops")];
  const [cassandra, dns] = [await aSystem(db, "Cassandra"), await aSystem(db, "DNS")];
  const ana = await aPerson(db, "Ana Ribeiro", { teamId: backend, isAdmin: true });
  const bo = await aPerson(db, "Bo Larsen", {
    teamId: ops,
    zone: "America/New_York",
    knows: { [cassandra]: "can_teach" },
    wantsToLearn: [dns],
  });
  const cleo = await aPerson(db, "cleo Arendt", { teamId: ops, pausedAt: NOW });
  const gone = await aPerson(db, "Gone Away", { teamId: ops, deactivatedAt: NOW });
  return { db, backend, ops, cassandra, dns, ana, bo, cleo, gone, asAna: await contextOf(db, ana) };
}

async function aSession(db: Db, people: string[], over: Partial<typeof sessions.$inferInsert> = {}) {
  const { id: requestId } = await aRequest(db, people[0] as string, { title: "Keyspace", state: "done" });
  const times = { startAt: over.startAt ?? NOW, endAt: (over.startAt ?? NOW) + HOUR_MS };
  const [session] = await db
    .insert(sessions)
    .values({
      ...{ requestId, state: "held", zone: "Europe/Berlin", agreedWallTime: "2027-03-01T08:00" },
      ...{ place: "video", ...over, ...times },
    })
    .returning();
  const sessionId = (session as { id: string }).id;
  await db.insert(seats).values(
    people.map((personId, at) => ({
      ...{ sessionId, personId, ...times },
      role: (["requester", "partner", "observer"] as const)[at] ?? "observer",
    })),
  );
  return sessionId;
}

test("the directory has everybody who works here by name, with what each can do or wants to learn", async () => {
  const { asAna } = await company();
  const { people, more, teams } = await findColleagues(asAna, {});
  expect(people.map(({ name }) => name)).toEqual(["Ana Ribeiro", "Bo Larsen", "cleo Arendt"]);
  expect(people.map(({ isPaused }) => isPaused)).toEqual([false, false, true]);
  expect(people.map(({ knowledge }) => knowledge.map(({ name, level }) => `${name} ${level}`))).toEqual([
    [],
    ["Cassandra can_teach", "DNS new"],
    [],
  ]);
  expect(teams.map(({ name, people: count }) => [name, count])).toEqual([
    ["Backend", 1],
    ["Platform ops", 2],
  ]);
  expect(more).toBe(false);
});

test("the directory is searched by name, address and team; a team that is none is no filter", async () => {
  const { asAna, ops } = await company();
  const names = async (input: object) => (await findColleagues(asAna, input)).people.map(({ name }) => name);
  expect(await names({ q: "LARS" })).toEqual(["Bo Larsen"]);
  expect(await names({ q: "cleo.arendt@" })).toEqual(["cleo Arendt"]);
  expect(await names({ q: "%" })).toEqual([]);
  expect(await names({ teamId: ops })).toEqual(["Bo Larsen", "cleo Arendt"]);
  expect(await names({ q: "ana", teamId: ops })).toEqual([]);
  expect(await names({ teamId: "ops" })).toHaveLength(3);
});

test("nobody, not even an admin, is told in the directory where a calendar connection stands", async () => {
  const { asAna, ops } = await company();
  const { people } = await findColleagues(asAna, {});
  const { members } = await getTeam(asAna, { id: ops });
  for (const person of [...people, ...members]) expect(person).not.toHaveProperty("connection");
});

test("a team has its members with what each can do, and the systems it keeps", async () => {
  const { db, asAna, ops, cassandra } = await company();
  await db.update(systems).set({ teamId: ops }).where(eq(systems.id, cassandra));
  const team = await getTeam(asAna, { id: ops });
  expect(team).toMatchObject({ name: "Platform ops", discipline: "ops" });
  expect(team.members.map(({ name, knowledge }) => [name, knowledge.length])).toEqual([
    ["Bo Larsen", 2],
    ["cleo Arendt", 0],
  ]);
  expect(team.systems.map(({ name }) => name)).toEqual(["Cassandra"]);
  await expect(getTeam(asAna, { id: cassandra })).rejects.toMatchObject({ code: "not_found" });
});

test("a person's page names who else paired, without observers, newest first", async () => {
  const { db, ana, bo, cleo, asAna } = await company();
  const first = await aSession(db, [ana, bo], { startAt: NOW - 48 * HOUR_MS });
  const second = await aSession(db, [ana, bo, cleo], { startAt: NOW - 24 * HOUR_MS });
  const shown = async (personId: string) =>
    (await getPerson(asAna, { personId })).sessions.map(({ id, others }) => [id, others]);
  expect(await shown(bo)).toEqual([
    [second, ["Ana Ribeiro"]],
    [first, ["Ana Ribeiro"]],
  ]);
  expect(await shown(cleo)).toEqual([[second, ["Ana Ribeiro", "Bo Larsen"]]]);
});

test("a private session, and one that was cancelled, are on nobody's page", async () => {
  const { db, ana, bo, asAna } = await company();
  await aSession(db, [ana, bo], { isPrivate: true });
  await aSession(db, [ana, bo], { state: "cancelled", startAt: NOW + 2 * HOUR_MS });
  expect((await getPerson(asAna, { personId: bo })).sessions).toEqual([]);
});

test("whoever has left is there for admins alone", async () => {
  const { db, gone, bo, asAna } = await company();
  await expect(getPerson(await contextOf(db, bo), { personId: gone })).rejects.toMatchObject({
    code: "not_found",
  });
  expect(await getPerson(asAna, { personId: gone })).toMatchObject({ name: "Gone Away" });
});
