import { spawn } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { signIns } from "@/db/schema/people";
import type { Db } from "@/lib/context";
import { HOUR_MS } from "@/lib/time/instant";
import { startLocalGoogle } from "@/local/google/server";
import { aPerson, TEST_CONFIG } from "@/tests/support/company";
import { type TestDatabase, testDatabase } from "@/tests/support/database";
import { DOORS } from "./door-answers";
import { findDoors } from "./doors";

const hashOf = (token: string) => createHash("sha256").update(token).digest("base64url");

async function signedIn(db: Db, personId: string, expiresAt = Date.now() + HOUR_MS): Promise<string> {
  const token = randomUUID();
  await db.insert(signIns).values({ token: hashOf(token), personId, expiresAt });
  return token;
}

/** The last is let in, so that the others' refusals are not for a cookie that nobody reads. */
type Role = "nobody" | "stranger" | "stranger's domain" | "deactivated" | "ran out" | "colleague";
type Knocked = { door: string; role: Role; answer: string };

let database: TestDatabase;
let knocked: Knocked[];
beforeAll(async () => {
  database = await testDatabase();
  const google = await startLocalGoogle({
    clientId: TEST_CONFIG.GOOGLE_CLIENT_ID,
    clientSecret: TEST_CONFIG.GOOGLE_CLIENT_SECRET,
  });
  const { db, url } = database;
  const colleague = await aPerson(db, "Cleo");
  const left = await aPerson(db, "Dee", { deactivatedAt: Date.now(), isAdmin: true });
  const stranger = await aPerson(db, "Sid", { email: "sid@southlight.example", isAdmin: true });
  const token = await signedIn(db, colleague);
  const cookies: Record<Role, string> = {
    nobody: "",
    // What the database has of it opens nothing.
    stranger: hashOf(token),
    "stranger's domain": await signedIn(db, stranger),
    deactivated: await signedIn(db, left),
    "ran out": await signedIn(db, colleague, Date.now() - 1_000),
    colleague: token,
  };
  knocked = await knock(url, google.baseUrl, cookies);
  await google.close();
}, 60_000);
afterAll(() => database.drop());

async function knock(databaseUrl: string, google: string, cookies: Record<string, string>) {
  const config = Object.entries(TEST_CONFIG).map(([name, value]) => [name, String(value)]);
  const env = {
    ...process.env,
    ...Object.fromEntries<string>(config as [string, string][]),
    ...{ DATABASE_URL: databaseUrl, GOOGLE_BASE_URL: google, ALLOWED_DOMAINS: "northlight.example" },
    DESKSIDE_LOCAL: "1",
  };
  const args = ["--import", "tsx", "tests/trust/knock-in-process.ts"];
  const child = spawn(process.execPath, args, { env, stdio: ["pipe", "pipe", "inherit"] });
  const named = Object.entries(cookies).map(([role, token]) => [
    role,
    token && `authjs.session-token=${token}`,
  ]);
  child.stdin.end(JSON.stringify(Object.fromEntries(named)));
  const lines = (await text(child.stdout)).trim().split("\n");
  return lines.map((line) => JSON.parse(line) as Knocked);
}

const answersOf = (role: Role) =>
  Object.fromEntries(knocked.filter((one) => one.role === role).map(({ door, answer }) => [door, answer]));

test("every page, route handler and server action has a row, and every row is one of them", () => {
  expect(Object.keys(DOORS).toSorted()).toEqual(
    findDoors()
      .map(({ name }) => name)
      .toSorted(),
  );
});

test.each(["nobody", "stranger", "stranger's domain", "deactivated", "ran out"] as const)(
  "%s: every door stays shut that is not for everybody",
  (role) => {
    expect(answersOf(role)).toEqual(
      Object.fromEntries(Object.entries(DOORS).map(([door, [outside]]) => [door, outside])),
    );
  },
);

test("a colleague who is no admin gets in, but not where admins are", () => {
  expect(answersOf("colleague")).toEqual(
    Object.fromEntries(Object.entries(DOORS).map(([door, [, inside]]) => [door, inside])),
  );
});
