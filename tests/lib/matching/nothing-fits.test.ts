import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { people } from "@/db/schema/people";
import { requestNeedTeams, requests } from "@/db/schema/requests";
import type { Context } from "@/lib/context";
import { findMatches } from "@/lib/matching/find-matches";
import { type Change, startsOf } from "@/lib/matching/schema";
import { addDays, startOfDay } from "@/lib/time/zone";
import { aPerson, aRequest, aSystem, aTeam, contextOf } from "../../support/company";
import { testDatabase } from "../../support/database";
import { aCalendar, anUnknownCalendar, at } from "./calendars";

/** Ana is free Monday to Wednesday 09:00-10:00, Bo from 09:30 on; in the next week both have more time. */
async function company() {
  const { db } = await testDatabase();
  const backend = await aTeam(db, "Backend", "dev");
  const ops = await aTeam(db, "Platform ops", "ops");
  const sre = await aTeam(db, "SRE", "ops");
  const cassandra = await aSystem(db, "Cassandra");
  const ana = await aPerson(db, "Ana Ribeiro", { teamId: backend, bufferMin: 15, noticeMin: 0 });
  const bo = await aPerson(db, "Bo Larsen", { teamId: ops, bufferMin: 0, noticeMin: 0 });
  const sam = await aPerson(db, "Sam Okafor", {
    teamId: sre,
    bufferMin: 0,
    noticeMin: 0,
    knows: { [cassandra]: "can_do" },
  });
  await aCalendar(db, ana, [
    ["2027-03-01T10:15+01:00", "2027-03-02T08:45+01:00"],
    ["2027-03-02T10:20+01:00", "2027-03-08T08:00+01:00"],
  ]);
  await aCalendar(db, bo, [
    ["2027-03-01T08:00+01:00", "2027-03-01T09:30+01:00"],
    ["2027-03-02T08:00+01:00", "2027-03-02T09:30+01:00"],
  ]);
  await aCalendar(db, sam);
  const { id: requestId, needId } = await aRequest(db, ana, {
    teamId: backend,
    teamIds: [ops],
    systemIds: [cassandra],
    neededByAt: at("2027-03-06T00:00+01:00"),
  });
  return { db, ops, sre, ana, bo, sam, requestId, needId, asAna: await contextOf(db, ana) };
}

type Company = Awaited<ReturnType<typeof company>>;

/** What is there once the change has been made in earnest. */
async function afterwards({ db, ana, requestId, needId, asAna }: Company, { kind, value }: Change) {
  const ofRequest = eq(requests.id, requestId);
  if (kind === "team") await db.insert(requestNeedTeams).values({ needId, teamId: value });
  if (kind === "length")
    await db
      .update(requests)
      .set({ lengthMin: Number(value) })
      .where(ofRequest);
  if (kind === "buffer")
    await db
      .update(people)
      .set({ bufferMin: Number(value) })
      .where(eq(people.id, ana));
  if (kind === "needed_by") {
    const neededByAt = startOfDay(addDays(value, 1), "Europe/Berlin");
    await db.update(requests).set({ neededByAt }).where(ofRequest);
  }
  const found = await everyTime(asAna, requestId);
  return { times: found.starts.size, people: found.people, earliest: Math.min(...found.starts) };
}

async function everyTime(context: Context, requestId: string) {
  const starts = new Set<number>();
  let people = 0;
  for (let week: string | null = "2027-03-01"; week; ) {
    const view = await findMatches(context, { requestId, week });
    const known = view.people.filter(({ calendar }) => calendar.known);
    for (const { runs } of known) for (const start of startsOf(runs)) starts.add(start);
    people = known.length;
    week = view.nextWeek;
  }
  return { starts, people };
}

test("every change opens exactly what it says, and the one that opens most comes first", async () => {
  const { asAna, requestId } = await company();
  const { nothing, people } = await findMatches(asAna, { requestId });
  expect(people).toEqual([]);
  expect(nothing?.missing).toBe("You and Platform ops have no 50 minutes in common by Fri 5 Mar.");
  expect(nothing?.changes.map(({ kind }) => kind)).toEqual(["needed_by", "team", "length", "buffer"]);
  expect(nothing?.changes.map(({ title }) => title)).toEqual([
    "Move needed-by to Mon 8 Mar",
    "Ask SRE as well",
    "Make it 25 minutes",
    "Drop your 15 min buffer",
  ]);
  for (const [index, change] of (nothing?.changes ?? []).entries()) {
    const fresh = await company();
    const same = (await findMatches(fresh.asAna, { requestId: fresh.requestId })).nothing?.changes[
      index
    ] as Change;
    const { times, people, earliest } = change;
    expect(await afterwards(fresh, same), change.title).toEqual({ times, people, earliest });
  }
});

test("people whose calendar is unknown open nothing, and do not hide that nobody is known to be free", async () => {
  const { db, asAna, requestId, sre } = await company();
  const uma = await aPerson(db, "Uma Unseen", { teamId: sre, noticeMin: 0 });
  await anUnknownCalendar(db, uma);
  const { nothing } = await findMatches(asAna, { requestId });
  expect(nothing?.changes.find(({ kind }) => kind === "team")).toMatchObject({ people: 1 });
});

test("a team whose people all pause, and a system that nobody knows, are said in words of their own", async () => {
  const { db, ana, asAna, bo, requestId } = await company();
  await db.update(people).set({ pausedAt: 1 }).where(eq(people.id, bo));
  expect((await findMatches(asAna, { requestId })).nothing?.missing).toBe(
    "Nobody on Platform ops can be asked now.",
  );
  const kafka = await aSystem(db, "Kafka");
  const lonely = await aRequest(db, ana, { systemIds: [kafka] });
  expect((await findMatches(asAna, { requestId: lonely.id })).nothing).toEqual({
    missing: "Nobody says that they can do Kafka.",
    changes: [],
  });
});
