import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { busy, calendarConnections } from "@/db/schema/calendar";
import { avoidances, people } from "@/db/schema/people";
import { declines, requests } from "@/db/schema/requests";
import { seats, sessions } from "@/db/schema/sessions";
import { findMatches } from "@/lib/matching/find-matches";
import { sentenceOf } from "@/lib/matching/reasons";
import { startsOf } from "@/lib/matching/schema";
import { summariseMatches } from "@/lib/matching/summarise-matches";
import { whyNot } from "@/lib/matching/why-not";
import { DAY_MS, MINUTE_MS } from "@/lib/time/instant";
import { aPerson, aRequest, aSystem, aTeam, contextOf, NOW } from "../../support/company";
import { testDatabase } from "../../support/database";
import { aCalendar, anUnknownCalendar, aSession, at } from "./calendars";

/** Ana of Backend asks Platform ops, whose Bo and Hana are free, about Cassandra. */
async function company() {
  const { db } = await testDatabase();
  const backend = await aTeam(db, "Backend", "dev");
  const ops = await aTeam(db, "Platform ops", "ops");
  const cassandra = await aSystem(db, "Cassandra");
  const ana = await aPerson(db, "Ana Ribeiro", { teamId: backend, bufferMin: 0, noticeMin: 60 });
  const bo = await aPerson(db, "Bo Larsen", {
    teamId: ops,
    zone: "America/New_York",
    bufferMin: 0,
    noticeMin: 60,
    knows: { [cassandra]: "can_teach" },
  });
  const hana = await aPerson(db, "Hana Novak", {
    teamId: ops,
    bufferMin: 0,
    noticeMin: 60,
    wantsToLearn: [cassandra],
  });
  for (const id of [ana, bo, hana]) await aCalendar(db, id);
  const { id: requestId } = await aRequest(db, ana, {
    teamId: backend,
    teamIds: [ops],
    systemIds: [cassandra],
    understand: "How a replication factor is chosen",
    neededByAt: at("2027-03-06T00:00+01:00"),
  });
  return { db, backend, ops, cassandra, ana, bo, hana, requestId, asAna: await contextOf(db, ana) };
}

const idsOf = ({ people }: { people: { id: string }[] }) => people.map(({ id }) => id);

