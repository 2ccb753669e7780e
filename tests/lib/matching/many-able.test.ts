import { eq, inArray, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { busy } from "@/db/schema/calendar";
import { avoidances } from "@/db/schema/people";
import { packBusy } from "@/lib/calendar/packed-busy";
import { findMatches } from "@/lib/matching/find-matches";
import { summariseMatches } from "@/lib/matching/summarise-matches";
import { whyNot } from "@/lib/matching/why-not";
import { DAY_MS } from "@/lib/time/instant";
import { aPerson, aRequest, aSystem, aTeam, contextOf, NOW } from "../../support/company";
import { testDatabase } from "../../support/database";
import { aCalendar, aSession, at } from "./calendars";

/** Ana asks whoever knows Kafka: 230 people do, 5 of them can teach it, and the calendars of 20 cannot be seen. */
async function company() {
  const { db } = await testDatabase();
  const backend = await aTeam(db, "Backend", "dev");
  const ops = await aTeam(db, "Platform ops", "ops");
  const kafka = await aSystem(db, "Kafka");
  const ana = await aPerson(db, "Ana Ribeiro", { teamId: backend, noticeMin: 60 });
  await aCalendar(db, ana);
  const rows = await db.execute<{ id: string; n: number }>(sql`
    with able as (
      insert into people (name, email, team_id, zone, notice_min, onboarded_at)
      select 'Able ' || n, 'able-' || n || '@northlight.example', ${ops}::uuid, 'Europe/Berlin', 60, now()
      from generate_series(1, 230) n returning id, substring(name from 6)::int as n),
    hours as (insert into working_hours (person_id, weekday, "from", "to")
      select id, day, '09:00', '17:00' from able, generate_series(1, 5) day),
    knows as (insert into familiarities (person_id, system_id, level)
      select id, ${kafka}::uuid, case when n > 225 then 'can_teach' else 'can_do' end from able)
    select id, n from able order by n`);
  const ids = rows.map(({ id }) => id);
  await db.insert(busy).values(
    ids.slice(20).map((personId) => ({
      ...{
        personId,
        fromAt: NOW - DAY_MS,
        toAt: NOW + 35 * DAY_MS,
        readAt: NOW - 60_000,
        triedAt: NOW - 60_000,
      },
      packed: packBusy([]),
    })),
  );
  const { id: requestId } = await aRequest(db, ana, {
    ...{ teamId: backend, systemIds: [kafka], neededByAt: at("2027-03-06T00:00+01:00") },
  });
  return { db, ids, ana, requestId, asAna: await contextOf(db, ana) };
}

test("of many who are able 200 are compared: known ones, those who can teach among them; the others are counted", async () => {
  const { ids, requestId, asAna } = await company();
  const view = await findMatches(asAna, { requestId });
  expect(view.more).toMatchObject({ known: 200, unknown: 0, notCompared: 30 });
  expect(
    view.people
      .slice(0, 5)
      .map(({ id }) => id)
      .sort(),
  ).toEqual(ids.slice(225).sort());
  const summaries = await summariseMatches(asAna, [requestId]);
  expect(summaries.get(requestId)).toMatchObject({ people: 200, atLeast: true });
});

test("whoever is not compared is found by name, and told of when asked why not", async () => {
  const { ids, requestId, asAna } = await company();
  const view = await findMatches(asAna, { requestId, find: "Able 7" });
  expect(view.people.map(({ id }) => id)).toContain(ids[6]);
  const { words } = await whyNot(asAna, { requestId, personId: ids[6] });
  expect(words).toMatch(/^Able is in the list, as unknown/);
});

test("where none of them has a time everybody is compared: nobody is left without a suggestion", async () => {
  const { db, ids, ana, requestId, asAna } = await company();
  const always = packBusy([{ start: NOW, end: NOW + 35 * DAY_MS }]);
  await db
    .update(busy)
    .set({ packed: always })
    .where(inArray(busy.personId, ids.slice(21)));
  const last = ids[20] as string;
  // Whoever was booked most recently comes last of all who can do it, and is not among the first 200.
  const { id: earlier } = await aRequest(db, ana, {});
  await aSession(db, earlier, NOW - 7 * DAY_MS, [{ id: ana }, { id: last }]);
  const view = await findMatches(asAna, { requestId });
  expect(view.people.filter(({ calendar }) => calendar.known).map(({ id }) => id)).toEqual([last]);
  const summaries = await summariseMatches(asAna, [requestId]);
  expect(summaries.get(requestId)?.earliest).not.toBeNull();
});

test("whom one avoids is among those compared, with the bytes of somebody who is busy", async () => {
  const { db, ids, ana, requestId, asAna } = await company();
  const bo = ids[229] as string;
  const told = async () => ({
    ...(await findMatches(asAna, { requestId })),
    why: await whyNot(asAna, { requestId, personId: bo }),
    board: (await summariseMatches(asAna, [requestId])).get(requestId),
  });
  await db.insert(avoidances).values({ personId: bo, avoidedId: ana });
  const avoided = await told();
  await db.delete(avoidances);
  await db
    .update(busy)
    .set({ packed: packBusy([{ start: NOW, end: NOW + 35 * DAY_MS }]) })
    .where(eq(busy.personId, bo));
  expect(JSON.stringify(avoided)).toBe(JSON.stringify(await told()));
});
