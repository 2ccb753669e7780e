import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { refreshBusy } from "@/lib/calendar/refresh-busy";
import { bookSession } from "@/lib/sessions/book-session";
import { cancelSession } from "@/lib/sessions/cancel-session";
import { completeSession } from "@/lib/sessions/complete-session";
import { declineSession } from "@/lib/sessions/decline-session";
import { keepAgreedTime } from "@/lib/sessions/keep-agreed-time";
import { rescheduleSession } from "@/lib/sessions/reschedule-session";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/time/instant";
import { callsSince, callsSoFar, inGoogle } from "./in-google";
import { LENGTH_MS, mailOf, refusal, START } from "./stage";

const END = START + LENGTH_MS;
const LATER = START + 2 * HOUR_MS;
const LATER_END = LATER + LENGTH_MS;

/** Bo sits in a session of Cleo's from `start`. */
async function bookBoElsewhere(on: Awaited<ReturnType<typeof inGoogle>>, start: number) {
  const other = await on.another(on.cleo);
  return bookSession(await on.context(on.cleo), on.booking({ requestId: other.id, start }));
}

test("deleted in Google: cancelled, everybody told, both free, the request on the board, no second event", async () => {
  const on = await inGoogle();
  const { sql, ana, bo, control } = on;
  const before = callsSoFar(on);
  control.deleteEvent(mailOf("Ana"), on.eventId);
  await on.sync();
  expect(await on.session()).toMatchObject({
    state: "cancelled",
    request: { state: "open" },
    event: { state: "none" },
  });
  expect(await sql`select 1 from seats where active`).toHaveLength(0);
  for (const person of [ana, bo])
    expect(await on.told(person, "google_cancelled")).toEqual([
      expect.stringMatching(/^“Split the billing keyspace”, .* was deleted in Google Calendar/),
    ]);
  expect(await on.history()).toMatchObject([
    { kind: "booked" },
    { kind: "cancelled", by: null, through: "google" },
  ]);
  for (const job of ["send-invite", "update-event", "cancel-event"] as const) await on.work(job, on.id);
  await on.sync();
  expect(callsSince(on, before)).not.toHaveProperty("POST");
  await expect(bookSession(await on.context(ana), on.booking())).resolves.toBeDefined();
});

test("an event that is not there at all counts as deleted once Google has said so twice", async () => {
  const on = await inGoogle();
  const unheardOf = (times: number) =>
    on.control.fault({
      method: "GET",
      path: `/events/${on.eventId}$`,
      times,
      instead: { status: 404, reason: "notFound" },
    });
  unheardOf(1);
  await on.sync();
  expect((await on.session()).state).toBe("booked");
  unheardOf(2);
  await on.sync();
  expect((await on.session()).state).toBe("cancelled");
});

test("deleted in Google before our write of it was noted: cancelled, and not made again", async () => {
  const on = await inGoogle();
  await on.sql`update sessions set event_state = 'queued', google_event_id = null, google_etag = null, event_seen = null`;
  on.control.deleteEvent(mailOf("Ana"), on.eventId);
  await on.work("send-invite", on.id);
  expect((await on.session()).state).toBe("cancelled");
});

test("moved in Google to a free time: moved here, everybody told and asked again", async () => {
  const on = await inGoogle();
  await on.respond("Bo", "accepted");
  await on.move(LATER, LATER_END);
  const seen = await on.session();
  expect(seen).toMatchObject({ state: "booked", start: LATER, end: LATER_END, event: { state: "made" } });
  expect(seen.seats.map(({ answer }) => answer)).toEqual(["accepted", "waiting"]);
  for (const person of [on.ana, on.bo])
    expect(await on.told(person, "google_moved")).toEqual([
      expect.stringMatching(
        /^“Split the billing keyspace” was moved in Google Calendar to \w{3} \d+ \w{3} [\d:–]+\.$/,
      ),
    ]);
  expect((await on.history()).at(-1)).toMatchObject({ kind: "moved", by: null, through: "google" });
  const [{ wall } = {}] =
    await on.sql`select agreed_wall_time = to_char(start_at at time zone zone, 'YYYY-MM-DD"T"HH24:MI') as wall from sessions`;
  expect(wall).toBe(true);
});

