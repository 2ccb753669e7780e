import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { calendarConnections } from "@/db/schema/calendar";
import { seal } from "@/lib/calendar/encryption";
import { forgetAccessTokens } from "@/lib/calendar/google-access";
import { CALENDAR_SCOPES } from "@/lib/calendar/google-consent";
import { busyOf } from "@/lib/calendar/read-busy-cache";
import { HOUR_MS, MINUTE_MS } from "@/lib/time/instant";
import { startLocalGoogle } from "@/local/google/server";
import { aPerson, contextOf, NOW, TEST_CONFIG } from "@/tests/support/company";
import { type TestDatabase, testDatabase } from "@/tests/support/database";

const WEEK = { start: NOW, end: NOW + 7 * 24 * HOUR_MS };
const NINE = Date.parse("2027-03-02T09:00+01:00");

let database: TestDatabase;
let google: Awaited<ReturnType<typeof startLocalGoogle>>;
let now = NOW;
let ana: string;
let bo: string;

beforeEach(async () => {
  forgetAccessTokens();
  now = NOW;
  database = await testDatabase();
  google = await startLocalGoogle({
    clientId: TEST_CONFIG.GOOGLE_CLIENT_ID,
    clientSecret: TEST_CONFIG.GOOGLE_CLIENT_SECRET,
    now: () => now,
  });
  ana = await aPerson(database.db, "Ana Ribeiro");
  bo = await aPerson(database.db, "Bo Larsen");
  for (const name of ["ana.ribeiro", "bo.larsen"]) {
    google.control.addPeople([
      { email: `${name}@northlight.example`, name, zone: "Europe/Berlin", group: "All" },
    ]);
  }
});

afterEach(async () => {
  await google.close();
  await database.drop();
});

async function connect(personId: string, email: string) {
  const { refreshToken } = google.control.grant(email, Object.values(CALENDAR_SCOPES));
  await database.db.insert(calendarConnections).values({
    personId,
    email,
    refreshTokenSealed: seal(refreshToken, TEST_CONFIG.ENCRYPTION_KEY),
    scopes: Object.values(CALENDAR_SCOPES),
    busyCalendarIds: [email],
    connectedAt: NOW,
  });
}

const anaAsks = () => contextOf(database.db, ana, { now, config: { GOOGLE_BASE_URL: google.baseUrl } });
const addMeeting = (email: string, start: number) =>
  google.control.addEvent(email, {
    summary: "Salary talk",
    start: { dateTime: new Date(start).toISOString() },
    end: { dateTime: new Date(start + HOUR_MS).toISOString() },
  });
const freeBusyCalls = () => google.control.calls(/freeBusy/).length;

test("a connected person is read once, then from the cache until it is five minutes old", async () => {
  await connect(bo, "bo.larsen@northlight.example");
  addMeeting("bo.larsen@northlight.example", NINE);
  const first = await busyOf(await anaAsks(), [bo], WEEK);
  expect(first.get(bo)).toEqual({ known: true, busy: [[NINE, NINE + HOUR_MS]], readAt: NOW });

  addMeeting("bo.larsen@northlight.example", NINE + 3 * HOUR_MS);
  now = NOW + 4 * MINUTE_MS;
  expect((await busyOf(await anaAsks(), [bo], WEEK)).get(bo)).toEqual(first.get(bo));
  expect(freeBusyCalls()).toBe(1);

  now = NOW + 6 * MINUTE_MS;
  expect((await busyOf(await anaAsks(), [bo], WEEK)).get(bo)).toMatchObject({
    readAt: now,
    busy: [
      [NINE, NINE + HOUR_MS],
      [NINE + 3 * HOUR_MS, NINE + 4 * HOUR_MS],
    ],
  });
});

test("live asks Google however fresh the cache is", async () => {
  await connect(bo, "bo.larsen@northlight.example");
  await busyOf(await anaAsks(), [bo], WEEK);
  addMeeting("bo.larsen@northlight.example", NINE);
  const live = await busyOf(await anaAsks(), [bo], WEEK, { live: true });
  expect(live.get(bo)).toMatchObject({ busy: [[NINE, NINE + HOUR_MS]] });
});

test("no title ever reaches the database", async () => {
  await connect(bo, "bo.larsen@northlight.example");
  addMeeting("bo.larsen@northlight.example", NINE);
  await busyOf(await anaAsks(), [bo], WEEK);
  const rows = await database.sql`select row_to_json(busy)::text as row from busy`;
  expect(JSON.stringify(rows)).not.toMatch(/salary/i);
});

test("a colleague who never connected is known through the asker where the company shares free/busy, else unknown", async () => {
  await connect(ana, "ana.ribeiro@northlight.example");
  addMeeting("bo.larsen@northlight.example", NINE);
  expect((await busyOf(await anaAsks(), [bo], WEEK)).get(bo)).toMatchObject({
    known: true,
    busy: [[NINE, NINE + HOUR_MS]],
  });

  google.control.setVisibility("bo.larsen@northlight.example", false);
  expect((await busyOf(await anaAsks(), [bo], WEEK, { live: true })).get(bo)).toMatchObject({
    known: false,
    reason: "never_connected",
  });
});

