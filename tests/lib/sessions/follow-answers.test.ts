import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { avoidances, people } from "@/db/schema/people";
import { requests } from "@/db/schema/requests";
import { seats } from "@/db/schema/sessions";
import { listBoard } from "@/lib/requests/list-board";
import { answerSession } from "@/lib/sessions/answer-session";
import { bookSession } from "@/lib/sessions/book-session";
import { declineSession } from "@/lib/sessions/decline-session";
import { keepAgreedTime } from "@/lib/sessions/keep-agreed-time";
import { rescheduleSession } from "@/lib/sessions/reschedule-session";
import { swapPartner } from "@/lib/sessions/swap-partner";
import { HOUR_MS } from "@/lib/time/instant";
import { callsSince, callsSoFar, inGoogle } from "./in-google";
import { LENGTH_MS, mailOf, START } from "./stage";

type On = Awaited<ReturnType<typeof inGoogle>>;
const bosSeat = async (on: On) => (await on.seats()).find(({ name }) => name === "Bo");

test("accepted in Google: the seat is, the others are told, its own person is not", async () => {
  const on = await inGoogle();
  await on.respond("Bo", "accepted");
  expect(await bosSeat(on)).toMatchObject({ answer: "accepted", active: true });
  expect(await on.told(on.ana, "accepted")).toEqual([
    expect.stringMatching(/^Bo accepted “Split the billing keyspace”/),
  ]);
  expect(await on.told(on.bo, "accepted")).toEqual([]);
  expect((await on.history()).at(-1)).toMatchObject({ kind: "accepted", by: "Bo", through: "google" });
  await on.respond("Bo", "tentative");
  expect(await bosSeat(on)).toMatchObject({ answer: "waiting", active: true });
});

test("declined in Google: seat free, on the board at that time, others told, the guest stays on the event", async () => {
  const on = await inGoogle();
  await on.respond("Bo", "declined");
  expect(await on.session()).toMatchObject({
    state: "needs_partner",
    start: START,
    request: { state: "open" },
  });
  expect(await bosSeat(on)).toMatchObject({ answer: "declined", active: false });
  expect(await on.sql`select person_id from declines`).toEqual([{ person_id: on.bo }]);
  expect(await on.told(on.ana, "declined")).toEqual([
    expect.stringMatching(/^Bo declined .* in Google Calendar\. It is on the board/),
  ]);
  expect((await on.history()).at(-1)).toMatchObject({ kind: "declined", by: "Bo", through: "google" });
  const [close] = await on.sql`select start_after from pgboss.job where name = 'close-unfilled'`;
  expect(Math.abs(Date.parse(close?.start_after) - START)).toBeLessThan(60_000);
  for (let i = 0; i < 2; i++) await on.work("update-event", on.id);
  expect(on.guests()).toEqual([["bo", "declined"]]);
  const board = await listBoard(await on.context(on.cleo), {});
  expect(JSON.stringify(board)).toContain(on.request.id);
});

test("whoever takes the seat has the guest who declined taken off the event", async () => {
  const on = await inGoogle();
  await on.respond("Bo", "declined");
  await bookSession(await on.context(on.ana), on.booking({ partnerIds: [on.cleo] }));
  await on.work("update-event", on.id);
  expect(on.guests()).toEqual([["cleo", "needsAction"]]);
});

test("accepted late in Google, with the seat still open: it is theirs again", async () => {
  const on = await inGoogle();
  await on.respond("Bo", "declined");
  await on.respond("Bo", "accepted");
  expect(await on.session()).toMatchObject({ state: "booked", request: { state: "booked" } });
  expect(await bosSeat(on)).toMatchObject({ answer: "accepted", active: true });
  expect(await on.sql`select 1 from declines`).toHaveLength(0);
  expect(await on.told(on.ana, "accepted")).toHaveLength(1);
  await on.work("update-event", on.id);
  expect(on.guests()).toEqual([["bo", "accepted"]]);
});

test("accepted late in Google, the seat taken meanwhile: taken off the event, and told", async () => {
  const on = await inGoogle();
  await on.respond("Bo", "declined");
  await swapPartner(await on.context(on.ana), {
    id: on.id,
    partnerId: on.cleo,
    key: randomUUID(),
    askAnyway: true,
  });
  await on.respond("Bo", "accepted");
  expect(await bosSeat(on)).toMatchObject({ active: false });
  expect(await on.told(on.bo, "accepted")).toEqual([expect.stringMatching(/somebody else took the seat/)]);
  expect(await on.told(on.ana, "accepted")).toEqual([]);
  await on.work("update-event", on.id);
  expect(on.guests()).toEqual([["cleo", "needsAction"]]);
  expect(await on.session()).toMatchObject({ state: "booked" });
});

