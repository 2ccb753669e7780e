import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { familiarities } from "@/db/schema/people";
import { declines } from "@/db/schema/requests";
import { sessions } from "@/db/schema/sessions";
import type { Context } from "@/lib/context";
import { countHelpers } from "@/lib/requests/count-helpers";
import { listBoard } from "@/lib/requests/list-board";
import { listMyRequests } from "@/lib/requests/list-my-requests";
import { DAY_MS, HOUR_MS } from "@/lib/time/instant";
import { aPerson, aRequest, aSystem, aTeam, contextOf, NOW } from "../../support/company";
import { aSession } from "../matching/calendars";
import { refusalOf, twoTeams } from "./posted";

/** Four open requests, one expired and one booked, seen by Bo, who can do Cassandra and wants to learn DNS. */
async function board() {
  const company = await twoTeams();
  const { db, backend, ops, cassandra, ana } = company;
  const security = await aTeam(db, "Security", "security");
  const dns = await aSystem(db, "DNS");
  const bo = await aPerson(db, "Bo Berg", {
    teamId: ops,
    knows: { [cassandra]: "can_do" },
    wantsToLearn: [dns],
  });
  const post = async (title: string, days: number, options: Parameters<typeof aRequest>[2] = {}) =>
    (
      await aRequest(db, ana, {
        ...{ title, teamId: backend, neededByAt: NOW + days * DAY_MS, createdAt: NOW - days * HOUR_MS },
        ...options,
      })
    ).id;
  await post("Keyspace", 5, { systemIds: [cassandra], lengthMin: 80 });
  await post("Zone", 2, { teamIds: [security], systemIds: [dns], lengthMin: 25 });
  await post("Deploy", 3, { teamIds: [ops] });
  await post("Audit", 4, { teamIds: [security] });
  await post("Late", -1, { teamIds: [ops] });
  await post("Taken", 1, { teamIds: [ops], state: "booked" });
  await post("Gone", 1, { teamIds: [ops], state: "withdrawn" });
  return { ...company, security, dns, asBo: await contextOf(db, bo), boId: bo };
}

const titles = async (context: Context, filters: object = {}) =>
  (await listBoard(context, filters)).rows.map((row) => row.title);

test("the board shows what is open, first what is needed first", async () => {
  const { asBo } = await board();
  expect(await titles(asBo)).toEqual(["Zone", "Deploy", "Audit", "Keyspace"]);
  expect(await titles(asBo, { sort: "newest" })).toEqual(["Zone", "Deploy", "Audit", "Keyspace"]);
  expect(await titles(asBo, { state: "expired" })).toEqual(["Late"]);
  expect(await titles(asBo, { state: "booked" })).toEqual(["Taken"]);
});

test("newest first goes by the day it was posted, not by the day it is needed", async () => {
  const { db, asBo, ana, ops } = await board();
  await aRequest(db, ana, {
    title: "Just now",
    teamIds: [ops],
    createdAt: NOW,
    neededByAt: NOW + 30 * DAY_MS,
  });
  expect((await titles(asBo, { sort: "newest" }))[0]).toBe("Just now");
  expect((await titles(asBo)).at(-1)).toBe("Just now");
});

test("each filter keeps what fits it, and together they keep what fits all", async () => {
  const { asBo, security, ops, backend } = await board();
  expect(await titles(asBo, { team: security })).toEqual(["Zone", "Audit"]);
  expect(await titles(asBo, { from: backend })).toHaveLength(4);
  expect(await titles(asBo, { from: ops })).toEqual([]);
  expect(await titles(asBo, { system: "dns" })).toEqual(["Zone"]);
  expect(await titles(asBo, { discipline: "ops" })).toEqual(["Deploy"]);
  expect(await titles(asBo, { length: "50" })).toEqual(["Zone", "Deploy", "Audit"]);
  expect(await titles(asBo, { length: "25", team: security })).toEqual(["Zone"]);
});

test("I could help where my team is asked or I can do the system; I want to learn where I said so", async () => {
  const { asBo } = await board();
  expect(await titles(asBo, { help: "1" })).toEqual(["Deploy", "Keyspace"]);
  expect(await titles(asBo, { learn: "1" })).toEqual(["Zone"]);
  const { rows, counts } = await listBoard(asBo, {});
  expect(counts).toEqual({ help: 2, learn: 1 });
  expect(Object.fromEntries(rows.map((row) => [row.title, row.mark]))).toEqual({
    ...{ Zone: "wants_to_learn", Deploy: "asked", Audit: null, Keyspace: "can_do" },
  });
});

test("my own requests are mine, and I could not help with them", async () => {
  const { asAna } = await board();
  const { rows } = await listBoard(asAna, {});
  expect(new Set(rows.map((row) => row.mark))).toEqual(new Set(["yours"]));
  expect(rows.filter((row) => row.couldHelp)).toEqual([]);
});

test("who said not now could not help with it again", async () => {
  const { db, asBo, boId } = await board();
  const deploy = (await listBoard(asBo, {})).rows.find((row) => row.title === "Deploy");
  await db.insert(declines).values({ requestId: deploy?.id as string, personId: boId });
  expect(await titles(asBo, { help: "1" })).toEqual(["Keyspace"]);
});

