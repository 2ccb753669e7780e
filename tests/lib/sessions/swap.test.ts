import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { avoidances, people } from "@/db/schema/people";
import { requestNeedTeams } from "@/db/schema/requests";
import { seats, sessions } from "@/db/schema/sessions";
import { answerSession } from "@/lib/sessions/answer-session";
import { bookSession } from "@/lib/sessions/book-session";
import { cancelSession } from "@/lib/sessions/cancel-session";
import { completeSession } from "@/lib/sessions/complete-session";
import { declineSession } from "@/lib/sessions/decline-session";
import { findSwaps } from "@/lib/sessions/find-swaps";
import { getSession } from "@/lib/sessions/get-session";
import { rescheduleSession } from "@/lib/sessions/reschedule-session";
import { swapPartner } from "@/lib/sessions/swap-partner";
import { DAY_MS, HOUR_MS } from "@/lib/time/instant";
import { toInstant, weekdayOf } from "@/lib/time/zone";
import { aPerson, aTeam } from "@/tests/support/company";
import { LENGTH_MS, mailOf, refusal, START, stage } from "./stage";

async function booked(over: object = {}, options: Parameters<typeof stage>[0] = {}) {
  const on = await stage(options);
  const asAna = await on.context(on.ana);
  const { id } = await bookSession(asAna, on.booking(over));
  const swap = (partnerId: string, more: object = {}) => ({ id, partnerId, key: randomUUID(), ...more });
  return { ...on, asAna, id, swap };
}

test("swapping seats the new partner, frees the old one, and both are told", async () => {
  const { asAna, context, bo, cleo, id, swap, sql, queued, another, booking } = await booked();
  await answerSession(await context(bo), { id });
  expect(await swapPartner(asAna, swap(cleo))).toEqual({ id, cachedNames: [] });

  const seen = await getSession(asAna, { id });
  expect(seen).toMatchObject({ state: "booked", start: START, request: { state: "booked" } });
  expect(seen.seats.filter(({ active }) => active).map(({ person }) => person?.name)).toEqual([
    "Ana",
    "Cleo",
  ]);
  expect(seen.changes.at(-1)).toMatchObject({ kind: "swapped", actorName: "Ana" });
  expect(seen.changes.at(-1)?.detail).toMatchObject({ from: "Bo", to: "Cleo" });
  const told = await sql`select person_id, kind, text from notices where kind in ('swapped_out', 'booked')
    and created_at = (select max(created_at) from notices) order by kind`;
  expect(told.map(({ person_id, kind }) => [person_id, kind])).toEqual([
    [cleo, "booked"],
    [bo, "swapped_out"],
  ]);
  expect(told[1]?.text).toMatch(/^Ana swapped partners for “Split the billing keyspace”, .*: Cleo sits down/);
  expect((await queued()).at(-1)).toEqual({ name: "update-event", session: id });

  const other = await another();
  await sql`update seats set active = false where role = 'requester'`;
  await expect(
    bookSession(asAna, booking({ requestId: other.id, partnerIds: [bo], askAnyway: true })),
  ).resolves.toBeDefined();
});

test("who was swapped out has declined nothing: they are suggested again, and nothing of the session is theirs", async () => {
  const { asAna, context, bo, cleo, id, swap, sql } = await booked();
  await swapPartner(asAna, swap(cleo));
  expect(await sql`select 1 from declines`).toHaveLength(0);
  expect(await sql`select answer, active from seats where person_id = ${bo}`).toEqual([
    { answer: "waiting", active: false },
  ]);
  const asBo = await context(bo);
  expect((await getSession(asBo, { id })).may).toMatchObject({
    reschedule: false,
    decline: false,
    accept: false,
  });
  expect((await refusal(declineSession(asBo, { id }))).code).toBe("forbidden");
  expect((await refusal(answerSession(asBo, { id }))).code).toBe("not_possible");
  const move = { id, start: START + HOUR_MS, key: randomUUID() };
  expect((await refusal(rescheduleSession(asBo, move))).code).toBe("forbidden");
  expect((await refusal(completeSession(asBo, { id, outcome: "held" }))).code).toBe("forbidden");
});

test("a swap is undone by swapping back, although the event is still in that person's calendar", async () => {
  const { asAna, bo, cleo, id, swap, work, sql } = await booked();
  await work("send-invite", id);
  await swapPartner(asAna, swap(cleo));
  await swapPartner(asAna, swap(bo));
  const active = await sql`select person_id from seats where active and role = 'partner'`;
  expect(active).toEqual([{ person_id: bo }]);
});

test("of a cancelled session those are shown who would have sat there", async () => {
  const { asAna, bo, cleo, id, swap } = await booked();
  await swapPartner(asAna, swap(cleo));
  await swapPartner(asAna, swap(bo));
  await cancelSession(asAna, { id });
  const { seats: seen } = await getSession(asAna, { id });
  expect(seen.filter(({ left }) => !left).map(({ person }) => person?.name)).toEqual(["Ana", "Bo"]);
});