test("accepted late in Google, their own time taken meanwhile: taken off the event and told; the seat stays open", async () => {
  const on = await inGoogle();
  await on.respond("Bo", "declined");
  const other = await on.another(on.cleo);
  await bookSession(
    await on.context(on.cleo),
    on.booking({ requestId: other.id, start: START + LENGTH_MS / 2, askAnyway: true }),
  );
  await on.respond("Bo", "accepted");
  expect(await on.session()).toMatchObject({ state: "needs_partner", request: { state: "open" } });
  expect(await on.told(on.bo, "accepted")).toEqual([expect.stringMatching(/that time is taken here/)]);
  await on.work("update-event", on.id);
  expect(on.guests() ?? []).toEqual([]);
  await on.sync();
  expect(await on.told(on.bo, "accepted")).toHaveLength(1);
});

test("an avoidance is not told from a time that is taken", async () => {
  const on = await inGoogle();
  await on.respond("Bo", "declined");
  await on.db.insert(avoidances).values({ personId: on.ana, avoidedId: on.bo });
  await on.respond("Bo", "accepted");
  expect((await on.session()).state).toBe("needs_partner");
  expect(await on.told(on.bo, "accepted")).toEqual([expect.stringMatching(/that time is taken here/)]);
});

test("whoever left the company does not come back by an answer in Google", async () => {
  const on = await inGoogle();
  await on.respond("Bo", "declined");
  await on.db.update(people).set({ deactivatedAt: Date.now() }).where(eq(people.id, on.bo));
  await on.respond("Bo", "accepted");
  expect((await on.session()).state).toBe("needs_partner");
});

test("an observer who declines in Google gives up their seat, and nobody else's", async () => {
  const on = await inGoogle();
  await on.db.insert(seats).values({
    ...{ sessionId: on.id, personId: on.cleo, role: "observer", answer: "accepted" },
    ...{ startAt: START, endAt: START + LENGTH_MS },
  });
  await on.work("update-event", on.id);
  expect(on.guests()?.map(([name]) => name)).toEqual(["bo", "cleo"]);
  await on.respond("Cleo", "declined");
  expect((await on.seats()).map(({ name, active }) => [name, active])).toEqual([
    ["Ana", true],
    ["Bo", true],
    ["Cleo", false],
  ]);
  expect(await on.session()).toMatchObject({ state: "booked", request: { state: "booked" } });
  expect(await on.sql`select 1 from declines`).toHaveLength(0);
  expect(await on.told(on.ana, "unwatched")).toHaveLength(1);
  expect(await on.told(on.bo, "declined")).toEqual([]);
  await on.db.update(requests).set({ observersMax: 1 });
  await on.respond("Cleo", "accepted");
  expect((await on.seats()).every(({ active }) => active)).toBe(true);
});

test("“not now” said here after a yes in Google that was not read yet stays a no", async () => {
  const on = await inGoogle();
  on.control.respond(mailOf("Bo"), on.eventId, "accepted");
  await declineSession(await on.context(on.bo), { id: on.id });
  await on.work("update-event", on.id);
  expect(await on.session()).toMatchObject({ state: "needs_partner" });
  expect(on.guests() ?? []).toEqual([]);
});

test("“I'll come” said here after a no in Google shows in Google too", async () => {
  const on = await inGoogle();
  await on.respond("Bo", "declined");
  await answerSession(await on.context(on.bo), { id: on.id });
  await on.work("update-event", on.id);
  expect(on.guests()).toEqual([["bo", "accepted"]]);
  await on.sync();
  expect(await on.session()).toMatchObject({ state: "booked" });
});

test("answers that were given before our write of the event was noted are taken over", async () => {
  const on = await inGoogle();
  await on.sql`update sessions set event_state = 'queued', google_event_id = null, google_etag = null, event_seen = null`;
  on.control.respond(mailOf("Bo"), on.eventId, "declined");
  await on.work("send-invite", on.id);
  expect(await on.session()).toMatchObject({ state: "needs_partner" });
});