test("lengthened in Google onto free time, by half its own length too: it is longer here", async () => {
  const on = await inGoogle();
  await on.move(START, END + 30 * MINUTE_MS);
  expect(await on.session()).toMatchObject({ state: "booked", start: START, end: END + 30 * MINUTE_MS });
  await on.move(START + 25 * MINUTE_MS, END);
  expect(await on.session()).toMatchObject({ state: "booked", start: START + 25 * MINUTE_MS, end: END });
});

test("the sequence rises with what happens in Google", async () => {
  const on = await inGoogle();
  const sequence = async () => (await on.sql`select sequence from sessions`)[0]?.sequence;
  const before = await sequence();
  await on.move(LATER, LATER_END);
  expect(await sequence()).toBe(before + 1);
});

test("moved in Google onto a time that is taken: conflict, the agreed time and seats kept, everybody asked", async () => {
  const on = await inGoogle();
  await bookBoElsewhere(on, LATER + 10 * MINUTE_MS);
  await on.move(LATER, LATER_END);
  const seen = await on.session();
  expect(seen).toMatchObject({ state: "conflict", start: START, end: END, request: { state: "booked" } });
  expect(seen.seats.every(({ active }) => active)).toBe(true);
  expect(await on.conflict()).toEqual({ reason: "taken", start: LATER, end: LATER_END });
  for (const person of [on.ana, on.bo])
    expect(await on.told(person, "conflict")).toEqual([
      expect.stringMatching(/moved in Google Calendar to .* until you say/),
    ]);
  // Google's event is left as people made it.
  const before = callsSoFar(on);
  await on.sync();
  await on.work("update-event", on.id);
  expect(callsSince(on, before)).toEqual({ GET: 2 });
  expect(await on.told(on.ana, "conflict")).toHaveLength(1);
});

test("lengthened in Google into the next session of somebody in it: conflict", async () => {
  const on = await inGoogle();
  await bookBoElsewhere(on, END);
  await on.move(START, END + MINUTE_MS);
  expect(await on.session()).toMatchObject({ state: "conflict", start: START, end: END });
  expect(await on.conflict()).toEqual({ reason: "taken", start: START, end: END + MINUTE_MS });
});

const GOOGLE = (ms: number) => ({ date: null, dateTime: new Date(ms).toISOString() });

test.each([
  [
    "all_day",
    { start: { date: "2030-01-07", dateTime: null }, end: { date: "2030-01-08", dateTime: null } },
    null,
  ],
  [
    "recurring",
    { start: { ...GOOGLE(START), timeZone: "Europe/Berlin" }, recurrence: ["RRULE:FREQ=WEEKLY;COUNT=3"] },
    START,
  ],
  ["past", { start: GOOGLE(START - 9 * DAY_MS), end: GOOGLE(END - 9 * DAY_MS) }, START - 9 * DAY_MS],
  [
    "requester_declined",
    { attendees: [{ email: mailOf("Ana"), responseStatus: "declined" }, { email: mailOf("Bo") }] },
    START,
  ],
])("%s in Google: conflict, and keeping the agreed time writes it back", async (reason, change, start) => {
  const on = await inGoogle();
  on.patch(change);
  await on.sync();
  expect(await on.session()).toMatchObject({ state: "conflict", start: START, end: END });
  expect(await on.conflict()).toMatchObject({ reason, start });
  for (const person of [on.ana, on.bo]) expect(await on.told(person, "conflict")).toHaveLength(1);

  await keepAgreedTime(await on.context(on.ana), { id: on.id });
  await on.work("update-event", on.id);
  const event = on.event();
  expect([Date.parse(event?.start?.dateTime ?? ""), Date.parse(event?.end?.dateTime ?? "")]).toEqual([
    START,
    END,
  ]);
  expect(event?.recurrence).toBeUndefined();
  expect(on.guests()?.filter(([, answer]) => answer === "declined")).toEqual([]);
  await on.sync();
  expect(await on.session()).toMatchObject({
    state: "booked",
    start: START,
    end: END,
    event: { state: "made" },
  });
});