test("the event follows a swap: the new partner is invited and the old one is off it", async () => {
  const { asAna, cleo, id, swap, work, control } = await booked();
  await work("send-invite", id);
  await swapPartner(asAna, swap(cleo));
  await work("update-event", id);
  const [event] = control.events(mailOf("Ana")) as { attendees?: { email: string }[] }[];
  expect(event?.attendees?.map(({ email }) => email)).toEqual([mailOf("Cleo")]);
  expect(control.events(mailOf("Bo"))).toHaveLength(0);
});

test("the same form twice, also at once, swaps once; with somebody else in it it is refused", async () => {
  const { asAna, bo, cleo, id, swap, sql, db } = await booked();
  const dag = await aPerson(db, "Dag");
  const input = swap(cleo);
  const answers = await Promise.all(Array.from({ length: 6 }, () => swapPartner(asAna, input)));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(await sql`select 1 from session_changes where kind = 'swapped'`).toHaveLength(1);
  expect(await sql`select 1 from notices where person_id = ${bo} and kind = 'swapped_out'`).toHaveLength(1);
  expect((await refusal(swapPartner(asAna, { ...input, partnerId: dag }))).code).toBe("conflict");
  expect((await refusal(swapPartner(asAna, swap(cleo)))).code).toBe("not_possible");
  expect(id).toBe(input.id);
});

test("only the requester swaps", async () => {
  const { context, bo, cleo, swap } = await booked();
  for (const who of [bo, cleo])
    expect((await refusal(swapPartner(await context(who), swap(cleo)))).code).toBe("forbidden");
  for (const who of [bo, cleo])
    expect((await refusal(findSwaps(await context(who), { id: swap(cleo).id }))).code).toBe("forbidden");
});

test("Google is asked live about the new partner alone; a calendar nobody can see needs an explicit yes", async () => {
  const { asAna, cleo, swap, control, db } = await booked({}, { connect: ["Ana", "Bo"] });
  const at = (ms: number) => ({ dateTime: new Date(ms).toISOString() });
  control.addEvent(mailOf("Cleo"), { start: at(START), end: at(START + LENGTH_MS) });
  expect((await refusal(swapPartner(asAna, swap(cleo)))).code).toBe("busy");
  const stranger = await aPerson(db, "Ines", { email: "ines@elsewhere.example", maxPerWeek: 40 });
  expect((await refusal(swapPartner(asAna, swap(stranger)))).code).toBe("calendar_unknown");
  await expect(swapPartner(asAna, swap(stranger, { askAnyway: true }))).resolves.toBeDefined();
});

test("who said “not now”, has a full week, or sits elsewhere then cannot be swapped in; an avoidance reads like a time that is taken", async () => {
  const { asAna, context, ana, bo, cleo, swap, sql, db, another, booking, id } = await booked();
  const other = await another(cleo);
  const dag = await aPerson(db, "Dag", { maxPerWeek: 40 });
  const yes = { askAnyway: true };
  await bookSession(
    await context(cleo),
    booking({ requestId: other.id, partnerIds: [dag], start: START + LENGTH_MS / 2, ...yes }),
  );
  const taken = await refusal(swapPartner(asAna, swap(cleo, yes)));
  expect(taken.code).toBe("slot_taken");
  await sql`update seats set active = false where session_id <> ${id}`;

  await db.insert(avoidances).values({ personId: cleo, avoidedId: ana });
  expect(await refusal(swapPartner(asAna, swap(cleo, yes)))).toEqual(taken);
  await sql`delete from avoidances`;

  await db.update(people).set({ maxPerWeek: 0 }).where(eq(people.id, cleo));
  expect((await refusal(swapPartner(asAna, swap(cleo)))).message).toMatch(/no room/);
  await db.update(people).set({ maxPerWeek: 40 }).where(eq(people.id, cleo));

  await declineSession(await context(bo), { id });
  await swapPartner(asAna, swap(cleo));
  expect((await refusal(swapPartner(asAna, swap(bo)))).code).toBe("not_possible");
});

test("a free seat is filled at the session's own time, and the request is booked again", async () => {
  const { asAna, context, bo, cleo, id, swap } = await booked();
  await declineSession(await context(bo), { id });
  await swapPartner(asAna, swap(cleo));
  const seen = await getSession(asAna, { id });
  expect(seen).toMatchObject({ state: "booked", start: START, request: { state: "booked" } });
  expect(seen.changes.at(-1)).toMatchObject({ kind: "booked", detail: { partners: "Cleo" } });
});

test("nobody is swapped once it has begun, is over, or while its time is in dispute", async () => {
  const { asAna, cleo, id, swap, sql } = await booked();
  await sql`update sessions set state = 'conflict', conflict = '{"reason": "all_day", "start": null, "end": null}'`;
  expect((await refusal(swapPartner(asAna, swap(cleo)))).code).toBe("not_possible");
  await sql`update sessions set state = 'booked', conflict = null, start_at = now() - interval '1 minute'`;
  expect((await refusal(swapPartner(asAna, swap(cleo)))).code).toBe("not_possible");
  await sql`update sessions set start_at = now() + interval '1 day', end_at = now() + interval '2 days'`;
  await cancelSession(asAna, { id });
  expect((await refusal(swapPartner(asAna, swap(cleo)))).code).toBe("not_possible");
});

