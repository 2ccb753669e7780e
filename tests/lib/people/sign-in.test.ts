import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { people, signIns } from "@/db/schema/people";
import {
  actorOfSignIn,
  type GoogleAccount,
  linkAccount,
  personForSignIn,
  personOfAccount,
  renewPerson,
  type SignInRefusal,
  signInRefusal,
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

const COMPANY = "northlight.example";
const account = (email: string, more: Partial<GoogleAccount> = {}): GoogleAccount => ({
  sub: "1",
  email,
  emailVerified: true,
  organisation: COMPANY,
  ...more,
});

/** What next-auth does with an account that may sign in. */
async function signIn(email: string, sub: string, context = jobContextOn(database.db)): Promise<string> {
  expect(await signInRefusal(context, account(email, { sub }))).toBeUndefined();
  const known = await personOfAccount(context, sub);
  const person = known ?? (await personForSignIn(context, { email, name: "Somebody" }));
  if (!known) await linkAccount(context, person.id, sub);
  await renewPerson(context, person.id, { email });
  return person.id;
}

const ACCOUNTS: [string, Partial<GoogleAccount>, SignInRefusal | undefined][] = [
  ["ana@northlight.example", {}, undefined],
  ["Ana@NORTHLIGHT.example", {}, undefined],
  ["ana@northlight.example", { organisation: "NorthLight.Example" }, undefined],
  ["ana+x@northlight.example", {}, undefined],
  ["ana@northlight.example", { emailVerified: false }, "address"],
  // An account of one's own, made with a work address.
  ["ana@northlight.example", { organisation: undefined }, "address"],
  ["ana@northlight.example", { organisation: "" }, "address"],
  ["ana@northlight.example", { organisation: "evil.example" }, "address"],
  ["ana@northlight.example", { organisation: "northlight.example.evil.test" }, "address"],
  ["ana@northlight.example", { organisation: "n\u043erthlight.example" }, "address"],
  ["ana@elsewhere.example", { organisation: "elsewhere.example" }, "address"],
  ["ana@elsewhere.example", {}, "address"],
  ["ana@northlight.example.evil.test", {}, "address"],
  ["ana@evil.test@northlight.example", {}, "address"],
  ["ana@evilnorthlight.example", {}, "address"],
  ["ana@sub.northlight.example", {}, "address"],
  ["ana@northlight.example.", {}, "address"],
  ["ana@northlight.example ", {}, "address"],
  [" ana@northlight.example", {}, "address"],
  ["ana@northlight.example\n", {}, "address"],
  ["ana @northlight.example", {}, "address"],
  ["@northlight.example", {}, "address"],
  // Cyrillic, punycode, full-width letters, and the Kelvin sign, whose lower case is a k.
  ["ana@n\u043erthlight.example", {}, "address"],
  ["an\u0430@northlight.example", {}, "address"],
  ["ana@xn--nrthlight-u2c.example", {}, "address"],
  ["ana@\uff4eorthlight.example", {}, "address"],
  ["\u212aenji@northlight.example", {}, "address"],
  ["ana\u200b@northlight.example", {}, "address"],
  ["", {}, "address"],
];

test("who may sign in, by address, organisation and whether Google has verified it", async () => {
  const context = jobContextOn(database.db);
  for (const [email, more, refusal] of ACCOUNTS)
    expect(await signInRefusal(context, account(email, more)), JSON.stringify([email, more])).toBe(refusal);
});

test("accounts of one's own sign in where that is wanted, and other organisations' still do not", async () => {
  const context = jobContextOn(database.db, { config: { GOOGLE_ACCOUNTS: "any" } });
  const address = "ana@northlight.example";
  expect(await signInRefusal(context, account(address, { organisation: undefined }))).toBeUndefined();
  expect(await signInRefusal(context, account(address, { organisation: "evil.example" }))).toBe("address");
});

test("an address with a plus is somebody else, and neither becomes the other", async () => {
  const ana = await signIn("ana@northlight.example", "1");
  const other = await signIn("ana+x@northlight.example", "2");
  expect(other).not.toBe(ana);
  const context = jobContextOn(database.db);
  for (const [email, sub] of [
    ["ana@northlight.example", "2"],
    ["ana+x@northlight.example", "1"],
  ] as const)
    expect(await signInRefusal(context, account(email, { sub }))).toBe("other_account");
});

test("another Google account with somebody's address is not them", async () => {
  const ana = await signIn("ana@northlight.example", "1");
  const context = jobContextOn(database.db);
  expect(await signInRefusal(context, account("Ana@northlight.example", { sub: "2" }))).toBe("other_account");
  await expect(linkAccount(context, ana, "2")).rejects.toThrow("another account");
  expect(await personOfAccount(context, "2")).toBeUndefined();
});

test("of two first sign-ins at once with one address, one is them", async () => {
  const bo = await aPerson(database.db, "Bo Larsen");
  const context = jobContextOn(database.db);
  const tries = await Promise.allSettled(["1", "2", "3", "4"].map((sub) => linkAccount(context, bo, sub)));
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("two tabs that sign the same person in for the first time at once both do", async () => {
  await aPerson(database.db, "Bo Larsen");
  const both = Promise.all(Array.from({ length: 8 }, () => signIn("bo.larsen@northlight.example", "1")));
  expect(new Set(await both).size).toBe(1);
});

test("an account of a stand-in is not the one that Google has under the same id", async () => {
  await signIn("ana@northlight.example", "1");
  const real = jobContextOn(database.db, { config: { GOOGLE_BASE_URL: undefined } });
  expect(await personOfAccount(real, "1")).toBeUndefined();
  await signIn("ana@northlight.example", "7", real);
});

test("whose address the company changed is who they were, under the new one", async () => {
  const ana = await signIn("ana@northlight.example", "1");
  expect(await signIn("ana.ribeiro@northlight.example", "1")).toBe(ana);
  expect(await database.db.select({ id: people.id, email: people.email }).from(people)).toEqual([
    { id: ana, email: "ana.ribeiro@northlight.example" },
  ]);
});

test("somebody deactivated is known by their account, whatever its address is by now", async () => {
  const ana = await signIn("ana@northlight.example", "1");
  await database.db.update(people).set({ deactivatedAt: NOW }).where(eq(people.id, ana));
  const context = jobContextOn(database.db);
  expect(await signInRefusal(context, account("new.name@northlight.example"))).toBe("address");
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
  expect(await signInRefusal(jobContextOn(database.db), account("bo@northlight.example"))).toBe("address");
});

test("a sign-in that somebody was in the middle of when they were deactivated begins nothing, also later", async () => {
  const bo = await aPerson(database.db, "Bo Larsen", { deactivatedAt: NOW });
  await startSignIn(jobContextOn(database.db), "cookie", bo, IN_A_MONTH);
  await database.db.update(people).set({ deactivatedAt: null }).where(eq(people.id, bo));
  expect(await actorOfSignIn(jobContextOn(database.db), "cookie")).toBeUndefined();
});

test("sign-ins that ran out go when somebody signs in", async () => {
  const [ana, bo] = [await aPerson(database.db, "Ana Ribeiro"), await aPerson(database.db, "Bo Larsen")];
  await startSignIn(jobContextOn(database.db), "old", ana, Date.now() - 1_000);
  await startSignIn(jobContextOn(database.db), "new", bo, IN_A_MONTH);
  expect(await database.db.select({ personId: signIns.personId }).from(signIns)).toEqual([{ personId: bo }]);
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