test("moved to another calendar: conflict; kept, the session goes on there and is deleted from there", async () => {
  const on = await inGoogle();
  const { id: team } = on.control.addCalendar({ summary: "Team", owner: mailOf("Ana") });
  await on.sql`update calendar_connections set busy_calendar_ids = ${[mailOf("Ana"), team]} where person_id = ${on.ana}`;
  on.control.moveToCalendar(mailOf("Ana"), on.eventId, team);
  await on.sync();
  expect(await on.session()).toMatchObject({ state: "conflict", start: START });
  expect(await on.conflict()).toEqual({ reason: "other_calendar", start: START, end: END });

  await keepAgreedTime(await on.context(on.bo), { id: on.id });
  await on.work("update-event", on.id);
  expect(await on.session()).toMatchObject({ state: "booked", start: START });
  const move = { id: on.id, start: LATER, key: randomUUID(), askAnyway: true };
  await rescheduleSession(await on.context(on.ana), move);
  await on.work("update-event", on.id);
  expect(Date.parse(on.event(team)?.start?.dateTime ?? "")).toBe(LATER);
  await cancelSession(await on.context(on.ana), { id: on.id });
  await on.work("cancel-event", on.id);
  expect([on.event(), on.event(team)]).toEqual([undefined, undefined]);
});

test("moved to another calendar and back: nothing is in dispute any more", async () => {
  const on = await inGoogle();
  const { id: team } = on.control.addCalendar({ summary: "Team", owner: mailOf("Ana") });
  await on.sql`update calendar_connections set busy_calendar_ids = ${[mailOf("Ana"), team]} where person_id = ${on.ana}`;
  on.control.moveToCalendar(mailOf("Ana"), on.eventId, team);
  await on.sync();
  on.control.moveToCalendar(mailOf("Ana"), on.eventId, mailOf("Ana"));
  await on.sync();
  expect(await on.session()).toMatchObject({ state: "booked", start: START });
});

test("a session cancelled here while its event was moved to another calendar leaves none behind", async () => {
  const on = await inGoogle();
  const { id: team } = on.control.addCalendar({ summary: "Team", owner: mailOf("Ana") });
  await on.sql`update calendar_connections set busy_calendar_ids = ${[mailOf("Ana"), team]} where person_id = ${on.ana}`;
  on.control.moveToCalendar(mailOf("Ana"), on.eventId, team);
  await cancelSession(await on.context(on.ana), { id: on.id });
  await on.work("cancel-event", on.id);
  expect([on.event(), on.event(team)]).toEqual([undefined, undefined]);
});

test("moved back in Google, or on to a free time, settles the conflict", async () => {
  const on = await inGoogle();
  await bookBoElsewhere(on, LATER);
  await on.move(LATER, LATER_END);
  expect((await on.session()).state).toBe("conflict");
  await on.move(START, END);
  expect(await on.session()).toMatchObject({ state: "booked", start: START });
  expect(await on.told(on.bo, "google_moved")).toEqual([expect.stringMatching(/back at the agreed time/)]);
  await on.move(LATER, LATER_END);
  await on.move(LATER + DAY_MS, LATER_END + DAY_MS);
  expect(await on.session()).toMatchObject({ state: "booked", start: LATER + DAY_MS });
  expect(await on.conflict()).toBeNull();
});

