import { expect, test } from "vitest";
import { avoidances } from "@/db/schema/people";
import type { Context, Db } from "@/lib/context";
import { findMatches } from "@/lib/matching/find-matches";
import { summariseMatches } from "@/lib/matching/summarise-matches";
import { DAY_MS } from "@/lib/time/instant";
import { aPerson, aRequest, aSystem, aTeam, contextOf, NOW } from "../../support/company";
import { testDatabase } from "../../support/database";
import { aCalendar, anUnknownCalendar } from "./calendars";

async function company() {
  const { db } = await testDatabase();
  const teams = [
    await aTeam(db, "Platform ops", "ops"),
    await aTeam(db, "SRE", "ops"),
    await aTeam(db, "Empty", "web"),
  ];
  const system = await aSystem(db, "Cassandra");
  const ana = await aPerson(db, "Ana Ribeiro");
  await aCalendar(db, ana);
  for (let k = 0; k < 6; k++) {
    const id = await aPerson(db, `Person ${k}`, {
      teamId: teams[k % 2] as string,
      zone: k % 3 === 0 ? "America/New_York" : "Europe/Berlin",
      knows: k === 4 ? { [system]: "can_do" } : {},
    });
    if (k === 5) await anUnknownCalendar(db, id);
    else await aCalendar(db, id, [["2027-03-01T08:00+01:00", `2027-03-0${k + 1}T12:00+01:00`]]);
  }
  return { db, teams, system, ana, asAna: await contextOf(db, ana) };
}

/** The same database, counting what it is asked. */
function counting(context: Context) {
  let queries = 0;
  const db = new Proxy(context.db, {
    get(target, name) {
      if (name === "select" || name === "insert" || name === "execute") queries++;
      const value = Reflect.get(target, name) as unknown;
      return typeof value === "function" ? value.bind(target) : value;
    },
  }) as Db;
  return { context: { ...context, db }, count: () => queries };
}

test("tells what the matches of each request tell, and the name where it is one person alone", async () => {
  const { db, teams, system, ana, asAna } = await company();
  const [ops, sre, empty] = teams as [string, string, string];
  const requests = [
    await aRequest(db, ana, { teamIds: [ops] }),
    await aRequest(db, ana, { teamIds: [sre], lengthMin: 80 }),
    await aRequest(db, ana, { systemIds: [system] }),
    await aRequest(db, ana, { teamIds: [empty] }),
  ];
  const summaries = await summariseMatches(
    asAna,
    requests.map(({ id }) => id),
  );
  for (const { id } of requests) {
    const { people } = await findMatches(asAna, { requestId: id });
    const earliest = people.flatMap(({ calendar, earliest }) =>
      calendar.known && earliest ? [earliest] : [],
    );
    expect(summaries.get(id)?.people).toBe(people.length);
    expect(summaries.get(id)?.earliest).toBe(earliest.length > 0 ? Math.min(...earliest) : null);
  }
  expect(requests.map(({ id }) => summaries.get(id)?.people)).toEqual([3, 3, 1, 0]);
  expect(summaries.get(requests[2]?.id ?? "")?.only).toBe("Person 4");
});

test("asks the database as often for fifty requests as for one", async () => {
  const { db, teams, ana, asAna } = await company();
  const ids: string[] = [];
  for (let k = 0; k < 50; k++) ids.push((await aRequest(db, ana, { teamIds: [teams[k % 2] as string] })).id);
  const one = counting(asAna);
  await summariseMatches(one.context, ids.slice(0, 1));
  const fifty = counting(asAna);
  expect((await summariseMatches(fifty.context, ids)).size).toBe(50);
  expect(fifty.count()).toBe(one.count());
});

test("leaves out what is not open: booked, expired, unknown", async () => {
  const { db, teams, ana, asAna } = await company();
  const teamIds = [teams[0] as string];
  const booked = await aRequest(db, ana, { teamIds, state: "booked" });
  const expired = await aRequest(db, ana, { teamIds, neededByAt: NOW - DAY_MS });
  expect((await summariseMatches(asAna, [booked.id, expired.id, crypto.randomUUID()])).size).toBe(0);
  expect((await summariseMatches(asAna, [])).size).toBe(0);
});

test("tells the viewer their own first time with the requester, as the page of the offer does, asked or not", async () => {
  const { db, teams, ana, asAna } = await company();
  const asked = await aRequest(db, ana, { teamIds: [teams[0] as string] });
  const other = await aRequest(db, ana, { teamIds: [teams[2] as string], lengthMin: 80 });
  const bo = await aPerson(db, "Bo Berg", { teamId: teams[0] as string });
  await aCalendar(db, bo, [["2027-03-01T08:00+01:00", "2027-03-03T11:20+01:00"]]);
  const asBo = await contextOf(db, bo);
  const summaries = await summariseMatches(asBo, [asked.id, other.id]);
  for (const { id } of [asked, other]) {
    const offer = await findMatches(asBo, { requestId: id });
    expect(summaries.get(id)?.mine).toBe(offer.people[0]?.earliest);
    expect(summaries.get(id)?.mine).toBe(Date.parse("2027-03-03T11:30+01:00"));
  }
  expect((await summariseMatches(asAna, [asked.id])).get(asked.id)).not.toHaveProperty("mine");

  const blind = await aPerson(db, "Cleo Costa", { teamId: teams[0] as string });
  await anUnknownCalendar(db, blind);
  const asCleo = await contextOf(db, blind);
  expect((await summariseMatches(asCleo, [asked.id])).get(asked.id)).not.toHaveProperty("mine");
  await db.insert(avoidances).values({ personId: ana, avoidedId: bo });
  expect((await summariseMatches(asBo, [asked.id])).get(asked.id)?.mine).toBeNull();
});
