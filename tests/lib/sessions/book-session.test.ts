import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { avoidances, people } from "@/db/schema/people";
import { busyOf } from "@/lib/calendar/live-busy";
import { bookSession } from "@/lib/sessions/book-session";
import { getSession } from "@/lib/sessions/get-session";
import { offerToPair } from "@/lib/sessions/offer-to-pair";
import { DAY_MS, MINUTE_MS } from "@/lib/time/instant";
import { LENGTH_MS, mailOf, refusal, START, stage } from "./stage";

const event = (start: number, end: number) => ({
  summary: "Secret",
  start: { dateTime: new Date(start).toISOString() },
  end: { dateTime: new Date(end).toISOString() },
});

test("a booking seats both, books the request, tells the partner and queues the invitation", async () => {
  const { context, ana, bo, booking, sql, queued } = await stage();
  const { id } = await bookSession(await context(ana), booking());

  const session = await getSession(await context(bo), { id });
  expect(session).toMatchObject({
    state: "booked",
    start: START,
    end: START + LENGTH_MS,
    request: { state: "booked" },
    may: { reschedule: true, cancel: false, decline: true, accept: true, complete: false },
  });
  expect(session.seats.map(({ role, answer, person }) => [role, answer, person?.name])).toEqual([
    ["requester", "accepted", "Ana"],
    ["partner", "waiting", "Bo"],
  ]);
  expect(await queued()).toEqual([{ name: "send-invite", session: id }]);
  const notices = await sql`select person_id, kind, text from notices`;
  expect(notices).toHaveLength(1);
  expect(notices[0]).toMatchObject({ person_id: bo, kind: "booked" });
  expect(notices[0]?.text).toMatch(
    /^Ana booked you for “Split the billing keyspace”, \w{3} \d+ \w{3} \d\d:00–\d\d:50\.$/,
  );
});

test("whose request it is not cannot book it for others", async () => {
  const { context, bo, cleo, booking, queued } = await stage();
  expect(await refusal(bookSession(await context(bo), booking({ partnerIds: [cleo] })))).toMatchObject({
    code: "forbidden",
  });
  expect(await queued()).toEqual([]);
});

test("the requester is not their own partner", async () => {
  const { context, ana, booking } = await stage();
  expect((await refusal(bookSession(await context(ana), booking({ partnerIds: [ana] })))).code).toBe(
    "invalid",
  );
});

test("a time that has passed by the database's clock is refused, whatever this process's clock says", async () => {
  const { context, ana, booking } = await stage();
  const actor = { ...(await context(ana)), now: Date.now() - 10 * MINUTE_MS };
  const start = Math.floor((Date.now() - 5 * MINUTE_MS) / MINUTE_MS) * MINUTE_MS;
  const { code, fields } = await refusal(bookSession(actor, booking({ start })));
  expect({ code, fields }).toEqual({
    code: "invalid",
    fields: { start: "That time has passed. Choose a later one." },
  });
});

test("an event that Google calls busy is in the way, and named in neutral words", async () => {
  const { context, ana, booking, control } = await stage();
  control.addEvent(mailOf("Bo"), event(START + LENGTH_MS - MINUTE_MS, START + 2 * LENGTH_MS));
  expect(await refusal(bookSession(await context(ana), booking()))).toMatchObject({
    code: "busy",
    message: "Bo is busy at that time. Nothing was booked.",
  });
});

test("booking asks Google now, however fresh the answer that suggestions use", async () => {
  const { context, ana, bo, booking, control } = await stage();
  const window = { start: START - DAY_MS, end: START + DAY_MS };
  const read = await busyOf(await context(ana), [ana, bo], window);
  expect([...read.values()]).toMatchObject([
    { known: true, busy: [] },
    { known: true, busy: [] },
  ]);
  control.addEvent(mailOf("Bo"), event(START, START + LENGTH_MS));
  expect((await refusal(bookSession(await context(ana), booking()))).code).toBe("busy");
});

test("back to back with an event is free, buffers or not", async () => {
  const { context, ana, booking, control } = await stage();
  control.addEvent(mailOf("Bo"), event(START - LENGTH_MS, START));
  control.addEvent(mailOf("Ana"), event(START + LENGTH_MS, START + 2 * LENGTH_MS));
  await expect(bookSession(await context(ana), booking())).resolves.toMatchObject({ cachedNames: [] });
});

test("a calendar that answers with an error is unknown: booked only when asked anyway", async () => {
  const { context, ana, bo, booking, control } = await stage();
  control.revoke(mailOf("Bo"));
  const refused = await refusal(bookSession(await context(ana), booking()));
  expect(refused).toMatchObject({
    code: "calendar_unknown",
    message: "We could not see Bo’s calendar. Ask anyway?",
    detail: { people: [{ id: bo, name: "Bo", reason: "reconnect" }] },
  });
  await expect(bookSession(await context(ana), booking({ askAnyway: true }))).resolves.toBeDefined();
});

test("a colleague's calendar that freeBusy lists under errors is unknown, not free", async () => {
  const { context, ana, booking, control } = await stage({ connect: ["Ana"] });
  control.setVisibility(mailOf("Bo"), false);
  expect((await refusal(bookSession(await context(ana), booking()))).code).toBe("calendar_unknown");
  control.setVisibility(mailOf("Bo"), true);
  await expect(bookSession(await context(ana), booking())).resolves.toBeDefined();
});

