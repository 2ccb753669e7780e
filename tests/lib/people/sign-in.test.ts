import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { people, signIns } from "@/db/schema/people";
import {
  actorOfSignIn,
  maySignIn,
  personForSignIn,
  signOutEverywhere,
  startSignIn,
} from "@/lib/people/sign-in";
import { aPerson, contextOf, jobContextOn, NOW } from "@/tests/support/company";
import { type TestDatabase, testDatabase } from "@/tests/support/database";

let database: TestDatabase;
const IN_A_MONTH = Date.now() + 30 * 86_400_000;

beforeEach(async () => {
  database = await testDatabase();
});

const profile = (email: string, emailVerified = true) => ({ sub: "1", email, emailVerified, name: "Ana" });

test.each([
  ["ana@northlight.example", true, true],
  ["Ana@NORTHLIGHT.example", true, true],
  ["ana@northlight.example", false, false],
  ["ana@elsewhere.example", true, false],
  ["ana@northlight.example.evil.test", true, false],
  ["ana@evil.test@northlight.example", true, false],
  ["ana@n\u043erthlight.example", true, false],
  ["ana@sub.northlight.example", true, false],
  ["an\u0430@northlight.example", true, false],
  ["", true, false],
])("sign-in of %j, verified %s: %s", async (email, verified, allowed) => {
  expect(await maySignIn(jobContextOn(database.db), profile(email, verified))).toBe(allowed);
});

test("somebody the directory knows is that person, and keeps their name and team", async () => {
  const bo = await aPerson(database.db, "Bo Larsen", { email: "bo@northlight.example" });
  const person = await personForSignIn(jobContextOn(database.db), {
    email: "BO@northlight.example",
    name: "bo",
    image: null,
  });
  expect(person).toMatchObject({ id: bo, name: "Bo Larsen" });
});

test("an address in ADMIN_EMAILS becomes an admin, another does not", async () => {
  const context = jobContextOn(database.db, { config: { ADMIN_EMAILS: ["marta@northlight.example"] } });
  expect((await personForSignIn(context, { email: "Marta@northlight.example", name: "Marta" })).isAdmin).toBe(
    true,
  );
  expect((await personForSignIn(context, { email: "bo@northlight.example", name: "Bo" })).isAdmin).toBe(
    false,
  );
});

test("the cookie's value is not in the database", async () => {
  const bo = await aPerson(database.db, "Bo Larsen");
  await startSignIn(jobContextOn(database.db), "secret-cookie-value", bo, IN_A_MONTH);
  const rows = await database.db.select().from(signIns);
  expect(JSON.stringify(rows)).not.toContain("secret-cookie-value");
  expect((await actorOfSignIn(jobContextOn(database.db), "secret-cookie-value"))?.actor.personId).toBe(bo);
});

test("a sign-in that ran out, by the database's clock, is nobody", async () => {
  const bo = await aPerson(database.db, "Bo Larsen");
  await startSignIn(jobContextOn(database.db, { now: NOW }), "old", bo, Date.now() - 1_000);
  expect(await actorOfSignIn(jobContextOn(database.db), "old")).toBeUndefined();
});

test("somebody deactivated is nobody at once, and may not sign in again", async () => {
  const bo = await aPerson(database.db, "Bo Larsen", { email: "bo@northlight.example" });
  await startSignIn(jobContextOn(database.db), "cookie", bo, IN_A_MONTH);
  await database.db.update(people).set({ deactivatedAt: NOW }).where(eq(people.id, bo));
  expect(await actorOfSignIn(jobContextOn(database.db), "cookie")).toBeUndefined();
  expect(await maySignIn(jobContextOn(database.db), profile("bo@northlight.example"))).toBe(false);
});

test("signing out everywhere ends one's own sign-ins and nobody else's", async () => {
  const [ana, bo] = [await aPerson(database.db, "Ana Ribeiro"), await aPerson(database.db, "Bo Larsen")];
  for (const [token, person] of [
    ["a1", ana],
    ["a2", ana],
    ["b1", bo],
  ] as const) {
    await startSignIn(jobContextOn(database.db), token, person, IN_A_MONTH);
  }
  await signOutEverywhere(await contextOf(database.db, ana));
  const left = await database.db.select({ personId: signIns.personId }).from(signIns);
  expect(left).toEqual([{ personId: bo }]);
});
