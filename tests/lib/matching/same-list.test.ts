import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { avoidances } from "@/db/schema/people";
import { requestNeeds, requestNeedTeams } from "@/db/schema/requests";
import { findMatches } from "@/lib/matching/find-matches";
import { summariseMatches } from "@/lib/matching/summarise-matches";
import { aPerson, aRequest, aSystem, aTeam, contextOf } from "../../support/company";
import { testDatabase } from "../../support/database";
import { aCalendar, anUnknownCalendar, aSession, at } from "./calendars";

/** Twelve people of two teams, many of whom tie, and two requests of Ana's: for one of them, and for one of each. */
async function company() {
  const { db, sql } = await testDatabase();
  const [web, ops, sre] = [
    await aTeam(db, "Web", "web"),
    await aTeam(db, "Platform ops", "ops"),
    await aTeam(db, "SRE", "ops"),
  ];
  const systems = [await aSystem(db, "Cassandra"), await aSystem(db, "Puppet")] as [string, string];
  const ana = await aPerson(db, "Ana Ribeiro", { teamId: web, noticeMin: 0 });
  await aCalendar(db, ana);
  const ids: string[] = [];
  for (let k = 0; k < 12; k++) {
    const id = await aPerson(db, k < 4 ? "Sam Lee" : `Person ${k % 3}`, {
      id: `00000000-0000-4000-8000-0000000000${10 + k}`,
      email: `${k}@northlight.example`,
      teamId: k % 2 ? ops : sre,
      noticeMin: 0,
      knows: k % 3 === 0 ? { [systems[k % 2] as string]: "can_do" } : {},
      wantsToLearn: k % 4 === 0 ? [systems[0], systems[1]] : [],
    });
    ids.push(id);
    if (k === 7) await anUnknownCalendar(db, id);
    else await aCalendar(db, id, [["2027-03-01T08:00+01:00", `2027-03-0${(k % 3) + 1}T12:00+01:00`]]);
  }
  const past = await aRequest(db, ana, { state: "done" });
  await aSession(db, past.id, at("2027-02-10T10:00+01:00"), [
    { id: ana, teamId: web },
    { id: ids[0] as string, teamId: sre },
  ]);
  const neededByAt = at("2027-03-06T00:00+01:00");
  const single = await aRequest(db, ana, { teamIds: [ops, sre], systemIds: systems, neededByAt });
  const group = await aRequest(db, ana, { teamIds: [ops], systemIds: systems, neededByAt });
  const second = randomUUID();
  await db.insert(requestNeeds).values({ id: second, requestId: group.id, position: 1 });
  await db.insert(requestNeedTeams).values([sre, ops].map((teamId) => ({ needId: second, teamId })));
  const pairs = [[0, 1] as const, [3, 4] as const, [6, 1] as const, [ids.length - 1, 8] as const];
  await db
    .insert(avoidances)
    .values(pairs.map(([a, b]) => ({ personId: ids[a] as string, avoidedId: ids[b] as string })));
  return { sql, asAna: await contextOf(db, ana), requestIds: [single.id, group.id] };
}

const TABLES = [
  "people",
  "teams",
  "systems",
  "familiarities",
  "working_hours",
  "busy",
  "avoidances",
  "request_systems",
  "request_needs",
  "request_need_teams",
  "requests",
  "sessions",
  "seats",
];

test("the same data is the same list, whatever order its rows lie in", async () => {
  const { sql, asAna, requestIds } = await company();
  const answers = async () => {
    const views = [];
    for (const requestId of requestIds) views.push(await findMatches(asAna, { requestId }));
    return JSON.stringify({ views, board: [...(await summariseMatches(asAna, requestIds))].sort() });
  };
  const first = await answers();
  expect(JSON.parse(first).views.map((view: { people: unknown[] }) => view.people.length)).toEqual([12, 10]);
  for (let round = 0; round < 4; round++) {
    // Without its constraints for a moment: every row is written anew, in an order of chance.
    await sql.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      for (const table of TABLES) {
        await tx`create temporary table shuffled on commit drop as select * from ${tx(table)}`;
        await tx`delete from ${tx(table)}`;
        await tx`insert into ${tx(table)} overriding system value select * from shuffled order by random()`;
        await tx`drop table shuffled`;
      }
    });
    await sql.unsafe(TABLES.map((table) => `analyze ${table};`).join("\n"));
    expect(await answers()).toBe(first);
  }
});