test("declined and moved in Google at once: both are taken over", async () => {
  const on = await inGoogle();
  on.control.moveEvent(mailOf("Ana"), on.eventId, START + HOUR_MS, START + HOUR_MS + LENGTH_MS);
  await on.respond("Bo", "declined");
  expect(await on.session()).toMatchObject({ state: "needs_partner", start: START + HOUR_MS });
});

test("declined while the time is in dispute: the dispute stays, and whoever keeps the time looks for a partner", async () => {
  const on = await inGoogle();
  on.patch({
    recurrence: ["RRULE:FREQ=WEEKLY"],
    start: { dateTime: new Date(START).toISOString(), timeZone: "UTC" },
  });
  await on.sync();
  await on.respond("Bo", "declined");
  expect(await on.session()).toMatchObject({ state: "conflict", request: { state: "booked" } });
  await on.patch({ recurrence: null });
  await on.sync();
  expect(await on.session()).toMatchObject({
    ...{ state: "needs_partner", start: START },
    request: { state: "open" },
  });
});

test("“not now” said here while the time is in dispute settles nothing, and the words do not say that it did", async () => {
  const on = await inGoogle();
  await on.respond("Ana", "declined");
  await declineSession(await on.context(on.bo), { id: on.id });
  await on.work("update-event", on.id);
  const disputed = {
    ...{ state: "conflict", conflict: { reason: "requester_declined" } },
    request: { state: "booked" },
  };
  expect(await on.session()).toMatchObject(disputed);
  expect(on.guests()).toEqual([["ana", "declined"]]);
  expect((await on.told(on.ana, "declined"))[0]).not.toContain("on the board");

  await answerSession(await on.context(on.bo), { id: on.id });
  expect(await on.session(on.bo)).toMatchObject({ ...disputed, mine: { active: true } });
  await declineSession(await on.context(on.bo), { id: on.id });
  await keepAgreedTime(await on.context(on.ana), { id: on.id });
  expect(await on.session()).toMatchObject({ state: "needs_partner", request: { state: "open" } });
});

test("the same answer heard five times is taken over once, and nothing is written", async () => {
  const on = await inGoogle();
  on.control.respond(mailOf("Bo"), on.eventId, "accepted");
  const before = callsSoFar(on);
  await Promise.all([on.sync(on.ana), on.sync(on.bo), on.sync(on.ana)]);
  for (let i = 0; i < 2; i++) await on.sync();
  expect(await on.told(on.ana, "accepted")).toHaveLength(1);
  expect(Object.keys(callsSince(on, before))).toEqual(["GET"]);
});

test("who declined at the old time is no guest at the new one, whoever moved it", async () => {
  const on = await inGoogle();
  await on.respond("Bo", "declined");
  await on.move(START + HOUR_MS, START + HOUR_MS + LENGTH_MS);
  expect(await on.jobsNow()).toContain("update-event");
  await on.work("update-event", on.id);
  expect(on.guests() ?? []).toEqual([]);
  await on.sync();
  expect(await on.session()).toMatchObject({ state: "needs_partner", start: START + HOUR_MS });

  const here = await inGoogle();
  await here.respond("Bo", "declined");
  const move = { id: here.id, start: START + HOUR_MS, key: randomUUID(), askAnyway: true };
  await rescheduleSession(await here.context(here.ana), move);
  await here.work("update-event", here.id);
  expect(here.guests() ?? []).toEqual([]);
});

test("a session that needs its partner is off the board while its time is in dispute, and back on it after", async () => {
  const on = await inGoogle();
  await on.respond("Bo", "declined");
  on.patch({ start: { date: "2030-01-07", dateTime: null }, end: { date: "2030-01-08", dateTime: null } });
  await on.sync();
  expect(await on.session()).toMatchObject({ state: "conflict", request: { state: "booked" } });
  await keepAgreedTime(await on.context(on.ana), { id: on.id });
  expect(await on.session()).toMatchObject({ state: "needs_partner", request: { state: "open" } });
});

test("a session that still needs its partner at its start is cancelled, though its time is in dispute", async () => {
  const on = await inGoogle();
  await on.respond("Bo", "declined");
  on.patch({ start: { date: "2030-01-07", dateTime: null }, end: { date: "2030-01-08", dateTime: null } });
  await on.sync();
  await on.sql`update sessions set start_at = now() - interval '1 minute'`;
  await on.work("close-unfilled", on.id);
  expect(await on.session()).toMatchObject({ state: "cancelled", request: { state: "open" } });
});