describe("who is suggested", () => {
  test("people of the team asked, best first, with their times in the week and the reason", async () => {
    const { asAna, bo, hana, requestId } = await company();
    const view = await findMatches(asAna, { requestId });
    expect(idsOf(view)).toEqual([bo, hana]);
    expect(view.week).toBe("2027-03-01");
    const [first] = view.people;
    // 09:00 in New York is 15:00 in Berlin; a session of 50 minutes has to end by 17:00.
    expect(startsOf(first?.runs ?? []).slice(0, 5)).toEqual(
      ["15:00", "15:15", "15:30", "15:45", "16:00"].map((time) => at(`2027-03-01T${time}+01:00`)),
    );
    expect(first && sentenceOf(first.reason)).toBe(
      "You and Bo are both free Mon 15:00–15:50. Only Bo can do Cassandra: pairing makes you the second who can.",
    );
    expect(view.nothing).toBeNull();
  });

  test("instants come out of the database as the whole milliseconds they went in as", async () => {
    const { db, asAna, bo, requestId } = await company();
    // Doubles lose such ones in seconds from January 2038 on.
    const readAt =
      Date.parse("2038-02-01T00:00:00Z") +
      [...Array(1_000).keys()].findIndex((n) => {
        const at = Date.parse("2038-02-01T00:00:00Z") + n;
        return (at / 1000) * 1000 !== at;
      });
    await db.update(busy).set({ readAt }).where(eq(busy.personId, bo));
    const { people: found } = await findMatches(asAna, { requestId });
    expect(found.find(({ id }) => id === bo)?.calendar).toEqual({ known: true, readAt });
  });

  test("a private session of others does not say when the teams last paired", async () => {
    const { db, asAna, ana, bo, backend, ops, cassandra, requestId } = await company();
    const cleo = await aPerson(db, "Cleo Marin", { teamId: backend, knows: { [cassandra]: "can_do" } });
    const { id } = await aRequest(db, cleo, { teamId: backend });
    const seated = [
      { id: cleo, teamId: backend },
      { id: bo, teamId: ops },
    ];
    const sessionId = await aSession(db, id, at("2026-10-06T15:00+02:00"), seated);
    const rest = async () => (await findMatches(asAna, { requestId })).people[0]?.reason.rest;
    expect(await rest()).toMatch(/your teams have not paired since October/);
    await db.update(sessions).set({ isPrivate: true });
    expect(await rest()).toMatch(/your teams have never paired/);
    const [{ startAt, endAt }] = (await db.select().from(sessions)) as [typeof sessions.$inferSelect];
    await db.insert(seats).values({ sessionId, personId: ana, role: "observer", startAt, endAt });
    expect(await rest()).toMatch(/since October/);
  });

  test("without a team, whoever can do or teach the systems", async () => {
    const { db, ana, bo, cassandra, asAna } = await company();
    const { id: requestId } = await aRequest(db, ana, { systemIds: [cassandra] });
    expect(idsOf(await findMatches(asAna, { requestId }))).toEqual([bo]);
  });

  test("never the requester, even on the team asked", async () => {
    const { db, ana, backend, asAna } = await company();
    const { id: requestId } = await aRequest(db, ana, { teamIds: [backend] });
    expect(idsOf(await findMatches(asAna, { requestId }))).toEqual([]);
  });

  test("nobody who pauses, left the company, or said not now to this request", async () => {
    const { db, asAna, bo, hana, requestId } = await company();
    await db.insert(declines).values({ requestId, personId: hana });
    expect(idsOf(await findMatches(asAna, { requestId }))).toEqual([bo]);
    await db.update(people).set({ pausedAt: NOW }).where(eq(people.id, bo));
    expect(idsOf(await findMatches(asAna, { requestId }))).toEqual([]);
    await db.update(people).set({ pausedAt: null, deactivatedAt: NOW }).where(eq(people.id, bo));
    expect(idsOf(await findMatches(asAna, { requestId }))).toEqual([]);
  });

  test("a week in which somebody has as many sessions as they take is left out, the next one is not", async () => {
    const { db, ana, asAna, hana, requestId } = await company();
    await db.update(people).set({ maxPerWeek: 1 }).where(eq(people.id, hana));
    await db
      .update(requests)
      .set({ neededByAt: at("2027-03-13T00:00+01:00") })
      .where(eq(requests.id, requestId));
    const other = await aRequest(db, ana);
    await aSession(db, other.id, at("2027-03-03T10:00+01:00"), [{ id: hana }], { state: "booked" });
    const view = await findMatches(asAna, { requestId, week: "2027-03-01" });
    expect(view.people.find(({ id }) => id === hana)?.runs).toEqual([]);
    expect(view.people.find(({ id }) => id === hana)?.earliest).toBe(at("2027-03-08T09:00+01:00"));
  });

  test("a request that is not open has no matches", async () => {
    const { db, asAna, requestId } = await company();
    await db.update(requests).set({ state: "booked" }).where(eq(requests.id, requestId));
    const view = await findMatches(asAna, { requestId });
    expect(view).toMatchObject({ people: [], others: [], nothing: null });
  });

  test("the same data is the same list", async () => {
    const { asAna, requestId } = await company();
    expect(await findMatches(asAna, { requestId })).toEqual(await findMatches(asAna, { requestId }));
  });
});

