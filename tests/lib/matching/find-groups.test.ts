import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { avoidances, familiarities, people } from "@/db/schema/people";
import { requestNeeds, requestNeedTeams, requestSystems } from "@/db/schema/requests";
import { applyChange } from "@/lib/matching/apply-change";
import { findMatches } from "@/lib/matching/find-matches";
import { sentenceOf } from "@/lib/matching/reasons";
import { startsOf } from "@/lib/matching/schema";
import { summariseMatches } from "@/lib/matching/summarise-matches";
import { whyNot } from "@/lib/matching/why-not";
import { getRequest } from "@/lib/requests/get-request";
import { aPerson, aRequest, aSystem, aTeam, contextOf, NOW } from "../../support/company";
import { testDatabase } from "../../support/database";
import { aCalendar, anUnknownCalendar, aSession, at } from "./calendars";

type Busy = Record<string, [string, string][]>;

const day = (from: string, to: string): [string, string] => [
  `2027-03-0${from}+01:00`,
  `2027-03-0${to}+01:00`,
];
const allWeek = day("1T00:00", "8T00:00");

/** In this order on a tie. */
const idAt = (k: number) => `00000000-0000-4000-8000-00000000000${k}`;

/** Ana of Web needs one of Backend (Bo, Cleo) and one of SRE (Dag, Eve), by Tuesday. */
async function company({ busy = {}, unknown = [] }: { busy?: Busy; unknown?: string[] } = {}) {
  const { db } = await testDatabase();
  const [web, backend, sre] = [
    await aTeam(db, "Web", "web"),
    await aTeam(db, "Backend"),
    await aTeam(db, "SRE", "ops"),
  ];
  const cassandra = await aSystem(db, "Cassandra");
  const base = { bufferMin: 0, noticeMin: 60 };
  const ana = await aPerson(db, "Ana Ribeiro", { ...base, id: idAt(1), teamId: web });
  const bo = await aPerson(db, "Bo Larsen", {
    ...base,
    id: idAt(2),
    teamId: backend,
    knows: { [cassandra]: "can_teach" },
  });
  const cleo = await aPerson(db, "Cleo Marin", {
    ...base,
    id: idAt(3),
    teamId: backend,
    knows: { [cassandra]: "can_do" },
  });
  const dag = await aPerson(db, "Dag Eriksen", {
    ...base,
    id: idAt(4),
    teamId: sre,
    knows: { [cassandra]: "can_teach" },
  });
  const eve = await aPerson(db, "Eve Okoro", { ...base, id: idAt(5), teamId: sre });
  const people = { ana, bo, cleo, dag, eve };
  for (const [name, id] of Object.entries(people))
    if (unknown.includes(name)) await anUnknownCalendar(db, id);
    else await aCalendar(db, id, busy[name] ?? []);
  const { id: requestId, needId } = await aRequest(db, ana, {
    teamId: web,
    teamIds: [backend],
    systemIds: [cassandra],
    understand: "How a keyspace is split",
    neededByAt: at("2027-03-03T00:00+01:00"),
  });
  const second = randomUUID();
  await db.insert(requestNeeds).values({ id: second, requestId, position: 1 });
  await db.insert(requestNeedTeams).values({ needId: second, teamId: sre });
  return {
    db,
    web,
    backend,
    sre,
    cassandra,
    ...people,
    requestId,
    needId,
    second,
    asAna: await contextOf(db, ana),
  };
}

const timesOf = (view: Awaited<ReturnType<typeof findMatches>>, id: string) =>
  startsOf(view.people.find((one) => one.id === id)?.runs ?? []);

