import { spawn } from "node:child_process";
import { createCipheriv } from "node:crypto";
import { text } from "node:stream/consumers";
import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { calendarConnections } from "@/db/schema/calendar";
import { accessWith } from "@/lib/calendar/connection";
import { seal, sealedUnder, unseal } from "@/lib/calendar/encryption";
import { resealTokens } from "@/lib/calendar/reseal-tokens";
import { aPerson, jobContextOn, NOW, TEST_CONFIG } from "@/tests/support/company";
import { type TestDatabase, testDatabase } from "@/tests/support/database";

const keyOf = (byte: number) => Buffer.alloc(32, byte).toString("base64");
const [OLD, NEW, LOST] = [keyOf(1), keyOf(2), keyOf(3)];

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
});

const context = (config: { ENCRYPTION_KEY: string; OTHER_ENCRYPTION_KEYS: string[] }) =>
  jobContextOn(database.db, { config });

/** As texts were sealed before they said under which key. */
function sealedFirst(token: string, key: string): string {
  const iv = Buffer.alloc(12, 5);
  const cipher = createCipheriv("aes-256-gcm", Buffer.from(key, "base64"), iv);
  const body = Buffer.concat([iv, cipher.update(token, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `v1.${body.toString("base64url")}`;
}

async function connected(count: number, sealed: (n: number) => string): Promise<void> {
  const ids = await Promise.all(
    Array.from({ length: count }, (_, n) => aPerson(database.db, `P ${n}`, { hours: [] })),
  );
  await database.db.insert(calendarConnections).values(
    ids.map((personId, n) => ({
      personId,
      email: `p.${n}@northlight.example`,
      refreshTokenSealed: sealed(n),
      scopes: [],
      busyCalendarIds: [],
      connectedAt: NOW,
    })),
  );
}

const kept = async () =>
  (
    await database.db.select({ sealed: calendarConnections.refreshTokenSealed }).from(calendarConnections)
  ).map(({ sealed }) => sealed);

test("after a rotation the old key reads what it sealed, and only the new one seals", async () => {
  await connected(1, () => seal("token 0", OLD));
  const [sealed = ""] = await kept();
  expect(
    accessWith(context({ ENCRYPTION_KEY: NEW, OTHER_ENCRYPTION_KEYS: [OLD] }), {
      refreshTokenSealed: sealed,
    }),
  ).toMatchObject({ refreshToken: "token 0" });
  expect(() =>
    accessWith(context({ ENCRYPTION_KEY: NEW, OTHER_ENCRYPTION_KEYS: [] }), { refreshTokenSealed: sealed }),
  ).toThrow("cannot be opened");
});

test("every token is sealed anew, those that say no key too; what no key opens is left and counted", async () => {
  const sealed = [
    (n: number) => seal(`token ${n}`, OLD),
    (n: number) => seal(`token ${n}`, NEW),
    (n: number) => sealedFirst(`token ${n}`, OLD),
    (n: number) => sealedFirst(`token ${n}`, NEW),
    (n: number) => seal(`token ${n}`, LOST),
    (n: number) => `${seal(`token ${n}`, OLD)}x`,
  ];
  await connected(130, (n) => (sealed[n % sealed.length] as (n: number) => string)(n));
  const on = context({ ENCRYPTION_KEY: NEW, OTHER_ENCRYPTION_KEYS: [OLD] });
  const unreadable = [...Array(130).keys()].filter((n) => n % 6 >= 4).length;
  const resealed = [...Array(130).keys()].filter((n) => [0, 2, 3].includes(n % 6)).length;
  expect(await resealTokens(on)).toEqual({ resealed, unreadable });

  const now = await kept();
  const opened = now.filter((one) => one.startsWith(sealedUnder(NEW))).map((one) => unseal(one, NEW));
  expect(opened.toSorted()).toEqual(
    [...Array(130).keys()]
      .filter((n) => n % 6 < 4)
      .map((n) => `token ${n}`)
      .toSorted(),
  );
  expect(await resealTokens(on)).toEqual({ resealed: 0, unreadable });
});

/** `npm run worker reseal`, as its own process. */
function command(): Promise<string> {
  const strings = Object.entries(TEST_CONFIG).filter(([, value]) => typeof value === "string");
  const env = {
    ...process.env,
    ...(Object.fromEntries(strings) as Record<string, string>),
    ...{ DATABASE_URL: database.url, ALLOWED_DOMAINS: "northlight.example", DESKSIDE_LOCAL: "1" },
    ...{ ENCRYPTION_KEY: NEW, OTHER_ENCRYPTION_KEYS: OLD },
  };
  const args = ["--import", "tsx", "lib/jobs/run-worker.ts", "reseal"];
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "inherit"] });
  return text(child.stdout);
}

test("the command, beside another process that does the same, while a page renews one: nothing is lost", async () => {
  await connected(160, (n) => seal(`token ${n}`, OLD));
  const said = command();
  const here = resealTokens(context({ ENCRYPTION_KEY: NEW, OTHER_ENCRYPTION_KEYS: [OLD] }));
  const [row] = await database.db.select().from(calendarConnections).limit(1);
  await database.db
    .update(calendarConnections)
    .set({ refreshTokenSealed: seal("renewed", NEW) })
    .where(eq(calendarConnections.personId, row?.personId ?? ""));
  const resealed = Number(/^(\d+) calendar permissions sealed anew, 0 /.exec(await said)?.[1]);
  const together = resealed + (await here).resealed;
  expect([159, 160]).toContain(together);
  const tokens = (await kept()).map((one) => unseal(one, NEW));
  expect(new Set(tokens).size).toBe(160);
  expect(tokens).toContain("renewed");
}, 60_000);