test("a request whose session lost its partner says when that is, and a private one only to who sits in it", async () => {
  const { db, asBo, ana, ops } = await board();
  const start = NOW + 2 * DAY_MS + HOUR_MS;
  const freeSeats = async (context: Context) => {
    const { rows } = await listBoard(context, {});
    return rows.filter(({ freeSeatAt }) => freeSeatAt !== null).map((row) => [row.title, row.freeSeatAt]);
  };
  expect(await freeSeats(asBo)).toEqual([]);
  const { id } = await aRequest(db, ana, { title: "Waits", teamIds: [ops] });
  const sessionId = await aSession(db, id, start, [{ id: ana }], { state: "needs_partner" });
  expect(await freeSeats(asBo)).toEqual([["Waits", start]]);
  await db.update(sessions).set({ isPrivate: true }).where(eq(sessions.id, sessionId));
  expect(await freeSeats(asBo)).toEqual([]);
  expect(await freeSeats(await contextOf(db, ana))).toEqual([["Waits", start]]);
});

test("the board says how many there are, and how many would fit without each filter", async () => {
  const { asBo, security } = await board();
  const { total, rows, without } = await listBoard(asBo, {
    team: security,
    system: "cassandra",
    length: "80",
  });
  expect([total, rows.length]).toEqual([4, 0]);
  expect(without).toEqual([
    { filter: "team", rows: 1 },
    { filter: "system", rows: 2 },
    { filter: "length", rows: 0 },
  ]);
});

test("the choices of the filters are what the open requests have", async () => {
  const { asBo } = await board();
  const { choices } = await listBoard(asBo, {});
  expect(choices.teams.map((team) => team.name)).toEqual(["Platform ops", "Security"]);
  expect(choices.from.map((team) => team.name)).toEqual(["Backend"]);
  expect(choices.systems.map((system) => system.slug)).toEqual(["cassandra", "dns"]);
  expect(choices.disciplines).toEqual(["ops", "security"]);
});

test.each([
  { team: "'; drop table requests; --", system: ["a", "b"], length: "-1", state: "all", sort: "\u0000" },
  { team: ["x"], help: ["1", "1"], discipline: "__proto__", system: "\u0000", from: "" },
  { length: { $gt: 0 }, state: [], sort: 3, learn: "yes" },
])("filters that name nothing are no filters: %j", async (filters) => {
  const { asBo } = await board();
  const found = await titles(asBo, { ...filters, system: undefined });
  expect(found).toHaveLength(4);
});

test("the board does not tell anybody's address", async () => {
  const { asBo } = await board();
  expect(JSON.stringify(await listBoard(asBo, {}))).not.toContain("@");
});

test("my requests are those that are open, expired or booked", async () => {
  const { asAna, asBo } = await board();
  const mine = await listMyRequests(asAna);
  expect(mine.map((request) => [request.title, request.state])).toEqual([
    ["Late", "expired"],
    ["Taken", "booked"],
    ["Zone", "open"],
    ["Deploy", "open"],
    ["Audit", "open"],
    ["Keyspace", "open"],
  ]);
  expect(await listMyRequests(asBo)).toEqual([]);
});

test("helpers are the members of a team and those who can do a system, each once, without me and who pauses", async () => {
  const { db, asAna, asBo, ops, cassandra, backend } = await twoTeams();
  const both = { teamIds: [ops, ops], systemIds: cassandra };
  expect(await countHelpers(asAna, both)).toEqual({ people: 1, canTeach: 0, only: "Bo Larsen" });
  expect(await countHelpers(asBo, both)).toEqual({ people: 0, canTeach: 0 });
  await aPerson(db, "Cleo", { teamId: backend, knows: { [cassandra]: "can_teach" } });
  await aPerson(db, "Dara", { teamId: ops, pausedAt: NOW });
  await aPerson(db, "Emil", { teamId: ops, deactivatedAt: NOW });
  await aPerson(db, "Fay", { teamId: backend, knows: { [cassandra]: "can_follow" } });
  expect(await countHelpers(asAna, both)).toEqual({ people: 2, canTeach: 1 });
  expect(await countHelpers(asAna, {})).toEqual({ people: 0, canTeach: 0 });
  expect((await refusalOf(countHelpers(asAna, { teamIds: "x" }))).code).toBe("invalid");
});

test("the mark names the system it is about: what I can teach before what I can do, and that before wishes", async () => {
  const { db, asBo, boId, cassandra, dns, ana, ops } = await board();
  const kafka = await aSystem(db, "Kafka");
  await db.insert(familiarities).values({ personId: boId, systemId: kafka, level: "can_teach" });
  await aRequest(db, ana, { title: "All three", systemIds: [dns, cassandra, kafka], teamIds: [ops] });
  const marks = (await listBoard(asBo, {})).rows.map(({ title, mark, markSystem }) => [
    title,
    mark,
    markSystem,
  ]);
  expect(marks.toSorted()).toEqual([
    ["All three", "can_teach", "Kafka"],
    ["Audit", null, null],
    ["Deploy", "asked", null],
    ["Keyspace", "can_do", "Cassandra"],
    ["Zone", "wants_to_learn", "DNS"],
  ]);
});
