import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { CalendarError } from "@/lib/calendar/calendar-error";
import { accessWith } from "@/lib/calendar/connection";
import { eventIdOf, patchEvent } from "@/lib/calendar/google-events";
import { pollCalendars } from "@/lib/calendar/poll-calendars";
import { connectionOf } from "@/lib/calendar/store";
import { HANDLERS } from "@/lib/jobs/registry";
import { bookSession } from "@/lib/sessions/book-session";
import { cancelSession } from "@/lib/sessions/cancel-session";
import { declineSession } from "@/lib/sessions/decline-session";
import { getSession } from "@/lib/sessions/get-session";
import { rescheduleSession } from "@/lib/sessions/reschedule-session";
import { resumeEvents } from "@/lib/sessions/resume-events";

import { connectCalendar, LENGTH_MS, mailOf, refusal, START, type Stage, stage } from "./stage";

async function booked(options: Parameters<typeof stage>[0] & { place?: string } = {}) {
  const on = await stage(options);
  await on.sql`update requests set body = 'Reads share a keyspace.', understand = 'Replication; why three?',
    bring = 'A failing query', place = ${options.place ?? "video"} where id = ${on.request.id}`;
  const { id } = await bookSession(await on.context(on.ana), on.booking({ askAnyway: true }));
  return { ...on, id };
}

type Event = {
  organizer?: { email?: string };
  attendees?: { email: string }[];
  description?: string;
  summary?: string;
  start?: { dateTime?: string };
};
/** What is on somebody's calendar in Google. */
const eventsOf = ({ control }: Pick<Stage, "control">, name: string) =>
  control.events(mailOf(name)) as (Event & { id: string })[];

const inserts = ({ control }: Stage) =>
  control.calls(/\/events$/).filter(({ method }) => method === "POST").length;
const invitations = ({ control }: Stage) =>
  control.outbox().filter(({ kind }) => kind === "invitation").length;

/** A worker in a process of its own, which sends the invitation and can be killed in the middle of it. */
function workInProcess(on: Stage & { id: string }) {
  const worker = spawn("node", ["--import", "tsx", "tests/lib/sessions/work-in-process.ts"], {
    env: { ...process.env, WORK_DATABASE: on.url, WORK_GOOGLE: on.google.baseUrl, WORK_SESSION: on.id },
    stdio: "inherit",
  });
  const ended = new Promise((resolve) => worker.once("exit", (_, signal) => resolve(signal)));
  return { ended, kill: (signal: NodeJS.Signals) => worker.kill(signal) };
}