describe("when", () => {
  test("busy times, seats of other sessions and the larger notice leave times out", async () => {
    const { db, ana, asAna, hana, requestId } = await company();
    await db
      .update(people)
      .set({ noticeMin: 24 * 60 })
      .where(eq(people.id, hana));
    const other = await aRequest(db, ana);
    await aSession(db, other.id, at("2027-03-02T09:00+01:00"), [{ id: hana }], { state: "booked" });
    const view = await findMatches(asAna, { requestId });
    expect(view.people.find(({ id }) => id === hana)?.earliest).toBe(at("2027-03-02T10:00+01:00"));
  });

  test("the last session ends when the needed-by day does", async () => {
    const { db, asAna, hana, requestId } = await company();
    await db
      .update(requests)
      .set({ neededByAt: at("2027-03-02T10:00+01:00") })
      .where(eq(requests.id, requestId));
    const view = await findMatches(asAna, { requestId });
    const starts = startsOf(view.people.find(({ id }) => id === hana)?.runs ?? []);
    expect(starts.at(-1)).toBe(at("2027-03-02T09:00+01:00"));
  });

  test("in the week of New York's change Bo's 09:00 moves from Berlin's 15:00 to 14:00", async () => {
    const { db, asAna, bo, requestId } = await company();
    await db
      .update(requests)
      .set({ neededByAt: at("2027-03-20T00:00+01:00") })
      .where(eq(requests.id, requestId));
    const firstOf = async (week: string) =>
      (await findMatches(asAna, { requestId, week })).people
        .find(({ id }) => id === bo)
        ?.runs.slice(-1)[0]?.[0];
    expect(await firstOf("2027-03-08")).toBe(at("2027-03-12T15:00+01:00"));
    expect(await firstOf("2027-03-15")).toBe(at("2027-03-19T14:00+01:00"));
  });

  test("the time of a session that waits for another partner is not in the requester's way", async () => {
    const { db, ana, asAna, hana, requestId } = await company();
    const start = at("2027-03-02T09:00+01:00");
    await aSession(db, requestId, start, [{ id: ana }], { state: "needs_partner" });
    const view = await findMatches(asAna, { requestId });
    expect(startsOf(view.people.find(({ id }) => id === hana)?.runs ?? [])).toContain(start);
  });

  test("weeks go from this one to the one of needed-by, and no further", async () => {
    const { db, asAna, requestId } = await company();
    await db
      .update(requests)
      .set({ neededByAt: at("2027-03-13T00:00+01:00") })
      .where(eq(requests.id, requestId));
    expect(await findMatches(asAna, { requestId, week: "2030-01-07" })).toMatchObject({
      week: "2027-03-08",
      previousWeek: "2027-03-01",
      nextWeek: null,
    });
    expect(await findMatches(asAna, { requestId, week: "2020-01-06" })).toMatchObject({
      week: "2027-03-01",
      previousWeek: null,
      nextWeek: "2027-03-08",
    });
  });
});

describe("a calendar that cannot be read", () => {
  test("leaves its owner in the list, last, as unknown: with working hours for times, neither free nor busy", async () => {
    const { db, ops, cassandra, asAna, bo, hana, requestId } = await company();
    const priya = await aPerson(db, "Priya Raman", {
      teamId: ops,
      noticeMin: 60,
      knows: { [cassandra]: "can_teach" },
    });
    await anUnknownCalendar(db, priya);
    const view = await findMatches(asAna, { requestId });
    expect(idsOf(view)).toEqual([bo, hana, priya]);
    const unknown = view.people.at(-1);
    expect(unknown?.calendar).toEqual({ known: false, words: "it was never connected", readAt: null });
    expect(unknown && sentenceOf(unknown.reason)).toContain("The calendar cannot be read");
    expect(unknown?.earliest).toBe(at("2027-03-01T09:00+01:00"));
    expect(unknown && sentenceOf(unknown.reason)).not.toContain("free");
  });

  test("of access that ended says so, with the age of what is known", async () => {
    const { db, asAna, hana, requestId } = await company();
    await db.insert(calendarConnections).values({
      personId: hana,
      email: "hana.novak@northlight.example",
      refreshTokenSealed: "sealed",
      scopes: [],
      state: "reconnect",
      busyCalendarIds: ["hana.novak@northlight.example"],
      connectedAt: NOW - 20 * DAY_MS,
    });
    const view = await findMatches(asAna, { requestId });
    expect(view.people.at(-1)).toMatchObject({
      id: hana,
      calendar: { known: false, words: "access ended", readAt: NOW - MINUTE_MS },
    });
  });

  test("of the requester leaves suggestions by working hours, and no sentence that claims both are free", async () => {
    const { db, ops, cassandra, backend } = await company();
    const leo = await aPerson(db, "Leo Marsh", { teamId: backend, noticeMin: 60 });
    await anUnknownCalendar(db, leo);
    const { id: requestId } = await aRequest(db, leo, { teamIds: [ops], systemIds: [cassandra] });
    const view = await findMatches(await contextOf(db, leo), { requestId });
    expect(view.calendar.known).toBe(false);
    expect(view.people.map(({ reason }) => reason.lead)).toEqual([
      "In your working hours Bo is free",
      "In your working hours Hana is free",
    ]);
  });
});