test("where it was moved here and in Google, what was said here counts", async () => {
  const on = await inGoogle();
  const move = { id: on.id, start: START + DAY_MS, key: randomUUID(), askAnyway: true };
  await rescheduleSession(await on.context(on.ana), move);
  await on.move(LATER, LATER_END);
  expect(await on.session()).toMatchObject({ state: "booked", start: START + DAY_MS });
  expect(Date.parse(on.event()?.start?.dateTime ?? "")).toBe(START + DAY_MS);
});

test("a session that needs its partner keeps needing one when it is moved in Google, and is looked at when it begins", async () => {
  const on = await inGoogle();
  await declineSession(await on.context(on.bo), { id: on.id });
  await on.work("update-event", on.id);
  await on.sql`delete from pgboss.job`;
  await on.move(LATER, LATER_END);
  expect(await on.session()).toMatchObject({
    state: "needs_partner",
    start: LATER,
    request: { state: "open" },
  });
  expect(await on.jobsNow()).toContain("close-unfilled");
});

test("once a session has begun nothing that happens in Google moves, cancels or empties it", async () => {
  for (const minutes of [10, 100]) {
    const on = await inGoogle();
    await on.sql`update sessions set start_at = now() - ${`${minutes} minutes`}::interval, end_at = now() - ${`${minutes - 50} minutes`}::interval`;
    const before = await on.session();
    await on.respond("Bo", "declined");
    await on.move(LATER, LATER_END);
    on.control.deleteEvent(mailOf("Ana"), on.eventId);
    await on.sync();
    const { state, start, seats } = await on.session();
    expect({ state, start, seats }).toEqual({ state: "booked", start: before.start, seats: before.seats });
  }
});

test("a push about our own writes ends in reading: no loop", async () => {
  const on = await inGoogle();
  const before = callsSoFar(on);
  for (const person of [on.ana, on.bo, on.ana]) await on.sync(person);
  expect(callsSince(on, before)).toEqual({ GET: 3 });
  expect(await on.jobsNow()).toEqual(["send-invite"]);

  const move = { id: on.id, start: LATER, key: randomUUID(), askAnyway: true };
  await rescheduleSession(await on.context(on.ana), move);
  const moved = callsSoFar(on);
  await on.work("update-event", on.id);
  for (const person of [on.ana, on.bo]) await on.sync(person);
  await on.work("update-event", on.id);
  expect(callsSince(on, moved)).toEqual({ GET: 4, PATCH: 1 });
  expect(await on.told(on.ana, "google_moved")).toEqual([]);
});

test("two workers that hear of the same change at once follow it once", async () => {
  const on = await inGoogle();
  on.control.moveEvent(mailOf("Ana"), on.eventId, LATER, LATER_END);
  await Promise.all([on.sync(on.ana), on.sync(on.bo), on.work("update-event", on.id)]);
  expect(await on.session()).toMatchObject({ state: "booked", start: LATER });
  expect(await on.told(on.bo, "google_moved")).toHaveLength(1);
});