test("the event is the requester's, invites the partner, and carries context, link back and Meet link", async () => {
  const { context, ana, id, work, control } = await booked();
  await work("send-invite", id);
  const [event, ...more] = eventsOf({ control }, "Ana");
  expect(more).toEqual([]);
  expect(event).toMatchObject({ id: eventIdOf(id), summary: "Split the billing keyspace" });
  expect(event?.organizer?.email).toBe(mailOf("Ana"));
  expect(event?.attendees?.map(({ email }) => email)).toEqual([mailOf("Bo")]);
  for (const part of [
    "Reads share a keyspace.",
    "Replication; why three?",
    "A failing query",
    `/sessions/${id}`,
  ])
    expect(event?.description).toContain(part);
  expect(eventsOf({ control }, "Bo").map((copy) => copy.id)).toEqual([eventIdOf(id)]);
  const { event: seen } = await getSession(await context(ana), { id });
  expect(seen).toMatchObject({ state: "made", failure: null, meetPending: false });
  expect(seen.meetUrl).toMatch(/^https:\/\/meet\.google\.com\//);
});

test("at a desk the event says whose, and has no link", async () => {
  const { context, ana, id, work, control } = await booked({ place: "your_desk" });
  await work("send-invite", id);
  expect(eventsOf({ control }, "Ana")[0]).toMatchObject({ location: "Bo’s desk" });
  expect((await getSession(await context(ana), { id })).event).toMatchObject({
    meetUrl: null,
    meetPending: false,
  });
});

test("the same job done five times makes one event and invites once", async () => {
  const on = await booked();
  for (let i = 0; i < 5; i++) await on.work("send-invite", on.id);
  expect(eventsOf(on, "Ana")).toHaveLength(1);
  expect(invitations(on)).toBe(1);
  expect(on.control.outbox()).toHaveLength(1);
});

test("two workers that do it at once make one event", async () => {
  const on = await booked();
  await Promise.allSettled([on.work("send-invite", on.id), on.work("send-invite", on.id)]);
  await on.work("send-invite", on.id);
  expect(eventsOf(on, "Ana")).toHaveLength(1);
  expect(invitations(on)).toBe(1);
});

test("an answer dropped three times: one event, the partner mailed once, and the session knows it", async () => {
  const on = await booked();
  for (let i = 0; i < 3; i++) {
    on.control.fault({ method: "POST", path: "/events$", instead: { dropAnswer: true } });
    expect((await refusal(on.work("send-invite", on.id))).message).toBeTruthy();
  }
  await on.work("send-invite", on.id);
  expect(eventsOf(on, "Ana")).toHaveLength(1);
  expect(invitations(on)).toBe(1);
  expect((await getSession(await on.context(on.ana), { id: on.id })).event.state).toBe("made");
});

test("a worker killed while Google carries out its call: one event, and the next try finds it", async () => {
  const on = await booked();
  on.control.fault({ method: "POST", path: "/events$", instead: { delayMs: 1_500 } });
  const worker = workInProcess(on);
  await expect.poll(() => inserts(on), { timeout: 30_000, interval: 20 }).toBe(1);
  worker.kill("SIGKILL");
  expect(await worker.ended).toBe("SIGKILL");
  await expect.poll(() => eventsOf(on, "Ana").length, { timeout: 5_000 }).toBe(1);
  const known = await on.sql`select google_event_id from sessions`;
  expect(known).toEqual([{ google_event_id: null }]);

  await on.work("send-invite", on.id);
  expect(eventsOf(on, "Ana")).toHaveLength(1);
  expect(invitations(on)).toBe(1);
  expect((await getSession(await on.context(on.ana), { id: on.id })).event.state).toBe("made");
}, 60_000);

test("a worker killed between Google's answer and its own note of it: one event, and the next try knows it", async () => {
  const on = await booked();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  // Whoever wants to write the session down has to wait for this.
  const holding = on.sql.begin(async (tx) => {
    await tx`select 1 from sessions where id = ${on.id} for update`;
    await released;
  });
  const worker = workInProcess(on);
  const answered = () => on.control.calls(/\/events$/).filter(({ status }) => status === 200).length;
  await expect.poll(answered, { timeout: 30_000, interval: 20 }).toBe(1);
  const waiting = () => on.sql<{ pid: number }[]>`
    select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  await expect.poll(async () => (await waiting()).length, { timeout: 5_000, interval: 20 }).toBe(1);
  worker.kill("SIGKILL");
  expect(await worker.ended).toBe("SIGKILL");
  // What was still on its way to the database dies with it.
  for (const { pid } of await waiting()) await on.sql`select pg_terminate_backend(${pid}, 5000)`;
  release();
  await holding;
  expect(await on.sql`select google_event_id, event_state from sessions`).toEqual([
    { google_event_id: null, event_state: "queued" },
  ]);
  expect(eventsOf(on, "Bo")).toHaveLength(1);

  await on.work("send-invite", on.id);
  expect(eventsOf(on, "Ana")).toHaveLength(1);
  expect(invitations(on)).toBe(1);
  expect((await getSession(await on.context(on.ana), { id: on.id })).event.state).toBe("made");
}, 60_000);

test("a worker that died after Google's answer leaves one event, found by the next try", async () => {
  const on = await booked();
  await on.work("send-invite", on.id);
  await on.sql`update sessions set event_state = 'queued', google_event_id = null, google_etag = null, meet_url = null`;
  await on.work("send-invite", on.id);
  expect(eventsOf(on, "Ana")).toHaveLength(1);
  const { event } = await getSession(await on.context(on.bo), { id: on.id });
  expect(event).toMatchObject({ state: "made" });
  expect(event.meetUrl).not.toBeNull();
});

test("a Meet link that is still being made is looked for again", async () => {
  const on = await booked();
  on.control.meet("pending", 2);
  await refusal(on.work("send-invite", on.id));
  expect((await getSession(await on.context(on.ana), { id: on.id })).event).toMatchObject({
    state: "made",
    meetUrl: null,
    meetPending: true,
  });
  for (let i = 0; i < 3; i++) await on.work("send-invite", on.id).catch(() => undefined);
  expect((await getSession(await on.context(on.ana), { id: on.id })).event.meetUrl).toMatch(/^https:/);
  expect(invitations(on)).toBe(1);
});

test("a session that moved takes its event along, past its own time in both calendars", async () => {
  const { context, ana, bo, id, work, control } = await booked();
  await work("send-invite", id);
  const start = START + LENGTH_MS / 2;
  await rescheduleSession(await context(bo), { id, start, key: randomUUID() });
  await work("update-event", id);
  for (const name of ["Ana", "Bo"])
    expect(eventsOf({ control }, name).map((event) => Date.parse(event.start?.dateTime ?? ""))).toEqual([
      start,
    ]);
  expect(control.outbox().map(({ kind }) => kind)).toContain("update");
  expect((await getSession(await context(ana), { id })).event.state).toBe("made");
});

test("“not now” takes the partner off the event; the event stays with the requester", async () => {
  const { context, bo, id, work, control } = await booked();
  await work("send-invite", id);
  await declineSession(await context(bo), { id });
  await work("update-event", id);
  expect(eventsOf({ control }, "Bo")).toEqual([]);
  expect(eventsOf({ control }, "Ana")).toHaveLength(1);
});

test("a guest whom somebody added in Google stays when the session moves and when the partner says “not now”", async () => {
  const { context, db, ana, bo, id, work, jobs, control, booking } = await booked();
  await work("send-invite", id);
  const connection = await connectionOf(db, ana);
  const access = connection && accessWith(jobs(), connection);
  if (!access) throw new Error("Ana's calendar is connected.");
  await patchEvent(access, eventIdOf(id), {
    attendees: [{ email: mailOf("Bo") }, { email: mailOf("Cleo") }],
  });
  const guests = () => eventsOf({ control }, "Ana")[0]?.attendees?.map(({ email }) => email);

  const { key } = booking();
  await rescheduleSession(await context(ana), { id, start: START + 2 * LENGTH_MS, key, askAnyway: true });
  await work("update-event", id);
  expect(guests()).toEqual([mailOf("Bo"), mailOf("Cleo")]);
  await declineSession(await context(bo), { id });
  await work("update-event", id);
  expect(guests()).toEqual([mailOf("Cleo")]);
});

test("cancelling takes the event out of both calendars, however often it is done", async () => {
  const { context, ana, id, work, control } = await booked();
  await work("send-invite", id);
  await cancelSession(await context(ana), { id });
  await work("cancel-event", id);
  await work("cancel-event", id);
  expect([...eventsOf({ control }, "Ana"), ...eventsOf({ control }, "Bo")]).toEqual([]);
});

test("a session cancelled before its invitation went out gets no event", async () => {
  const on = await booked();
  await cancelSession(await on.context(on.ana), { id: on.id });
  await on.work("send-invite", on.id);
  await on.work("cancel-event", on.id);
  expect(inserts(on)).toBe(0);
});

test("an event that a lost try made behind a session cancelled meanwhile goes with the next try", async () => {
  const on = await booked();
  await on.work("send-invite", on.id);
  await cancelSession(await on.context(on.ana), { id: on.id });
  // As it stands when "cancel" found no event yet, and the call that was under way made it then.
  await on.sql`update sessions set event_state = 'none', google_event_id = null, google_etag = null`;
  await on.work("send-invite", on.id);
  expect([...eventsOf(on, "Ana"), ...eventsOf(on, "Bo")]).toEqual([]);
});

test("a session that is moved while its invitation is under way ends at its new time, whoever writes last", async () => {
  const on = await booked();
  // The first worker holds what it read while a second one makes the event at the new time.
  on.control.fault({ method: "POST", path: "/events$", instead: { delayMs: 800 } });
  const first = on.work("send-invite", on.id);
  await expect.poll(() => inserts(on)).toBe(1);
  const start = START + 3 * LENGTH_MS;
  await rescheduleSession(await on.context(on.ana), { id: on.id, start, key: randomUUID() });
  await on.work("update-event", on.id);
  await first;
  expect(await getSession(await on.context(on.ana), { id: on.id })).toMatchObject({ start, state: "booked" });
  expect(eventsOf(on, "Bo").map((event) => Date.parse(event.start?.dateTime ?? ""))).toEqual([start]);
});

test("without a connection of the requester's there is no event, and no try is made", async () => {
  const on = await booked({ connect: ["Bo"] });
  await on.work("send-invite", on.id);
  expect((await getSession(await on.context(on.ana), { id: on.id })).event).toMatchObject({
    state: "none",
    meetPending: false,
  });
  expect(inserts(on)).toBe(0);
});

test("a revoked permission stops the tries and says so; after reconnecting the invitation goes out", async () => {
  const on = await booked();
  on.control.revoke(mailOf("Ana"));
  on.control.expireAccessTokens(mailOf("Ana"));
  await on.work("send-invite", on.id);
  await on.work("send-invite", on.id);
  const tokenCalls = on.control.calls(/token/).filter(({ status }) => status === 400).length;
  expect(tokenCalls).toBe(1);
  const { event } = await getSession(await on.context(on.ana), { id: on.id });
  expect(event.state).toBe("failed");
  expect(event.failure).toMatch(/no longer/);
  expect(await on.sql`select 1 from notices where person_id = ${on.ana} and kind = 'reconnect'`).toHaveLength(
    1,
  );

  await connectCalendar(on.db, on.ana, mailOf("Ana"), on.control);
  await on.sql`delete from pgboss.job`;
  await resumeEvents(on.jobs(), on.ana);
  expect((await on.queued()).map(({ name }) => name).toSorted()).toEqual(["send-invite", "sync-sessions"]);
  await on.work("send-invite", on.id);
  expect(eventsOf(on, "Bo")).toHaveLength(1);
});

test("a change whose answer is dropped three times: written once, and told once", async () => {
  const on = await booked();
  await on.work("send-invite", on.id);
  const start = START + 3 * LENGTH_MS;
  await rescheduleSession(await on.context(on.ana), { id: on.id, start, key: randomUUID() });
  for (let i = 0; i < 3; i++) {
    on.control.fault({ method: i === 0 ? "PATCH" : "GET", path: "/events/", instead: { dropAnswer: true } });
    await refusal(on.work("update-event", on.id));
  }
  await on.work("update-event", on.id);
  expect(eventsOf(on, "Bo").map((event) => Date.parse(event.start?.dateTime ?? ""))).toEqual([start]);
  expect(on.control.outbox().filter(({ kind }) => kind === "update")).toHaveLength(1);
});

test.each([
  ["403 rateLimitExceeded", { status: 403, reason: "rateLimitExceeded", retryAfter: "7" }, 7_000],
  ["403 userRateLimitExceeded", { status: 403, reason: "userRateLimitExceeded" }, undefined],
  ["429", { status: 429, retryAfter: "30" }, 30_000],
  ["500", { status: 500 }, undefined],
  ["503", { status: 503, retryAfter: "2" }, 2_000],
])(
  "three times %s, then success: a call for each try, one event, and how long Google asks us to wait",
  async (_, instead, waitMs) => {
    const on = await booked();
    on.control.fault({ method: "POST", path: "/events$", times: 3, instead });
    for (let i = 0; i < 3; i++) {
      const error = await on.work("send-invite", on.id).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ name: "CalendarError", retryable: true });
      expect((error as CalendarError).retryAfterMs).toBe(waitMs);
    }
    await on.work("send-invite", on.id);
    expect(inserts(on)).toBe(4);
    expect(eventsOf(on, "Ana")).toHaveLength(1);
    expect(invitations(on)).toBe(1);
  },
);

test("forbidden is one call: nothing is thrown for the queue to try again, nor does the poll", async () => {
  const on = await booked();
  on.control.fault({ method: "POST", path: "/events$", instead: { status: 403, reason: "forbidden" } });
  await on.work("send-invite", on.id);
  await HANDLERS["sync-sessions"](on.jobs(), { personId: on.ana });
  expect(inserts(on)).toBe(1);
  expect((await getSession(await on.context(on.ana), { id: on.id })).event).toMatchObject({
    state: "failed",
    failure: expect.stringMatching(/does not allow/),
  });
});

test("an invitation whose tries have all failed goes out with the next poll", async () => {
  const on = await booked();
  on.control.fault({ method: "POST", path: "/events$", instead: { status: 503 } });
  await refusal(on.work("send-invite", on.id));
  await HANDLERS["sync-sessions"](on.jobs(), { personId: on.ana });
  expect(eventsOf(on, "Bo")).toHaveLength(1);
});

test("an event that could not be taken away in all its tries goes with the next poll", async () => {
  const on = await booked();
  await on.work("send-invite", on.id);
  await cancelSession(await on.context(on.ana), { id: on.id });
  on.control.fault({ method: "DELETE", path: "/events/", instead: { status: 503 } });
  await refusal(on.work("cancel-event", on.id));
  await on.sql`delete from pgboss.job`;
  await on.sql`update sessions set event_read_at = now() - interval '2 hours'`;
  await pollCalendars(on.jobs());
  const polled = await on.sql<{ person: string }[]>`
    select data->>'personId' as person from pgboss.job where name = 'sync-sessions'`;
  expect(polled).toEqual([{ person: on.ana }]);
  await HANDLERS["sync-sessions"](on.jobs(), { personId: on.ana });
  expect(eventsOf(on, "Bo")).toHaveLength(0);
  expect((await getSession(await on.context(on.ana), { id: on.id })).event).toMatchObject({ state: "none" });
});

test("a poll that Google does not answer leaves what is known of the event as it was", async () => {
  const on = await booked();
  await on.work("send-invite", on.id);
  on.control.fault({ method: "GET", path: "/events/", instead: { status: 503 } });
  await refusal(HANDLERS["sync-sessions"](on.jobs(), { personId: on.ana }));
  expect((await getSession(await on.context(on.ana), { id: on.id })).event).toMatchObject({
    state: "made",
    failure: null,
  });
});

test("what may pass is tried again; what will not is noted and left alone", async () => {
  const on = await booked();
  on.control.fault({ method: "POST", path: "/events$", instead: { status: 503 } });
  expect((await refusal(on.work("send-invite", on.id))).message).toMatch(/503/);
  on.control.fault({ method: "POST", path: "/events$", instead: { status: 403, reason: "forbidden" } });
  await on.work("send-invite", on.id);
  expect((await getSession(await on.context(on.ana), { id: on.id })).event.state).toBe("failed");
  expect(inserts(on)).toBe(2);
});

test("text with line ends, marks and quotes arrives in the event as it was written", async () => {
  const { sql, id, work, control } = await booked();
  const title = 'A "quoted", <b>bold</b>; \\ title';
  await sql`update requests set title = ${title}, body = ${"first\nsecond\n\nATTENDEE:mailto:x@y.z"}`;
  await work("send-invite", id);
  const [event] = eventsOf({ control }, "Ana");
  expect(event?.summary).toBe(title);
  expect(event?.description).toContain("first\nsecond\n\nATTENDEE:mailto:x@y.z");
  expect(event?.attendees?.map(({ email }) => email)).not.toContain("x@y.z");
});

test("an edit of the request reaches the event, and only what changed is sent", async () => {
  const { sql, id, work, control } = await booked();
  await work("send-invite", id);
  const calls = control.calls(/events/).length;
  await work("update-event", id);
  expect(control.calls(/events/).filter(({ method }) => method === "PATCH")).toEqual([]);
  await sql`update requests set title = 'A better title'`;
  await work("update-event", id);
  expect(eventsOf({ control }, "Bo")[0]).toMatchObject({ summary: "A better title" });
  expect(control.calls(/events/).length).toBeGreaterThan(calls);
});

test("what Google cannot be told, Deskside tells: once for each change", async () => {
  const on = await stage();
  const { id } = await bookSession(await on.context(on.ana), on.booking());
  on.control.revoke(mailOf("Ana"));
  await on.work("send-invite", id);
  await on.work("send-invite", id);
  const told = () =>
    on.sql<
      { text: string }[]
    >`select text from notices where person_id = ${on.bo} and kind = 'unwritten' order by created_at`;
  expect((await told()).map(({ text }) => text)).toEqual([
    expect.stringMatching(/^“Split the billing keyspace” is on .*\. Google Calendar could not be told/),
  ]);
  await cancelSession(await on.context(on.ana), { id, reason: "" });
  await on.work("cancel-event", id);
  expect((await told()).map(({ text }) => text).at(-1)).toMatch(
    /is cancelled\. Google Calendar could not be told/,
  );
  expect(await told()).toHaveLength(2);
});
