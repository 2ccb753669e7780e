import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { requests } from "@/db/schema/requests";
import { findMatches } from "@/lib/matching/find-matches";
import { startsOf } from "@/lib/matching/schema";
import { whyNot } from "@/lib/matching/why-not";
import { changeFrame } from "@/lib/requests/change-frame";
import { aPerson, aRequest, aTeam, contextOf } from "../../support/company";
import { testDatabase } from "../../support/database";
import { aCalendar, aSession, at } from "./calendars";

/** Ana asks Platform ops for 50 minutes by Tuesday; Bo has half an hour on Monday, and Wednesday. */
async function company() {
  const { db } = await testDatabase();
  const ops = await aTeam(db, "Platform ops", "ops");
  const ana = await aPerson(db, "Ana Ribeiro", { bufferMin: 0, noticeMin: 0 });
  const bo = await aPerson(db, "Bo Larsen", { teamId: ops, bufferMin: 0, noticeMin: 0 });
  await aCalendar(db, ana);
  await aCalendar(db, bo, [
    ["2027-03-01T09:00+01:00", "2027-03-01T13:00+01:00"],
    ["2027-03-01T13:30+01:00", "2027-03-02T18:00+01:00"],
  ]);
  const { id: requestId } = await aRequest(db, ana, {
    teamIds: [ops],
    neededByAt: at("2027-03-03T00:00+01:00"),
  });
  return { db, ana, bo, ops, requestId, asAna: await contextOf(db, ana), asBo: await contextOf(db, bo) };
}

test("another length or day brings the matches that the request would have, and stores nothing", async () => {
  const { db, asAna, bo, requestId } = await company();
  const stored = await db.select().from(requests);
  expect((await findMatches(asAna, { requestId })).people).toEqual([]);

  const shorter = await findMatches(asAna, { requestId, lengthMin: "25", place: "your_desk" });
  expect(shorter.lengthMin).toBe(25);
  expect(shorter.people.map(({ id, runs }) => [id, startsOf(runs)])).toEqual([
    [bo, [at("2027-03-01T13:00+01:00")]],
  ]);
  expect(shorter.people[0]?.reason.time).toBe("Mon 13:00–13:25");
  expect((await findMatches(asAna, { requestId, neededBy: "2027-03-03" })).people[0]?.earliest).toBe(
    at("2027-03-03T09:00+01:00"),
  );
  expect(await db.select().from(requests)).toEqual(stored);
});

test("why not and what would help are told of the request as it is tried", async () => {
  const { asAna, bo, requestId } = await company();
  const tried = { requestId, lengthMin: 80, neededBy: "2027-03-01" };
  expect((await findMatches(asAna, tried)).nothing?.missing).toBe(
    "You and Platform ops have no 80 minutes in common by Mon 1 Mar.",
  );
  expect((await whyNot(asAna, { ...tried, personId: bo })).words).toBe(
    "You and Bo have no 80 minutes in common by Mon 1 Mar.",
  );
});

test("what was tried and kept is what matches say from then on", async () => {
  const { db, asAna, requestId } = await company();
  const mine = eq(requests.id, requestId);
  const [before] = await db.update(requests).set({ observersMax: 3, bring: "Cake" }).where(mine).returning();
  const tried = await findMatches(asAna, { requestId, lengthMin: 25, neededBy: "2027-03-03" });
  const kept = { lengthMin: 25, neededBy: "2027-03-03", place: "either" };
  await changeFrame(asAna, { requestId, ...kept });
  expect(await findMatches(asAna, { requestId })).toEqual(tried);
  expect((await db.select().from(requests).where(mine))[0], "nothing else of it changes").toEqual({
    ...before,
    ...{ lengthMin: 25, place: "either", neededByAt: at("2027-03-04T00:00+01:00") },
    ...{ version: 2, updatedAt: expect.any(Number) },
  });
});

test("only the requester tries, and only what editing would allow", async () => {
  const { db, asAna, asBo, ana, requestId } = await company();
  const refused = (context: typeof asAna, tried: object) => findMatches(context, { requestId, ...tried });
  await expect(refused(asBo, { lengthMin: 25 })).rejects.toMatchObject({ code: "forbidden" });
  await expect(refused(asAna, { lengthMin: 26 })).rejects.toMatchObject({ code: "invalid" });
  await expect(refused(asAna, { place: "roof" })).rejects.toMatchObject({ code: "invalid" });
  await expect(refused(asAna, { neededBy: "2020-01-01" })).rejects.toMatchObject({ code: "invalid" });
  await expect(refused(asAna, { neededBy: "2029-01-01" })).rejects.toMatchObject({ code: "invalid" });
  expect((await refused(asBo, {})).as).toBe("offer");

  await aSession(db, requestId, at("2027-03-03T09:00+01:00"), [{ id: ana }], { state: "needs_partner" });
  await expect(refused(asAna, { lengthMin: 25 })).rejects.toMatchObject({ code: "not_possible" });
  expect((await db.select().from(requests).where(eq(requests.id, requestId)))[0]?.version).toBe(1);
});
