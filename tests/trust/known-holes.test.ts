import { spawn } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { text } from "node:stream/consumers";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { calendarChannels } from "@/db/schema/calendar";
import { people, signIns } from "@/db/schema/people";
import { receivePush } from "@/lib/calendar/receive-push";
import { hashOf } from "@/lib/calendar/watch-calendars";
import { csvOf } from "@/lib/csv";
import { composeMail } from "@/lib/mail/compose";
import { feedToken } from "@/lib/people/feed-token";
import { saveMatching, saveProfile } from "@/lib/people/save-settings";
import { getFeed } from "@/lib/sessions/get-feed";
import { HOUR_MS } from "@/lib/time/instant";
import { aPerson, aTeam, contextOf, jobContextOn, NOW, TEST_CONFIG } from "@/tests/support/company";
import { type TestDatabase, testDatabase } from "@/tests/support/database";
import { DOORS } from "./door-answers";

/** Holes that other products of this kind had, each by the name it is known by. */

let at: TestDatabase & { ana: string; bo: string; team: string };
beforeAll(async () => {
  const database = await testDatabase();
  const team = await aTeam(database.db, "Web");
  const [ana, bo] = [
    await aPerson(database.db, "Ana", { teamId: team, feedVersion: 1 }),
    await aPerson(database.db, "Bo", { feedVersion: 1 }),
  ];
  at = { ...database, ana, bo, team };
});
afterAll(() => at.drop());

type Told = { status: number; location: string | null; body: string };
type Answers = Record<"update" | "after" | "providers", Told> & { codes: Told[] };

