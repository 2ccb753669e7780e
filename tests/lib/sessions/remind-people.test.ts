import { expect, test } from "vitest";
import { learnings, notes } from "@/db/schema/notes";
import { people } from "@/db/schema/people";
import { seats, sessionChanges, sessions } from "@/db/schema/sessions";
import { listNotices } from "@/lib/people/notices";
import { remindPeople } from "@/lib/sessions/remind-people";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/time/instant";
import { aPerson, aRequest, contextOf } from "@/tests/support/company";
import { testDatabase } from "@/tests/support/database";
import { mailServer } from "@/tests/support/mail";

const at = (text: string) => Date.parse(text);
const START = at("2027-03-02T14:00+01:00");
const END = START + 50 * MINUTE_MS;

type Options = {
  start?: number;
  agreedAt?: number;
  state?: "booked" | "held" | "cancelled" | "not_held" | "needs_partner";
  zones?: [ana: string, bo: string];
};

/** Ana and Bo have a session; `tick` is the job at that moment, `told` what somebody was told by it. */
async function agreed({
  start = START,
  agreedAt = start - 3 * DAY_MS,
  state = "booked",
  zones,
}: Options = {}) {
  const { db, sql } = await testDatabase();
  const ana = await aPerson(db, "Ana Ruiz", { zone: zones?.[0] ?? "Europe/Berlin" });
  const bo = await aPerson(db, "Bo Lind", { zone: zones?.[1] ?? "Europe/Berlin" });
  const { id: requestId } = await aRequest(db, ana, { title: "Split it" });
  const times = { startAt: start, endAt: start + 50 * MINUTE_MS };
  const [session] = await db
    .insert(sessions)
    .values({ requestId, ...times, state, zone: "Europe/Berlin", agreedWallTime: "x", place: "video" })
    .returning();
  const sessionId = session?.id ?? "";
  await db.insert(seats).values([
    { sessionId, personId: ana, role: "requester", answer: "accepted", ...times },
    { sessionId, personId: bo, role: "partner", ...times },
  ]);
  await db.insert(sessionChanges).values({ sessionId, kind: "booked", at: agreedAt });
  const told = async (personId: string, kind: string) =>
    (await listNotices(await contextOf(db, personId))).filter((notice) => notice.kind === kind);
  return { db, sql, ana, bo, sessionId, told, tick: (now: number) => remindPeople({ db, now }) };
}

test("everybody is reminded 24 hours before, once, with whom and when in their own zone", async () => {
  const { ana, bo, told, tick } = await agreed({ zones: ["Europe/Berlin", "Asia/Kathmandu"] });
  await tick(START - DAY_MS - 1);
  expect(await told(ana, "reminder")).toEqual([]);
  await Promise.all([tick(START - DAY_MS), tick(START - DAY_MS), tick(START - DAY_MS + MINUTE_MS)]);
  await tick(START - 2 * HOUR_MS);
  expect((await told(ana, "reminder")).map(({ text }) => text)).toEqual([
    "“Split it” with Bo: Tue 2 Mar 14:00–14:50.",
  ]);
  expect((await told(bo, "reminder")).map(({ text }) => text)).toEqual([
    "“Split it” with Ana: Tue 2 Mar 18:45–19:35.",
  ]);
});

test("who booked it within that day knows of it", async () => {
  const { ana, told, tick } = await agreed({ agreedAt: START - DAY_MS + MINUTE_MS });
  for (const hours of [24, 20, 2]) await tick(START - hours * HOUR_MS);
  expect(await told(ana, "reminder")).toEqual([]);
});

test("after an outage it still comes, but not in the last hour", async () => {
  const late = await agreed();
  await late.tick(START - 5 * HOUR_MS);
  expect(await late.told(late.ana, "reminder")).toHaveLength(1);
  const tooLate = await agreed();
  await tooLate.tick(START - HOUR_MS + MINUTE_MS);
  expect(await tooLate.told(tooLate.ana, "reminder")).toEqual([]);
});

test("moved by days, it is reminded of again", async () => {
  const { db, ana, sessionId, told, tick } = await agreed();
  await tick(START - DAY_MS);
  const later = START + 4 * DAY_MS;
  await db.update(sessions).set({ startAt: later, endAt: later + HOUR_MS });
  await db.insert(sessionChanges).values({ sessionId, kind: "moved", at: START - HOUR_MS });
  await tick(START);
  expect(await told(ana, "reminder")).toHaveLength(1);
  await tick(later - DAY_MS);
  expect(await told(ana, "reminder")).toHaveLength(2);
});