test("what was read before another worker wrote is not followed after it", async () => {
  const on = await inGoogle();
  on.control.moveEvent(mailOf("Ana"), on.eventId, LATER, LATER_END);
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const holding = on.sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtextextended(${on.ana}, 0))`;
    await released;
  });
  const reading = on.sync();
  const waiting = async () =>
    (
      await on.sql`select 1 from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())`
    ).length;
  await expect.poll(waiting, { timeout: 10_000, interval: 20 }).toBe(1);
  // Moved here meanwhile, and written.
  await on.sql`update sessions set start_at = start_at + interval '1 day', end_at = end_at + interval '1 day', event_state = 'queued'`;
  await on.work("update-event", on.id);
  release();
  await Promise.all([holding, reading]);
  expect(await on.session()).toMatchObject({ state: "booked", start: START + DAY_MS });
  expect(Date.parse(on.event()?.start?.dateTime ?? "")).toBe(START + DAY_MS);
});

test("one event that cannot be read keeps no other waiting; Google's “fewer calls” ends the reading", async () => {
  const on = await inGoogle();
  const other = await on.another(on.ana);
  const later = on.booking({ requestId: other.id, start: START + DAY_MS, askAnyway: true });
  const { id } = await bookSession(await on.context(on.ana), later);
  await on.work("send-invite", id);
  const reads = async (instead: { status: number }) => {
    const before = callsSoFar(on);
    on.control.fault({ method: "GET", path: "/events/", instead });
    await refusal(on.sync());
    return callsSince(on, before);
  };
  expect(await reads({ status: 503 })).toEqual({ GET: 2 });
  expect(await reads({ status: 429 })).toEqual({ GET: 1 });
});

test("a permission that ended is noticed by reading: its owner is told once, the sessions stay as they are", async () => {
  const on = await inGoogle();
  on.control.revoke(mailOf("Ana"));
  for (let i = 0; i < 3; i++) await on.sync(on.bo);
  expect(await on.told(on.ana, "reconnect")).toHaveLength(1);
  expect(await on.session()).toMatchObject({ state: "booked", event: { state: "made", failure: null } });
});

test("without the requester's permission nothing is read, and nothing breaks", async () => {
  const on = await inGoogle();
  await on.sql`delete from calendar_connections where person_id = ${on.ana}`;
  on.control.deleteEvent(mailOf("Ana"), on.eventId);
  await on.sync(on.bo);
  expect(await on.session()).toMatchObject({ state: "booked", event: { state: "made" } });
  await rescheduleSession(await on.context(on.ana), {
    id: on.id,
    start: LATER,
    key: randomUUID(),
    askAnyway: true,
  });
  await on.work("update-event", on.id);
  expect(await on.session()).toMatchObject({ start: LATER, event: { state: "failed" } });
});

test("while the time is in dispute, where Google has the event is not in the way of a third time", async () => {
  const on = await inGoogle();
  await bookBoElsewhere(on, LATER_END);
  await on.move(LATER + 20 * MINUTE_MS, LATER_END + 20 * MINUTE_MS);
  expect((await on.session()).state).toBe("conflict");
  for (const personId of [on.ana, on.bo]) await refreshBusy(on.jobs(), { personId });
  const asAna = await on.context(on.ana);
  const start = LATER - LENGTH_MS + 25 * MINUTE_MS;
  await rescheduleSession(asAna, { id: on.id, start, key: randomUUID() });
  expect(await on.session()).toMatchObject({ state: "booked", start, conflict: null });
  const taken = { id: on.id, start: LATER_END, key: randomUUID() };
  expect((await refusal(rescheduleSession(asAna, taken))).code).toMatch(/slot_taken|busy/);
});

test("put off in Google onto a taken time, and over by then: what was put off goes once people say what became of it", async () => {
  const on = await inGoogle();
  await bookBoElsewhere(on, LATER);
  await on.move(LATER, LATER_END);
  await begin(on);
  await completeSession(await on.context(on.ana), { id: on.id, outcome: "not_held" });
  await on.work("cancel-event", on.id);
  expect(on.control.events(mailOf("Ana")).map(({ id }) => id)).not.toContain(on.eventId);
});

test("a session that took place keeps its event", async () => {
  const on = await inGoogle();
  await begin(on);
  await on.sql`update sessions set event_seen = event_seen || jsonb_build_object('start', ${START - 3 * DAY_MS}::float8)`;
  await completeSession(await on.context(on.ana), { id: on.id, outcome: "held" });
  for (const job of ["update-event", "cancel-event"] as const) await on.work(job, on.id);
  expect(on.control.events(mailOf("Ana")).map(({ id }) => id)).toContain(on.eventId);
});

/** Its agreed time has come and gone. */
const begin = ({ sql, id }: Awaited<ReturnType<typeof inGoogle>>) =>
  sql`update sessions set start_at = start_at - interval '3 days', end_at = end_at - interval '3 days' where id = ${id}`;