describe("a group", () => {
  test("is one person for each need, the best of each, at times that all have", async () => {
    // Dag is free on Monday morning alone, Bo in the afternoon and on Tuesday from three.
    const { asAna, bo, cleo, dag, eve, requestId, needId, second } = await company({
      busy: {
        bo: [day("1T00:00", "1T12:00"), day("2T00:00", "2T15:00")],
        dag: [day("1T12:00", "8T00:00")],
        eve: [day("1T00:00", "2T15:00")],
      },
    });
    const view = await findMatches(asAna, { requestId });
    expect(view.group?.needs).toEqual([
      { id: needId, label: "Backend", people: expect.arrayContaining([bo, cleo]) },
      { id: second, label: "SRE", people: expect.arrayContaining([dag, eve]) },
    ]);
    const groups = (view.group?.runs ?? []).map(([first, count, ids]) => [first, count, ids]);
    // Monday 09:00 to 12:00 Cleo and Dag; Tuesday 15:00 to 17:00 Bo, who can teach it, and Eve.
    expect(groups).toEqual([
      [at("2027-03-01T09:00+01:00"), 9, [cleo, dag]],
      [at("2027-03-02T15:00+01:00"), 5, [bo, eve]],
    ]);
    // Bo is free on Monday afternoon as well, when nobody of SRE is.
    expect(timesOf(view, bo)[0]).toBe(at("2027-03-02T15:00+01:00"));
    expect(view.nothing).toBeNull();
    expect(await findMatches(asAna, { requestId })).toEqual(view);
    const summary = (await summariseMatches(asAna, [requestId])).get(requestId);
    expect(summary).toEqual({ people: 4, earliest: at("2027-03-01T09:00+01:00") });
  });

  test("with somebody unknown comes after those of people who are known", async () => {
    const { asAna, cleo, dag, requestId, bo } = await company({ unknown: ["bo"] });
    const view = await findMatches(asAna, { requestId });
    expect(view.group?.runs.every(([, , ids]) => ids[0] === cleo && ids[1] === dag)).toBe(true);
    expect(view.group?.needs[0]?.people).toEqual([cleo, bo]);
  });

  test("somebody named is tried first, says so, and hides nobody", async () => {
    const { db, asAna, bo, cleo, eve, dag, requestId, needId, second } = await company();
    await db.update(requestNeeds).set({ personId: cleo }).where(eq(requestNeeds.id, needId));
    await db.update(requestNeeds).set({ personId: eve }).where(eq(requestNeeds.id, second));
    const view = await findMatches(asAna, { requestId });
    expect(view.group?.needs.map(({ people }) => people)).toEqual([
      [cleo, bo],
      [eve, dag],
    ]);
    expect(view.group?.runs.every(([, , ids]) => ids.join() === [cleo, eve].join())).toBe(true);
    const named = view.people.find(({ id }) => id === cleo);
    expect(named && sentenceOf(named.reason)).toMatch(/You have Cleo in mind, and Cleo can do Cassandra\.$/);
  });
});

describe("an avoidance between two partners", () => {
  test("has the bytes of one of them being busy whenever the other is free", async () => {
    const on = await company({ busy: { eve: [allWeek] } });
    const { db, asAna, bo, cleo, dag, requestId } = on;
    const shown = async () => ({
      view: await findMatches(asAna, { requestId }),
      why: await whyNot(asAna, { requestId, personId: bo }),
      board: [...(await summariseMatches(asAna, [requestId]))],
    });
    await db.insert(avoidances).values({ personId: dag, avoidedId: bo });
    const avoided = await shown();
    expect(avoided.view.group?.runs.every(([, , ids]) => ids.join() === [cleo, dag].join())).toBe(true);
    expect(avoided.why.words).toMatch(/^There are no 50 minutes by .* in which you, Bo and the others/);

    await db.delete(avoidances);
    await db.execute(`delete from busy where person_id = '${bo}'`);
    await aCalendar(db, bo, [allWeek]);
    expect(JSON.stringify(await shown())).toBe(JSON.stringify(avoided));
  });

  test("leaves the board, the page and why not at one: each counts the same people", async () => {
    // On Monday Dag alone is free of SRE, and Bo, who avoids him, is not needed. On Tuesday there is Eve as well.
    const on = await company({ busy: { eve: [day("1T00:00", "2T00:00")] } });
    const { db, asAna, bo, cleo, dag, eve, requestId, cassandra } = on;
    await db.insert(avoidances).values({ personId: bo, avoidedId: dag });
    await db.update(familiarities).set({ level: "can_teach" }).where(eq(familiarities.personId, cleo));
    await db.update(familiarities).set({ level: "can_follow" }).where(eq(familiarities.personId, bo));
    await db.insert(familiarities).values({ personId: eve, systemId: cassandra, level: "new" });
    const view = await findMatches(asAna, { requestId });
    expect(new Set(view.people.map(({ id }) => id))).toEqual(new Set([cleo, dag, eve]));
    expect((await summariseMatches(asAna, [requestId])).get(requestId)?.people).toBe(3);
    expect((await whyNot(asAna, { requestId, personId: bo })).words).toMatch(/^There are no 50 minutes/);
    expect((await whyNot(asAna, { requestId, personId: dag })).words).toMatch(/^Dag is in the list/);
  });

  test("leaves nobody where there is no other pair, in the words of no common time", async () => {
    const on = await company({ busy: { eve: [allWeek], cleo: [allWeek] } });
    const { db, asAna, bo, dag, requestId } = on;
    await db.insert(avoidances).values({ personId: bo, avoidedId: dag });
    const view = await findMatches(asAna, { requestId });
    expect(view.people).toEqual([]);
    expect(view.nothing?.missing).toBe(
      "Each of Backend and SRE has somebody who is free with you, but never at the same time for 50 minutes by Tue 2 Mar.",
    );
  });
});