test("with nobody's permission to read them, a colleague is unknown and nobody is asked", async () => {
  expect((await busyOf(await anaAsks(), [bo], WEEK)).get(bo)).toEqual({
    known: false,
    reason: "never_connected",
    readAt: null,
  });
  expect(google.control.calls()).toEqual([]);
});

test("a revoked permission is noted once, and Google is not asked again", async () => {
  await connect(bo, "bo.larsen@northlight.example");
  google.control.revoke("bo.larsen@northlight.example");
  forgetAccessTokens();
  expect((await busyOf(await anaAsks(), [bo], WEEK)).get(bo)).toEqual({
    known: false,
    reason: "reconnect",
    readAt: null,
  });
  const [connection] = await database.db
    .select()
    .from(calendarConnections)
    .where(eq(calendarConnections.personId, bo));
  expect(connection?.state).toBe("reconnect");

  const calls = google.control.calls().length;
  await busyOf(await anaAsks(), [bo], WEEK, { live: true });
  expect(google.control.calls()).toHaveLength(calls);
});

test("when Google does not answer, a cache younger than 15 minutes decides and an older one does not", async () => {
  await connect(bo, "bo.larsen@northlight.example");
  addMeeting("bo.larsen@northlight.example", NINE);
  await busyOf(await anaAsks(), [bo], WEEK);
  google.control.fault({ path: "freeBusy", times: 99, instead: { status: 503 } });

  now = NOW + 14 * MINUTE_MS;
  expect((await busyOf(await anaAsks(), [bo], WEEK, { live: true })).get(bo)).toEqual({
    known: true,
    busy: [[NINE, NINE + HOUR_MS]],
    readAt: NOW,
  });
  now = NOW + 16 * MINUTE_MS;
  expect((await busyOf(await anaAsks(), [bo], WEEK, { live: true })).get(bo)).toEqual({
    known: false,
    reason: "no_answer",
    readAt: NOW,
  });
});

test("a Google that hangs costs no more than the deadline", async () => {
  await connect(bo, "bo.larsen@northlight.example");
  google.control.fault({ path: "freeBusy", times: 9, instead: { delayMs: 5_000 } });
  const started = performance.now();
  const answer = await busyOf(await anaAsks(), [bo], WEEK, { timeoutMs: 300 });
  expect(answer.get(bo)).toMatchObject({ known: false, reason: "no_answer" });
  expect(performance.now() - started).toBeLessThan(2_000);
});

test("an answer of 200 with an error for a chosen calendar is unknown, not free", async () => {
  await connect(bo, "bo.larsen@northlight.example");
  await database.db
    .update(calendarConnections)
    .set({ busyCalendarIds: ["bo.larsen@northlight.example", "gone@northlight.example"] })
    .where(eq(calendarConnections.personId, bo));
  expect((await busyOf(await anaAsks(), [bo], WEEK)).get(bo)).toMatchObject({
    known: false,
    reason: "not_visible",
  });
});

test("a time months ahead is asked for by itself, and does not shorten what is kept of the coming weeks", async () => {
  await connect(bo, "bo.larsen@northlight.example");
  const inJune = Date.parse("2027-06-01T09:00+02:00");
  addMeeting("bo.larsen@northlight.example", inJune);
  await busyOf(await anaAsks(), [bo], WEEK);
  const far = await busyOf(await anaAsks(), [bo], { start: inJune, end: inJune + HOUR_MS }, { live: true });
  expect(far.get(bo)).toMatchObject({ known: true, busy: [[inJune, inJune + HOUR_MS]] });
  await busyOf(await anaAsks(), [bo], WEEK);
  expect(freeBusyCalls()).toBe(2);
});

test("that the asker could not ask is not remembered: once connected, they see the colleague", async () => {
  expect((await busyOf(await anaAsks(), [bo], WEEK)).get(bo)).toMatchObject({ known: false });
  await connect(ana, "ana.ribeiro@northlight.example");
  expect((await busyOf(await anaAsks(), [bo], WEEK)).get(bo)).toMatchObject({ known: true, readAt: NOW });
});

test("what somebody else could read of a colleague serves who cannot ask, for 15 minutes", async () => {
  await connect(ana, "ana.ribeiro@northlight.example");
  addMeeting("bo.larsen@northlight.example", NINE);
  await busyOf(await anaAsks(), [bo], WEEK);
  const cleo = await aPerson(database.db, "Cleo Martin");
  const cleoAsks = () => contextOf(database.db, cleo, { now, config: { GOOGLE_BASE_URL: google.baseUrl } });
  now = NOW + 14 * MINUTE_MS;
  expect((await busyOf(await cleoAsks(), [bo], WEEK)).get(bo)).toMatchObject({ known: true, readAt: NOW });
  now = NOW + 16 * MINUTE_MS;
  expect((await busyOf(await cleoAsks(), [bo], WEEK)).get(bo)).toMatchObject({ known: false });
});
