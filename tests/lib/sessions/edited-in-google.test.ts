import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { HANDLERS } from "@/lib/jobs/registry";
import { bookSession } from "@/lib/sessions/book-session";
import { getSession } from "@/lib/sessions/get-session";
import { rescheduleSession } from "@/lib/sessions/reschedule-session";
import { HOUR_MS, MINUTE_MS } from "@/lib/time/instant";
import { callsSince, callsSoFar, inGoogle } from "./in-google";
import { mailOf, refusal, START, stage } from "./stage";

type On = Awaited<ReturnType<typeof inGoogle>>;
const LATER = START + 2 * HOUR_MS;

const moveHere = async (on: On, start: number) =>
  rescheduleSession(await on.context(on.ana), { id: on.id, start, key: randomUUID(), askAnyway: true });

const patches = (on: On) => on.control.calls(/\/events\//).filter(({ method }) => method === "PATCH");
const startOf = (on: On) => Date.parse(on.event()?.start?.dateTime ?? "");

test("edited between our reading and our writing: 412, read again, their words and our time both stand", async () => {
  const on = await inGoogle();
  await moveHere(on, LATER);
  on.control.fault({ method: "PATCH", path: "/events/", instead: { delayMs: 400 } });
  const writing = on.work("update-event", on.id);
  await expect.poll(() => patches(on).length, { interval: 10 }).toBe(1);
  on.patch({ summary: "Billing, with Bo", description: "Bring the runbook." });
  await writing;
  expect(patches(on).map(({ status }) => status)).toEqual([412, 200]);
  expect(on.event()).toMatchObject({ summary: "Billing, with Bo", description: "Bring the runbook." });
  expect(startOf(on)).toBe(LATER);
});

test("moved in Google between our reading and our writing of something else: followed, then written", async () => {
  const on = await inGoogle();
  await on.sql`update requests set title = 'A better title'`;
  on.control.fault({ method: "PATCH", path: "/events/", instead: { delayMs: 400 } });
  const writing = on.work("update-event", on.id);
  await expect.poll(() => patches(on).length, { interval: 10 }).toBe(1);
  on.control.moveEvent(mailOf("Ana"), on.eventId, LATER, LATER + HOUR_MS);
  await writing;
  expect(on.event()?.summary).toBe("A better title");
  expect(startOf(on)).toBe(LATER);
  expect(await on.session()).toMatchObject({ state: "booked", start: LATER, end: LATER + HOUR_MS });
});

test("answered between our reading and our writing: the answer is neither lost nor overwritten", async () => {
  const on = await inGoogle();
  await on.sql`update requests set title = 'A better title'`;
  on.control.fault({ method: "PATCH", path: "/events/", instead: { delayMs: 400 } });
  const writing = on.work("update-event", on.id);
  await expect.poll(() => patches(on).length, { interval: 10 }).toBe(1);
  on.control.respond(mailOf("Bo"), on.eventId, "accepted");
  await writing;
  expect(on.guests()).toEqual([["bo", "accepted"]]);
  expect((await on.session()).seats.map(({ answer }) => answer)).toEqual(["accepted", "accepted"]);
});

test("an event that changes whenever we would write is left to the queue after four tries", async () => {
  const on = await inGoogle();
  await moveHere(on, LATER);
  on.control.fault({
    method: "PATCH",
    path: "/events/",
    times: 4,
    instead: { status: 412, reason: "conditionNotMet" },
  });
  expect((await refusal(on.work("update-event", on.id))).message).toMatch(/kept changing/);
  expect(patches(on)).toHaveLength(4);
  await on.work("update-event", on.id);
  expect(startOf(on)).toBe(LATER);
});

test("a text edited in Google is theirs for good; the others follow the request", async () => {
  const on = await inGoogle();
  on.patch({ summary: "Our billing hour" });
  await on.sync();
  for (const title of ["One", "Two"]) {
    await on.sql`update requests set title = ${title}, body = ${`About ${title}`}`;
    await on.work("update-event", on.id);
    expect(on.event()?.summary).toBe("Our billing hour");
    expect(on.event()?.description).toContain(`About ${title}`);
  }
  await moveHere(on, LATER);
  await on.work("update-event", on.id);
  expect(on.event()?.summary).toBe("Our billing hour");
});

test.each([
  ["description", { description: "See the runbook." }, "See the runbook."],
  ["location", { location: "Kitchen" }, "Kitchen"],
  ["description", { description: null }, undefined],
] as const)("a %s edited in Google stays: %j", async (field, change, stays) => {
  const on = await inGoogle();
  await on.sql`update requests set place = 'my_desk'`;
  await on.sql`update sessions set place = 'my_desk'`;
  await on.work("update-event", on.id);
  on.patch(change);
  await on.sql`update requests set title = 'Another title', body = 'Another body'`;
  await on.sql`update sessions set place = 'your_desk'`;
  await on.work("update-event", on.id);
  expect(on.event()?.summary).toBe("Another title");
  expect(on.event()?.[field]).toBe(stays);
});

test("blanks and line ends that a calendar keeps its own way are nobody's edit", async () => {
  const on = await inGoogle();
  const { description = "" } = on.event() ?? {};
  on.patch({
    description: `${description.replaceAll("\n", "\r\n")}  `,
    summary: " Split the billing  keyspace",
  });
  await on.sql`update requests set title = 'Another title', body = 'Another body'`;
  await on.work("update-event", on.id);
  expect(on.event()?.summary).toBe("Another title");
  expect(on.event()?.description).toContain("Another body");
});

test("what guests and people in Google added to the list of guests stays when we write it", async () => {
  const on = await inGoogle();
  const guests = [
    { email: mailOf("Bo"), responseStatus: "tentative", comment: "If the train is on time" },
    { email: "dana@elsewhere.example", displayName: "Dana", optional: true, responseStatus: "accepted" },
  ];
  on.patch({ attendees: guests });
  await on.sql`update seats set active = false, answer = 'declined' where person_id = ${on.bo}`;
  await on.sql`insert into seats (session_id, person_id, role, start_at, end_at)
    select session_id, ${on.cleo}, 'partner', start_at, end_at from seats where person_id = ${on.bo}`;
  await on.work("update-event", on.id);
  expect(on.event()?.attendees).toEqual([
    guests[1],
    { email: mailOf("Cleo"), displayName: "Cleo", responseStatus: "needsAction" },
  ]);
});

test("a write whose answer was lost is not taken for somebody's change when the session moves back", async () => {
  const on = await inGoogle();
  await moveHere(on, LATER);
  on.control.fault({ method: "PATCH", path: "/events/", instead: { dropAnswer: true } });
  await refusal(on.work("update-event", on.id));
  expect(startOf(on)).toBe(LATER);
  await moveHere(on, START);
  await on.work("update-event", on.id);
  expect(await on.session()).toMatchObject({ state: "booked", start: START });
  expect(startOf(on)).toBe(START);
  expect(await on.told(on.bo, "google_moved")).toEqual([]);
});

test("a Meet link that is not made in half an hour is said to be missing, and picked up when it is there", async () => {
  const on = await stage();
  const { id } = await bookSession(await on.context(on.ana), on.booking());
  const event = async () => (await getSession(await on.context(on.ana), { id })).event;
  on.control.meet("pending", 3);
  // The event will be that old by the time it is looked at.
  on.control.advance(-31 * MINUTE_MS);
  await on.work("send-invite", id);
  expect(await event()).toMatchObject({ meetPending: false, state: "made", meetUrl: null });
  expect((await event()).failure).toMatch(/has not made the Meet link/);
  for (let i = 0; i < 5; i++) await HANDLERS["sync-sessions"](on.jobs(), { personId: on.bo });
  expect(await event()).toMatchObject({ failure: null, meetUrl: expect.stringMatching(/^https:/) });
});

test("a Meet link that Google refuses, or that somebody took away, is not asked for again and again", async () => {
  const on = await inGoogle();
  on.patch({ conferenceData: null });
  const before = callsSoFar(on);
  for (let i = 0; i < 3; i++) await on.work("update-event", on.id);
  expect(callsSince(on, before)).toEqual({ GET: 3 });
  expect((await on.session()).event).toMatchObject({
    meetUrl: null,
    meetPending: false,
    failure: expect.any(String),
  });
});

test("an event from before anything was remembered of it is read without a word", async () => {
  const on = await inGoogle();
  await on.sql`update sessions set event_seen = null`;
  const before = callsSoFar(on);
  await on.sync();
  await on.move(LATER, LATER + HOUR_MS);
  expect(callsSince(on, before)).toEqual({ GET: 2 });
  expect(await on.session()).toMatchObject({ start: LATER });
});