test("of two who are swapped in and booked elsewhere in the same instant one gets the person", async () => {
  const { asAna, context, cleo, db, swap, another, booking } = await booked();
  const [dag, eli] = [
    await aPerson(db, "Dag", { maxPerWeek: 40 }),
    await aPerson(db, "Eli", { maxPerWeek: 40 }),
  ];
  const other = await another(dag);
  const outcomes = await Promise.allSettled([
    swapPartner(asAna, swap(eli, { askAnyway: true })),
    bookSession(
      await context(dag),
      booking({ requestId: other.id, partnerIds: [eli], start: START + LENGTH_MS / 2, askAnyway: true }),
    ),
  ]);
  const refused = outcomes.filter(({ status }) => status === "rejected") as PromiseRejectedResult[];
  expect(refused.map(({ reason }) => reason.code)).toEqual(["slot_taken"]);
  expect(cleo).not.toBe(eli);
  const overlapping = await db.$count(seats, eq(seats.active, true));
  expect(overlapping).toBe(refused[0] === outcomes[0] ? 4 : 2);
  expect(await db.$count(sessions)).toBe(overlapping / 2);
});

/** A Wednesday at ten in Berlin, four days ahead or more: inside everybody's working hours. */
function wednesdayAtTen(): number {
  for (let day = Math.floor(Date.now() / DAY_MS) + 4; ; day++) {
    const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
    if (weekdayOf(date) === 3) return toInstant(date, "10:00", "Europe/Berlin");
  }
}

async function atTen() {
  const start = wednesdayAtTen();
  const on = await booked({ start });
  const team = await aTeam(on.db, "Platform ops", "ops");
  await on.db.insert(requestNeedTeams).values({ needId: on.request.needId, teamId: team });
  await on.db.update(people).set({ teamId: team }).where(eq(people.id, on.bo));
  const member = (name: string, more: object = {}) =>
    aPerson(on.db, name, {
      teamId: team,
      maxPerWeek: 40,
      email: `${name.toLowerCase()}@elsewhere.example`,
      ...more,
    });
  const listed = async () => (await findSwaps(on.asAna, { id: on.id })).people;
  return { ...on, start, team, member, listed };
}

test("suggested are those who were asked for and work then, known before unknown, each with a reason", async () => {
  const { member, listed, db, cleo, team, asAna, id, start } = await atTen();
  await db.update(people).set({ teamId: team }).where(eq(people.id, cleo));
  await member("Dag");
  await aPerson(db, "Otto", { maxPerWeek: 40 });
  await member("Late", { hours: [{ weekday: 3, from: "14:00", to: "18:00" }] });
  const found = await listed();
  expect(found.map(({ name }) => name).toSorted()).toEqual(["Cleo", "Dag"]);
  expect(found.every(({ reason }) => reason.endsWith("."))).toBe(true);
  expect(found.find(({ name }) => name === "Dag")).toMatchObject({ isKnown: false });
  expect(found.findIndex(({ isKnown }) => !isKnown)).toBeGreaterThanOrEqual(
    found.filter(({ isKnown }) => isKnown).length,
  );
  expect(await findSwaps(asAna, { id })).toMatchObject({ start, partner: { name: "Bo" } });
});

test("not suggested: who declined, avoids, pauses, is booked then, has a full week, or needs longer notice", async () => {
  const { member, listed, db, ana, request, start, another, booking, context, sql } = await atTen();
  const names = async () => (await listed()).map(({ name }) => name);
  const dag = await member("Dag");
  expect(await names()).toEqual(["Dag"]);

  await db.insert(avoidances).values({ personId: ana, avoidedId: dag });
  expect(await names()).toEqual([]);
  await sql`delete from avoidances`;
  await sql`insert into declines (request_id, person_id) values (${request.id}, ${dag})`;
  expect(await names()).toEqual([]);
  await sql`delete from declines`;
  const limits = [{ pausedAt: Date.now() }, { maxPerWeek: 0 }, { noticeMin: 20_160 }];
  for (const limit of limits) {
    await db.update(people).set(limit).where(eq(people.id, dag));
    expect(await names()).toEqual([]);
    await db.update(people).set({ pausedAt: null, maxPerWeek: 40, noticeMin: 0 }).where(eq(people.id, dag));
  }
  const eli = await aPerson(db, "Eli", { maxPerWeek: 40 });
  const other = await another(eli);
  const taking = { requestId: other.id, partnerIds: [dag], start: start + LENGTH_MS / 2, askAnyway: true };
  expect(await names()).toEqual(["Dag"]);
  await bookSession(await context(eli), booking(taking));
  expect(await names()).toEqual([]);
});