test("when Google is silent an answer younger than 15 minutes decides, and the result says so; an older one does not", async () => {
  const { context, ana, booking, control, sql, another } = await stage();
  await bookSession(await context(ana), booking());
  control.fault({ path: "freeBusy", times: 20, instead: { status: 503 } });
  const { id } = await another();
  const later = { requestId: id, start: START + DAY_MS };
  const { cachedNames } = await bookSession(await context(ana), booking(later));
  expect([...cachedNames].sort()).toEqual(["Ana", "Bo"]);

  await sql`update busy set read_at = read_at - interval '16 minutes'`;
  const third = { requestId: (await another()).id, start: START + 2 * DAY_MS };
  expect((await refusal(bookSession(await context(ana), booking(third)))).code).toBe("calendar_unknown");
});

test("a taken time and an avoided person are refused with the same bytes, at whatever time and either way", async () => {
  const { context, db, ana, bo, cleo, booking, another } = await stage();
  const other = await another(cleo);
  await bookSession(await context(cleo), booking({ requestId: other.id, start: START }));
  const taken = await refusal(bookSession(await context(ana), booking({ askAnyway: true })));
  expect(taken.code).toBe("slot_taken");

  await db.insert(avoidances).values({ personId: bo, avoidedId: ana });
  const free = booking({ start: START + DAY_MS });
  expect(JSON.stringify(await refusal(bookSession(await context(ana), free)))).toBe(JSON.stringify(taken));
  const offer = { requestId: free.requestId, start: free.start, key: randomUUID() };
  expect(JSON.stringify(await refusal(offerToPair(await context(bo), offer)))).toBe(JSON.stringify(taken));
});

test("what is wrong with the time itself is said of an avoided person as of anybody", async () => {
  const { context, db, ana, bo, booking, control } = await stage();
  control.addEvent(mailOf("Bo"), event(START, START + LENGTH_MS));
  const before = await refusal(bookSession(await context(ana), booking()));
  await db.insert(avoidances).values({ personId: ana, avoidedId: bo });
  expect(await refusal(bookSession(await context(ana), booking()))).toEqual(before);
});

test("whoever pauses, has left, or never was cannot be booked", async () => {
  const { context, db, ana, bo, booking } = await stage();
  await db.update(people).set({ pausedAt: Date.now() }).where(eq(people.id, bo));
  expect((await refusal(bookSession(await context(ana), booking()))).code).toBe("not_possible");
  await db.update(people).set({ pausedAt: null, deactivatedAt: Date.now() }).where(eq(people.id, bo));
  expect((await refusal(bookSession(await context(ana), booking()))).code).toBe("not_found");
  expect((await refusal(bookSession(await context(ana), booking({ partnerIds: [randomUUID()] })))).code).toBe(
    "not_found",
  );
});

test("the weekly limit holds for who is asked; an own offer may exceed it after a yes", async () => {
  const { context, db, ana, bo, booking, another } = await stage();
  await db.update(people).set({ maxPerWeek: 1 }).where(eq(people.id, bo));
  await bookSession(await context(ana), booking());
  const second = { requestId: (await another()).id, start: START + LENGTH_MS };
  expect(await refusal(bookSession(await context(ana), booking(second)))).toMatchObject({
    code: "not_possible",
    message: "Bo has no room for another session that week.",
  });
  const offer = { ...second, key: randomUUID() };
  expect(await refusal(offerToPair(await context(bo), offer))).toMatchObject({
    code: "not_possible",
    detail: { overLimit: true },
  });
  await expect(offerToPair(await context(bo), { ...offer, overLimit: true })).resolves.toBeDefined();
});

test("an expired or withdrawn request is not bookable", async () => {
  const { context, ana, booking, sql } = await stage();
  await sql`update requests set needed_by_at = now() - interval '1 second'`;
  expect((await refusal(bookSession(await context(ana), booking()))).code).toBe("not_possible");
  await sql`update requests set needed_by_at = now() + interval '9 days', state = 'withdrawn'`;
  expect((await refusal(bookSession(await context(ana), booking()))).code).toBe("not_possible");
});

test("an offer seats who offers, and the requester may undo it in one step", async () => {
  const { context, request, ana, bo, sql } = await stage();
  const { id } = await offerToPair(await context(bo), {
    requestId: request.id,
    start: START,
    key: randomUUID(),
    hopesToLearn: "How invoices are read.",
  });
  const seen = await getSession(await context(ana), { id });
  expect(seen).toMatchObject({ offeredBy: { name: "Bo" }, may: { cancel: true } });
  expect(seen.seats[1]).toMatchObject({ answer: "accepted", hopesToLearn: "How invoices are read." });
  const [notice] = await sql`select person_id, kind from notices`;
  expect(notice).toEqual({ person_id: ana, kind: "offered" });
});

test.each([
  ["no input", undefined],
  ["no partner", { partnerIds: [] }],
  ["two partners", { partnerIds: [randomUUID(), randomUUID()] }],
  ["a time that is none", { start: Number.NaN }],
  ["a time between minutes", { start: START + 1 }],
  ["a key that is none", { key: "again" }],
  ["an id that is none", { requestId: "'; drop table seats" }],
])("%s is invalid, not a fault", async (_, over) => {
  const { context, ana, booking } = await stage();
  const input = over === undefined ? undefined : booking(over);
  expect((await refusal(bookSession(await context(ana), input))).code).toBe("invalid");
});