test.each(["cancelled", "not_held"] as const)("nobody is reminded of one that is %s", async (state) => {
  const { ana, told, tick } = await agreed({ state });
  await tick(START - DAY_MS);
  await tick(START + 2 * DAY_MS);
  expect(await told(ana, "reminder")).toEqual([]);
  expect(await told(ana, "write_note")).toEqual([]);
});

test("who left the session, or the company, is not reminded", async () => {
  const { sql, ana, bo, told, tick } = await agreed({ state: "needs_partner" });
  await sql`update seats set active = false, answer = 'declined' where person_id = ${bo}`;
  await sql`update people set deactivated_at = now() where id = ${ana}`;
  await tick(START - DAY_MS);
  expect([...(await told(ana, "reminder")), ...(await told(bo, "reminder"))]).toEqual([]);
});

test("the morning after, both are asked to write the note, once", async () => {
  const { ana, bo, told, tick } = await agreed();
  await tick(at("2027-03-03T08:59:59+01:00"));
  expect(await told(ana, "write_note")).toEqual([]);
  await Promise.all([tick(at("2027-03-03T09:00+01:00")), tick(at("2027-03-03T09:00+01:00"))]);
  await tick(at("2027-03-05T09:00+01:00"));
  expect((await told(ana, "write_note")).map(({ text }) => text)).toEqual([
    "What did you take away from “Split it” with Bo? Write the note while it is fresh.",
  ]);
  expect(await told(bo, "write_note")).toHaveLength(1);
});

test("who wrote something is not asked, the other is", async () => {
  const { db, ana, bo, sessionId, told, tick } = await agreed({ state: "held" });
  await db.insert(notes).values({ sessionId, problem: "Hot partition" });
  await db.insert(learnings).values({ sessionId, personId: ana, text: "Why three replicas" });
  await tick(at("2027-03-03T10:00+01:00"));
  expect(await told(ana, "write_note")).toEqual([]);
  expect(await told(bo, "write_note")).toHaveLength(1);
});

test("nobody is asked about what ended over a week ago", async () => {
  const { ana, told, tick } = await agreed();
  await tick(END + 7 * DAY_MS + 1);
  expect(await told(ana, "write_note")).toEqual([]);
});

test.each([
  ["Europe/Berlin", "2027-03-27T23:30+01:00", "2027-03-28T09:00+02:00"],
  ["Europe/Berlin", "2027-10-30T18:00+02:00", "2027-10-31T09:00+01:00"],
  ["America/New_York", "2027-03-13T17:00-05:00", "2027-03-14T09:00-04:00"],
  ["Pacific/Kiritimati", "2027-05-03T10:00+14:00", "2027-05-04T09:00+14:00"],
  ["Pacific/Pago_Pago", "2027-05-03T10:00-11:00", "2027-05-04T09:00-11:00"],
  ["Asia/Kathmandu", "2027-05-03T08:00+05:45", "2027-05-04T09:00+05:45"],
  ["Australia/Lord_Howe", "2027-10-02T12:00+10:30", "2027-10-03T09:00+11:00"],
  ["Africa/Casablanca", "2027-02-06T12:00+01:00", "2027-02-07T09:00+00:00"],
])("in %s a session of %s is asked about from %s on", async (zone, begun, morning) => {
  const { ana, told, tick } = await agreed({ start: at(begun), zones: [zone, zone] });
  await tick(at(morning) - 1);
  expect(await told(ana, "write_note")).toEqual([]);
  await tick(at(morning));
  expect(await told(ana, "write_note")).toHaveLength(1);
});

test("a reminder 24 hours before a session is that also where the clocks change between", async () => {
  const start = at("2027-03-28T10:00+02:00");
  const { ana, told, tick } = await agreed({ start });
  await tick(at("2027-03-27T08:59+01:00"));
  expect(await told(ana, "reminder")).toEqual([]);
  await tick(at("2027-03-27T09:00+01:00"));
  expect(await told(ana, "reminder")).toHaveLength(1);
});

test("with a mail server they are mailed too, where the person wants that", async () => {
  await mailServer();
  const { db, sql, ana, tick } = await agreed();
  await db.update(people).set({ mailOff: ["write_note"] });
  await tick(START - DAY_MS);
  await tick(at("2027-03-03T10:00+01:00"));
  const queued = await sql`
    select kind from pgboss.job join notices on notices.id = (data->>'noticeId')::uuid
    where name = 'mail-notice' and person_id = ${ana}`;
  expect(queued).toEqual([{ kind: "reminder" }]);
});