describe("where no group can meet", () => {
  test("says which need is missing, and every change opens what it says", async () => {
    const on = await company({ busy: { dag: [allWeek], eve: [allWeek] } });
    const { db, asAna, requestId, second } = on;
    const data = await aTeam(db, "Data", "data");
    const fay = await aPerson(db, "Fay Wong", {
      teamId: data,
      noticeMin: 0,
      knows: { [on.cassandra]: "can_do" },
    });
    await aCalendar(db, fay);
    const { nothing } = await findMatches(asAna, { requestId });
    expect(nothing?.missing).toBe("Nobody of SRE is known to be free with you for 50 minutes by Tue 2 Mar.");
    const team = nothing?.changes.find(({ kind }) => kind === "team");
    const without = nothing?.changes.find(({ kind }) => kind === "need");
    expect(team).toMatchObject({ title: "Ask Data as well", value: data, needId: second });
    expect(without).toMatchObject({ title: "Do it without SRE", value: second });

    await applyChange(asAna, { requestId, ...team });
    const view = await findMatches(asAna, { requestId });
    expect(view.group?.needs[1]?.people).toEqual([fay]);
    expect(new Set(view.people.flatMap(({ id }) => timesOf(view, id))).size).toBe(team?.times);
  });

  test("a change that was found for a need which is gone meanwhile changes nothing", async () => {
    const { asAna, requestId, backend } = await company();
    const before = await getRequest(asAna, { id: requestId });
    for (const change of [
      { kind: "team", value: backend, needId: randomUUID() },
      { kind: "need", value: randomUUID() },
    ])
      await expect(applyChange(asAna, { requestId, ...change })).rejects.toMatchObject({
        code: "not_possible",
      });
    expect(await getRequest(asAna, { id: requestId })).toEqual(before);
  });

  test("a seat for one person, or for whoever can do a system, is said as what it is", async () => {
    const { db, asAna, bo, eve, dag, requestId, second, needId } = await company({
      busy: Object.fromEntries(["bo", "cleo", "dag", "eve"].map((name) => [name, [allWeek]])),
    });
    const missing = async () => (await findMatches(asAna, { requestId })).nothing?.missing;
    await db.delete(requestNeedTeams).where(eq(requestNeedTeams.needId, needId));
    expect(await missing()).toBe(
      "Nobody who can do Cassandra and nobody of SRE is known to be free with you for 50 minutes by Tue 2 Mar.",
    );
    await db.delete(requestNeedTeams);
    await db.delete(requestSystems);
    await db.update(requestNeeds).set({ personId: eve }).where(eq(requestNeeds.id, second));
    await db.update(requestNeeds).set({ personId: dag }).where(eq(requestNeeds.id, needId));
    const view = await findMatches(asAna, { requestId });
    expect(view.group?.needs.map(({ label }) => label)).toEqual(["Dag Eriksen", "Eve Okoro"]);
    expect(view.nothing?.missing).toBe(
      "Nobody for the seat of Dag Eriksen and nobody for the seat of Eve Okoro is known to be free with you for 50 minutes by Tue 2 Mar.",
    );
    expect((await whyNot(asAna, { requestId, personId: bo })).words).toBe(
      "Bo is not whom this request asks for.",
    );
    await db.update(people).set({ deactivatedAt: NOW }).where(eq(people.id, eve));
    expect(await missing()).toBe(
      "One seat is for nobody who is still here. Edit the request and choose a team for it.",
    );
  });

  test("a need can be left out, and then it is a request for one", async () => {
    const { asAna, requestId, second, bo, cleo } = await company({
      busy: { dag: [allWeek], eve: [allWeek] },
    });
    await applyChange(asAna, { requestId, kind: "need", value: second });
    const view = await findMatches(asAna, { requestId });
    expect(view.group).toBeUndefined();
    expect(view.people.map(({ id }) => id)).toEqual([bo, cleo]);
  });
});

