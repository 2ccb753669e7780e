import { expect, test } from "vitest";
import { findMatches } from "@/lib/matching/find-matches";
import { startsOf } from "@/lib/matching/schema";
import { dateIn } from "@/lib/time/zone";
import { aPerson, aRequest, aTeam, contextOf } from "../../support/company";
import { testDatabase } from "../../support/database";
import { aCalendar, anUnknownCalendar, at } from "./calendars";

/** Ana asks a team of 80: 20 of them are busy all Monday, 15 have an unknown calendar; Zoë alone is free on Tuesday. */
async function manyPeople() {
  const { db } = await testDatabase();
  const teamId = await aTeam(db, "Platform ops", "ops");
  const set = { bufferMin: 0, noticeMin: 0 };
  const ana = await aPerson(db, "Ana Ribeiro", set);
  await aCalendar(db, ana);
  const tuesday: [string, string] = ["2027-03-02T00:00+01:00", "2027-03-03T00:00+01:00"];
  const monday: [string, string] = ["2027-03-01T00:00+01:00", tuesday[0]];
  for (let k = 0; k < 80; k++) {
    const id = await aPerson(db, k === 79 ? "Zoë Åkesson" : `Person ${k}`, { ...set, teamId });
    if (k < 15) await anUnknownCalendar(db, id);
    else await aCalendar(db, id, k === 79 ? [monday] : k < 35 ? [monday, tuesday] : [tuesday]);
  }
  const { id: requestId } = await aRequest(db, ana, {
    teamIds: [teamId],
    neededByAt: at("2027-03-03T00:00+01:00"),
  });
  return { asAna: await contextOf(db, ana), requestId };
}

test("of many people the best are told, all times are, everybody is counted and found by name", async () => {
  const { asAna, requestId } = await manyPeople();
  const view = await findMatches(asAna, { requestId });
  const dayOf = (start: number) => dateIn(start, "Europe/Berlin");
  const counts = (view.more?.free ?? []).flatMap(([first, count, people]) =>
    startsOf([[first, count]]).map((start) => ({ start, people })),
  );
  // 20 have no time: those are others, and neither listed nor counted as free.
  expect(view.more).toMatchObject({ known: 45, unknown: 15, others: 20 });
  expect(view.people.filter(({ calendar }) => !calendar.known)).toHaveLength(12);
  expect(new Set(counts.map(({ start, people }) => `${dayOf(start)} ${people}`))).toEqual(
    new Set(["2027-03-01 44", "2027-03-02 1"]),
  );
  const known = view.people.filter(({ calendar }) => calendar.known);
  expect(new Set(known.flatMap(({ runs }) => startsOf(runs)))).toEqual(
    new Set(counts.map(({ start }) => start)),
  );

  const found = await findMatches(asAna, { requestId, find: "ake zoe" });
  expect(found.people.map(({ name }) => name)).toEqual(["Zoë Åkesson"]);
  expect(found.week).toBe(view.week);
  expect((await findMatches(asAna, { requestId, find: "kesson" })).people).toEqual([]);
});
