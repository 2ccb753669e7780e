import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import type { Context } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { getSettings } from "@/lib/people/get-settings";
import { importPeople } from "@/lib/people/import-people";
import { changePerson } from "@/lib/people/run-company";
import { saveHours } from "@/lib/people/save-settings";
import { welcomePerson } from "@/lib/people/welcome-person";
import { deactivatePerson } from "@/lib/sessions/deactivate-person";
import { aPerson, aSystem, aTeam, contextOf } from "@/tests/support/company";
import { type TestDatabase, testDatabase } from "@/tests/support/database";

let database: TestDatabase;
let team: string;
let ana: Context;

beforeEach(async () => {
  database = await testDatabase({ max: 12 });
  team = await aTeam(database.db, "Backend");
  ana = await contextOf(database.db, await aPerson(database.db, "Ana Ribeiro"));
});

const week = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: "08:00", to: "16:00" }));

/** Codes of the refusals; whatever else goes wrong fails the test. */
async function refusals(attempts: Promise<unknown>[]): Promise<string[]> {
  const results = await Promise.allSettled(attempts);
  return results.flatMap((result) => {
    if (result.status === "fulfilled") return [];
    if (result.reason instanceof DomainError) return [result.reason.code];
    throw result.reason;
  });
}

test("the hours sent many times at once are there once", async () => {
  for (let round = 0; round < 5; round++) {
    const sent = Array.from({ length: 8 }, () => saveHours(ana, { hours: week }));
    expect(await refusals(sent)).toEqual([]);
  }
  expect((await getSettings(ana)).hours).toEqual(week);
});

test("the first page sent many times at once is one person", async () => {
  const cassandra = await aSystem(database.db, "Cassandra");
  const familiarities = ["can_follow", "can_do"].map((level) => ({ systemId: cassandra, level }));
  const page = { teamId: team, zone: "Europe/Berlin", hours: week, familiarities };
  expect(await refusals(Array.from({ length: 8 }, () => welcomePerson(ana, page)))).toEqual([]);
  const { hours, familiarities: said } = await getSettings(ana);
  expect(hours).toEqual(week);
  expect(said).toMatchObject([{ name: "Cassandra", level: "can_do" }]);
});

test("a system that is not there is refused on the first page, and nobody is let in by it", async () => {
  const page = { teamId: team, zone: "Europe/Berlin", hours: week };
  const familiarities = [{ systemId: randomUUID(), level: "can_do" }];
  expect(await refusals([welcomePerson(ana, { ...page, familiarities })])).toEqual(["invalid"]);
});

test("two admins who take it from each other in the same instant leave one", async () => {
  const one = await contextOf(database.db, await aPerson(database.db, "Marta", { isAdmin: true }));
  const two = await contextOf(database.db, await aPerson(database.db, "Nils", { isAdmin: true }));
  const [a, b] = [one.actor.personId, two.actor.personId];
  const admins = async () =>
    (await database.sql`select id from people where is_admin and deactivated_at is null`).length;
  const resign = (by: Context, personId: string) =>
    changePerson(by, { personId, teamId: null, isAdmin: false });
  for (let round = 0; round < 5; round++) {
    expect(await refusals([resign(one, b), resign(two, a)])).toEqual(["not_possible"]);
    expect(await admins()).toBe(1);
    await database.sql`update people set is_admin = true where id in (${a}, ${b})`;
    const gone = [deactivatePerson(one, { personId: b }), deactivatePerson(two, { personId: a })];
    expect(await refusals(gone)).toEqual(["not_possible"]);
    expect(await admins()).toBe(1);
    await database.sql`update people set is_admin = true, deactivated_at = null where id in (${a}, ${b})`;
  }
});

test("the same people imported in two orders at once are there once", async () => {
  const marta = await contextOf(database.db, await aPerson(database.db, "Marta", { isAdmin: true }));
  const lines = Array.from({ length: 400 }, (_, n) => `Person ${n},p${n}@northlight.example`);
  const csv = (rows: string[]) => ["name,email", ...rows].join("\n");
  for (let round = 0; round < 3; round++) {
    const imports = [lines, lines.toReversed()].map((rows) => importPeople(marta, { csv: csv(rows) }));
    expect(await refusals(imports)).toEqual([]);
  }
  const [counted] = await database.sql`select count(*)::int as n from people where email like 'p%@%'`;
  expect(counted?.n).toBe(400);
});