describe("an offer to a group", () => {
  test("is shown times at which a whole group could meet; whoever fits no seat is told", async () => {
    const { db, requestId, web, dag } = await company({
      busy: { bo: [allWeek], cleo: [day("1T00:00", "2T09:00")] },
    });
    const view = await findMatches(await contextOf(db, dag), { requestId });
    expect(view.group?.refused).toBeNull();
    expect(view.people[0]?.earliest).toBe(at("2027-03-02T09:00+01:00"));
    const other = await aPerson(db, "Gil Web", { teamId: web });
    const refused = await findMatches(await contextOf(db, other), { requestId });
    expect(refused.people).toEqual([]);
    expect(refused.group?.refused).toBe("This still looks for Backend and SRE, and you are not among them.");
  });

  test("once somebody sits there, there is that one time, and the need that is left", async () => {
    const { db, asAna, ana, bo, cleo, dag, eve, requestId, needId } = await company({
      busy: { eve: [day("2T09:00", "2T12:00")] },
    });
    const start = at("2027-03-02T10:10+01:00");
    const sessionId = await aSession(db, requestId, start, [{ id: ana }, { id: bo }], {
      state: "needs_partner",
    });
    await db.execute(`update seats set need_id = '${needId}' where person_id = '${bo}'`);
    expect(sessionId).toBeDefined();
    const view = await findMatches(asAna, { requestId });
    expect(view.group).toMatchObject({ seated: ["Bo Larsen"], needs: [{ label: "SRE", people: [dag] }] });
    expect(view.group?.runs).toEqual([[start, 1, [dag]]]);
    const seen = await findMatches(await contextOf(db, dag), { requestId });
    expect(seen.people[0]?.runs).toEqual([[start, 1]]);
    // The session may be private: with whom, whoever could join is not told.
    expect(JSON.stringify(seen)).not.toContain("Bo Larsen");
    expect((await findMatches(await contextOf(db, eve), { requestId })).people).toEqual([]);
    expect((await findMatches(await contextOf(db, bo), { requestId })).group?.refused).toMatch(
      /a seat in this already/,
    );
    const why = async () => (await whyNot(asAna, { requestId, personId: cleo })).words;
    expect(await why()).toBe("Cleo fits none of the seats that are free.");
    await db.insert(avoidances).values({ personId: bo, avoidedId: dag });
    expect((await findMatches(await contextOf(db, dag), { requestId })).people).toEqual([]);
  });
});

test("a single need with somebody named ranks them first, where they have a time", async () => {
  const { db, asAna, ana, backend, bo, cleo } = await company();
  const { id, needId } = await aRequest(db, ana, { teamIds: [backend], neededByAt: NOW + 2 * 86_400_000 });
  const order = async () => (await findMatches(asAna, { requestId: id })).people.map((one) => one.id);
  const [first, second] = await order();
  await db
    .update(requestNeeds)
    .set({ personId: second ?? "" })
    .where(eq(requestNeeds.id, needId));
  expect(await order()).toEqual([second, first]);
  expect([bo, cleo].sort()).toEqual([first, second].sort());
});