/** What the sign-in library answers to a browser in which Ana is signed in. */
async function signedInBrowser(): Promise<Answers> {
  const token = randomUUID();
  await at.db.insert(signIns).values({
    token: createHash("sha256").update(token).digest("base64url"),
    ...{ personId: at.ana, expiresAt: Date.now() + HOUR_MS },
  });
  const config = Object.entries(TEST_CONFIG).map(([name, value]): [string, string] => [name, String(value)]);
  const env = {
    ...process.env,
    ...Object.fromEntries(config),
    ...{ DATABASE_URL: at.url, ALLOWED_DOMAINS: "northlight.example", DESKSIDE_LOCAL: "1" },
  };
  const args = ["--import", "tsx", "tests/trust/update-in-process.ts"];
  const child = spawn(process.execPath, args, { env, stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(`authjs.session-token=${token}`);
  return JSON.parse(await text(child.stdout)) as Answers;
}

describe("a browser with a sign-in", () => {
  let answers: Answers;
  beforeAll(async () => {
    answers = await signedInBrowser();
  }, 60_000);

  test("trusted client-side session update: what it says of itself changes nobody", async () => {
    for (const { body } of [answers.update, answers.after]) {
      const said = JSON.parse(body) as { actor?: object };
      expect(Object.keys(said).toSorted()).toEqual(["actor", "expires"]);
      expect(said.actor).toMatchObject({ personId: at.ana, email: "ana@northlight.example", isAdmin: false });
    }
    const [row] = await at.db.select().from(people).where(eq(people.id, at.ana));
    expect(row).toMatchObject({ isAdmin: false, email: "ana@northlight.example" });
  });

  test("verification codes without limit: there are no codes, Google alone says who somebody is", () => {
    expect(Object.keys(JSON.parse(answers.providers.body) as object)).toEqual(["google"]);
    const refused = { status: 302, location: "http://localhost:3000/sign-in?error=Configuration" };
    expect(answers.codes).toMatchObject(Array(4).fill(refused));
  });
});

test("authorisation only in middleware: behind the proxy, where none of these was asked, every door is shut by itself", () => {
  // Each answer is proven in doors.test.ts, which knocks without the proxy.
  const open = Object.entries(DOORS).filter(
    ([, [outside]]) => !/^(401|signed_out|leads to \/sign-in)$/.test(outside),
  );
  expect(open.map(([door]) => door)).toEqual([
    ...["GET /api/auth/[...nextauth]", "GET /api/feed/[token]", "GET /api/health", "GET /api/metrics"],
    ...[
      "GET /api/ready",
      "POST /api/auth/[...nextauth]",
      "POST /api/google/push",
      "POST /api/mail/stop/[token]",
    ],
    "action signInWithGoogle of (signed-out)/sign-in/sign-in-with-google",
    ...["signOutEverywhere", "signOutHere"].map((name) => `action ${name} of _server/sign-in-actions`),
    ...["page /settings/appearance", "page /sign-in", "page /stop-mail/[token]"],
  ]);
});

test("object ids of other teams: a form that names somebody else or a right changes nobody but whoever sends it", async () => {
  const context = await contextOf(at.db, at.bo);
  const smuggled = {
    id: at.ana,
    personId: at.ana,
    actor: { personId: at.ana },
    isAdmin: true,
    email: "x@y.example",
  };
  const before = await at.db.select().from(people).where(eq(people.id, at.ana));
  await saveProfile(context, { name: "Bo", teamId: at.team, zone: "Asia/Tokyo", ...smuggled });
  await saveMatching(context, { bufferMin: 5, noticeMin: 0, maxPerWeek: 3, paused: false, ...smuggled });
  expect(await at.db.select().from(people).where(eq(people.id, at.ana))).toEqual(before);
  const [bo] = await at.db.select().from(people).where(eq(people.id, at.bo));
  expect(bo).toMatchObject({
    zone: "Asia/Tokyo",
    maxPerWeek: 3,
    isAdmin: false,
    email: "bo@northlight.example",
  });
});

test("script in a label: a mail shows it and runs nothing, no header grows a line, no spreadsheet calculates it", () => {
  const label = `<img src=x onerror=alert(1)>"><script>alert(2)</script>\r\nBcc: all@northlight.example`;
  const { subject, html } = composeMail({
    ...{ subject: label, heading: label, paragraphs: [label], facts: [[label, label]], footer: label },
    link: { href: "https://deskside.example/", label },
  });
  expect(csvOf([['=HYPERLINK("https://evil.invalid")']])).toContain("'=HYPERLINK");
  expect(html).not.toMatch(/<(script|img)/);
  expect(subject).not.toMatch(/[\r\n]/);
});

test("invitation links that take over accounts: a link that was mailed proves whose it is and opens nobody else's", async () => {
  const key = TEST_CONFIG.ENCRYPTION_KEY;
  const context = jobContextOn(at.db);
  const own = feedToken(at.ana, 1, key);
  await getFeed(context, own);
  const ofBo = feedToken(at.bo, 1, key).slice(0, 22) + own.slice(22);
  for (const token of [
    ofBo,
    feedToken(at.ana, 2, key),
    feedToken(at.ana, 1, Buffer.alloc(32).toString("base64")),
    "",
  ])
    await expect(getFeed(context, token)).rejects.toMatchObject({ code: "not_found" });
});

test("webhook to any team: a guessed channel, secret or resource moves nobody's calendar, and a true one only its own", async () => {
  const channel = { id: randomUUID(), personId: at.ana, calendarId: "ana", resourceId: "ana's" };
  await at.db
    .insert(calendarChannels)
    .values({ ...channel, tokenHash: hashOf("secret"), expiresAt: NOW + HOUR_MS });
  const push = (headers: object) =>
    receivePush(jobContextOn(at.db), {
      ...{ "x-goog-channel-id": channel.id, "x-goog-channel-token": "secret", "x-goog-resource-id": "ana's" },
      ...{ "x-goog-resource-state": "exists", ...headers },
    });
  for (const guess of [
    { "x-goog-channel-id": at.ana },
    { "x-goog-channel-id": randomUUID() },
    { "x-goog-channel-token": "" },
    { "x-goog-channel-token": hashOf("secret").toString("base64") },
    { "x-goog-resource-id": "bo's" },
  ])
    await expect(push(guess)).rejects.toMatchObject({ code: "not_found" });
  expect(await at.sql`select from pgboss.job`).toHaveLength(0);
  await push({ "x-goog-person": at.bo });
  const jobs = await at.sql<{ data: { personId: string } }[]>`select data from pgboss.job`;
  expect(new Set(jobs.map(({ data }) => data.personId))).toEqual(new Set([at.ana]));
});
