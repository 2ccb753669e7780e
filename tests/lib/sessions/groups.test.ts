import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { avoidances } from "@/db/schema/people";
import { getRequest } from "@/lib/requests/get-request";
import { answerSession } from "@/lib/sessions/answer-session";
import { bookSession } from "@/lib/sessions/book-session";
import { declineSession } from "@/lib/sessions/decline-session";
import { findSwaps } from "@/lib/sessions/find-swaps";
import { getSession } from "@/lib/sessions/get-session";
import { offerToPair } from "@/lib/sessions/offer-to-pair";
import { rescheduleSession } from "@/lib/sessions/reschedule-session";
import { swapPartner } from "@/lib/sessions/swap-partner";
import { HOUR_MS } from "@/lib/time/instant";
import { aPerson, aTeam } from "@/tests/support/company";
import { group } from "./group";
import { mailOf, refusal, START } from "./stage";

test("a group is booked at once, each for the need they fit, in whatever order they are named", async () => {
  const { as, booking, bo, cleo, second, request, seated, stateOf, sql, queued } = await group();
  const { id } = await bookSession(as.ana, booking({ partnerIds: [cleo, bo] }));
  expect(await seated(id)).toEqual(["Ana", "Bo", "Cleo"]);
  expect(await stateOf(id)).toEqual({ state: "booked", request: "booked", openSeats: [] });
  const needs = await sql`select person_id, need_id from seats where role = 'partner'`;
  expect(Object.fromEntries(needs.map(({ person_id, need_id }) => [person_id, need_id]))).toEqual({
    [bo]: request.needId,
    [cleo]: second,
  });
  const told = await sql`select person_id from notices where kind = 'booked'`;
  expect(told.map(({ person_id }) => person_id).sort()).toEqual([bo, cleo].sort());
  expect(await queued()).toContainEqual({ name: "send-invite", session: id });
});

test("people who cannot all have a seat are refused in a sentence, and nothing is booked", async () => {
  const { as, booking, bo, cleo, dag, ana, sql, db, another } = await group();
  const two = await refusal(bookSession(as.ana, booking({ partnerIds: [cleo, dag] })));
  expect(two).toMatchObject({
    code: "not_possible",
    message: "They cannot all have a seat: this looks for Backend and SRE, one person each.",
  });
  const three = await refusal(bookSession(as.ana, booking({ partnerIds: [bo, cleo, dag] })));
  expect(three.code).toBe("invalid");
  const gil = await aPerson(db, "Gil", { teamId: await aTeam(db, "Web", "web") });
  const wrong = await refusal(bookSession(as.ana, booking({ partnerIds: [gil, cleo] })));
  expect(wrong.message).toBe("Gil fits none of the seats that are free: Backend and SRE.");
  const own = await refusal(bookSession(as.ana, booking({ partnerIds: [ana, cleo] })));
  expect(own.code).toBe("invalid");
  const single = await another();
  const many = await refusal(bookSession(as.ana, booking({ requestId: single.id, partnerIds: [bo, cleo] })));
  expect(many).toMatchObject({
    code: "invalid",
    message: "This needs one person beside you. Choose who it is.",
  });
  expect(await sql`select 1 from sessions`).toHaveLength(0);
});

test("all are asked live, and two who avoid each other are like a time that is taken", async () => {
  const { as, booking, bo, cleo, control, db, sql } = await group();
  control.addEvent(mailOf("Cleo"), {
    summary: "Lunch",
    start: { dateTime: new Date(START).toISOString() },
    end: { dateTime: new Date(START + HOUR_MS).toISOString() },
  });
  expect(await refusal(bookSession(as.ana, booking({ partnerIds: [bo, cleo] })))).toMatchObject({
    code: "busy",
    message: "Cleo is busy at that time. Nothing was booked.",
  });
  await db.insert(avoidances).values({ personId: cleo, avoidedId: bo });
  const refused = await refusal(
    bookSession(as.ana, booking({ partnerIds: [bo, cleo], start: START + 3 * HOUR_MS })),
  );
  expect(refused).toMatchObject({ code: "slot_taken", message: "Somebody just took that time." });
  expect(await sql`select 1 from seats`).toHaveLength(0);
});

test("an offer takes one seat, and the request stays on the board at that time for the others", async () => {
  const { as, offer, seated, stateOf, request, sql, cleo, queued } = await group();
  const { id } = await offerToPair(as.cleo, offer());
  expect(await stateOf(id)).toEqual({ state: "needs_partner", request: "open", openSeats: ["Backend"] });
  expect((await getRequest(as.ana, { id: request.id })).needs.map(({ isTaken }) => isTaken)).toEqual([
    false,
    true,
  ]);
  expect((await queued()).map(({ name }) => name)).toContain("close-unfilled");

  const sameSeat = await refusal(offerToPair(as.dag, offer()));
  expect(sameSeat.message).toBe("This looks for Backend, and you are not among them.");
  const twice = await refusal(offerToPair(as.cleo, offer()));
  expect(twice.message).toBe("You have a seat in this session already.");
  const otherTime = await refusal(offerToPair(as.bo, offer({ start: START + HOUR_MS })));
  expect(otherTime.message).toMatch(
    /^Cleo is booked for .* Reschedule the session to choose another time\.$/,
  );

  expect((await offerToPair(as.bo, offer())).id).toBe(id);
  expect(await seated(id)).toEqual(["Ana", "Bo", "Cleo"]);
  expect(await stateOf(id)).toEqual({ state: "booked", request: "booked", openSeats: [] });
  const told = await sql`select text from notices where person_id = ${cleo}`;
  expect(told.at(-1)?.text).toMatch(/^Bo joins you in “Split the billing keyspace”/);
});