describe("an avoidance", () => {
  // Bo either works while Ana sleeps, or one of the two avoids the other: nobody can tell which.
  async function answers(
    change: (company: Awaited<ReturnType<typeof companyOfTwo>>) => Promise<unknown>,
  ): Promise<string[]> {
    const setting = await companyOfTwo();
    await change(setting);
    const { asAna, bo, requestId } = setting;
    const view = await findMatches(asAna, { requestId });
    const words = await whyNot(asAna, { requestId, personId: bo });
    const offer = await findMatches(await contextOf(setting.db, bo), { requestId });
    const summary = await summariseMatches(asAna, [requestId]);
    return [view, words, { ...offer, mine: [] }, [...summary]].map((answer) =>
      JSON.stringify(answer)
        .replaceAll(requestId, "REQUEST")
        .replaceAll(setting.ana, "ANA")
        .replaceAll(bo, "BO")
        .replaceAll(setting.hana, "HANA")
        .replaceAll(setting.sre, "SRE"),
    );
  }

  async function companyOfTwo() {
    const setting = await company();
    const sre = await aTeam(setting.db, "SRE", "ops");
    return { ...setting, sre };
  }

  const never: [string, string][] = [["2027-02-28T00:00+01:00", "2027-04-05T00:00+02:00"]];

  test("in either direction has the bytes of no common time: in matches, offers, summaries and why not", async () => {
    const noTime = await answers(async ({ db, bo }) => {
      await db.delete(busy).where(eq(busy.personId, bo));
      await aCalendar(db, bo, never);
    });
    const avoided = await answers(({ db, ana, bo }) =>
      db.insert(avoidances).values({ personId: ana, avoidedId: bo }),
    );
    const avoiding = await answers(({ db, ana, bo }) =>
      db.insert(avoidances).values({ personId: bo, avoidedId: ana }),
    );
    expect(avoided).toEqual(noTime);
    expect(avoiding).toEqual(noTime);
    expect(noTime[1]).toBe('{"words":"You and Bo have no 50 minutes in common by Fri 5 Mar."}');
  });
});

describe("why not", () => {
  test("says what is in the way, to the requester alone", async () => {
    const { db, ana, backend, asAna, bo, hana, requestId } = await company();
    const why = async (personId: string) => (await whyNot(asAna, { requestId, personId })).words;
    expect(await why(bo)).toBe("Bo is in the list: 25 times, the first Mon 15:00.");
    expect(await why(ana)).toBe("You are in the session anyway.");
    const leo = await aPerson(db, "Leo Marsh", { teamId: backend });
    expect(await why(leo)).toBe("Leo is not on a team you asked.");
    await db.insert(declines).values({ requestId, personId: hana });
    expect(await why(hana)).toBe("Hana said “not now” to this request.");
    await db.update(people).set({ maxPerWeek: 0 }).where(eq(people.id, bo));
    expect(await why(bo)).toBe("Bo has as many sessions as they take in each week that would fit.");
    await db.update(people).set({ pausedAt: NOW }).where(eq(people.id, bo));
    expect(await why(bo)).toBe("Bo takes a break from pairing.");
    await expect(whyNot(await contextOf(db, leo), { requestId, personId: bo })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("an offer", () => {
  test("shows the requester alone, at times both are free, weekly limit or not", async () => {
    const { db, ana, hana, requestId } = await company();
    await db.update(people).set({ maxPerWeek: 0 }).where(eq(people.id, hana));
    const view = await findMatches(await contextOf(db, hana), { requestId });
    expect(view.as).toBe("offer");
    expect(idsOf(view)).toEqual([ana]);
    expect(view.fullWeeks[0]).toEqual([at("2027-03-01T00:00+01:00"), at("2027-03-08T00:00+01:00")]);
    expect(view.people[0] && sentenceOf(view.people[0].reason)).toBe(
      "You and Ana are both free Mon 09:00–09:50. You want to learn Cassandra too; your teams have never paired.",
    );
    expect(view.others).toEqual([]);
  });
});

describe("input", () => {
  test("ids that are none, and ids of nothing, are refused", async () => {
    const { asAna } = await company();
    await expect(findMatches(asAna, { requestId: "x" })).rejects.toMatchObject({ code: "invalid" });
    await expect(findMatches(asAna, { requestId: crypto.randomUUID() })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(
      findMatches(asAna, { requestId: crypto.randomUUID(), week: "2027-02-31" }),
    ).rejects.toMatchObject({
      code: "invalid",
    });
  });
});