test("two who want the same seat of a group at once: one has it, and nobody sits twice", async () => {
  const { as, offer, sql, second } = await group();
  const results = await Promise.allSettled([
    offerToPair(as.cleo, offer()),
    offerToPair(as.dag, offer()),
    offerToPair(as.bo, offer()),
  ]);
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
  const seats = await sql`select need_id from seats where active and role = 'partner'`;
  expect(new Set(seats.map(({ need_id }) => need_id)).size).toBe(2);
  expect(seats.some(({ need_id }) => need_id === second)).toBe(true);
  expect(await sql`select 1 from sessions`).toHaveLength(1);
});

test("when one says not now the others keep their seats, and whoever comes back has their own again", async () => {
  const { as, both, seated, stateOf, sql, offer, bo } = await group();
  const { id } = await both();
  await answerSession(as.bo, { id });
  await declineSession(as.cleo, { id });
  expect(await seated(id)).toEqual(["Ana", "Bo"]);
  expect(await stateOf(id)).toEqual({ state: "needs_partner", request: "open", openSeats: ["SRE"] });
  expect(await sql`select answer from seats where person_id = ${bo}`).toEqual([{ answer: "accepted" }]);

  expect((await getSession(as.cleo, { id })).may.accept).toBe(true);
  await answerSession(as.cleo, { id });
  expect(await stateOf(id)).toEqual({ state: "booked", request: "booked", openSeats: [] });

  await declineSession(as.cleo, { id });
  await offerToPair(as.dag, offer());
  expect((await getSession(as.cleo, { id })).may.accept).toBe(false);
  expect((await refusal(answerSession(as.cleo, { id }))).message).toBe(
    "Somebody else took the seat meanwhile.",
  );
  await declineSession(as.bo, { id });
  expect((await refusal(answerSession(as.cleo, { id }))).code).toBe("not_possible");
});

test("a session of which a seat is still free at its start is cancelled, and all who sat there are told", async () => {
  const { as, offer, sql, work, cleo, ana } = await group();
  const { id } = await offerToPair(as.cleo, offer());
  await work("close-unfilled", id);
  expect((await getSession(as.ana, { id })).state).toBe("needs_partner");
  await sql`update sessions set start_at = now() - interval '1 minute', end_at = now() + interval '49 minutes'`;
  await work("close-unfilled", id);
  expect((await getSession(as.ana, { id })).state).toBe("cancelled");
  const told = await sql`select person_id from notices where kind = 'nobody'`;
  expect(told.map(({ person_id }) => person_id).sort()).toEqual([ana, cleo].sort());
});

test("a swap names whose seat it is, fills that need, and the others stay", async () => {
  const { as, both, bo, cleo, dag, seated, sql, second } = await group();
  const { id } = await both();
  const swap = (partnerId: string, more: object = {}) =>
    swapPartner(as.ana, { id, partnerId, key: randomUUID(), ...more });
  expect((await refusal(swap(dag))).message).toBe("Say who gives up their seat.");
  expect((await refusal(swap(dag, { outId: bo }))).message).toBe(
    "Dag fits none of the seats that are free: Backend.",
  );
  expect((await findSwaps(as.ana, { id, outId: cleo })).partner?.id).toBe(cleo);
  expect((await findSwaps(as.ana, { id, outId: bo })).people.map((one) => one.id)).not.toContain(dag);
  await swap(dag, { outId: cleo });
  expect(await seated(id)).toEqual(["Ana", "Bo", "Dag"]);
  expect(await sql`select need_id from seats where person_id = ${dag}`).toEqual([{ need_id: second }]);
  const told = await sql`select person_id, text from notices where kind = 'swapped'`;
  expect(told).toMatchObject([
    { person_id: bo, text: expect.stringMatching(/^Ana swapped Cleo for Dag in/) },
  ]);
});

test("a free seat of a group is filled by a swap that names nobody", async () => {
  const { as, offer, dag, seated, stateOf } = await group();
  const { id } = await offerToPair(as.bo, offer());
  await swapPartner(as.ana, { id, partnerId: dag, key: randomUUID() });
  expect(await seated(id)).toEqual(["Ana", "Bo", "Dag"]);
  expect(await stateOf(id)).toEqual({ state: "booked", request: "booked", openSeats: [] });
});

test("a group with a free seat can be moved, and still needs that seat", async () => {
  const { as, offer, stateOf, seated } = await group();
  const { id } = await offerToPair(as.bo, offer());
  await rescheduleSession(as.ana, { id, start: START + 2 * HOUR_MS, key: randomUUID() });
  expect(await stateOf(id)).toEqual({ state: "needs_partner", request: "open", openSeats: ["SRE"] });
  await offerToPair(as.dag, offer({ start: START + 2 * HOUR_MS }));
  expect(await seated(id)).toEqual(["Ana", "Bo", "Dag"]);
});
