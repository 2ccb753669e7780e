import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { avoidances, people } from "@/db/schema/people";
import { seats } from "@/db/schema/sessions";
import { findMatches } from "@/lib/matching/find-matches";
import { editRequest } from "@/lib/requests/edit-request";
import { getRequest } from "@/lib/requests/get-request";
import { answerSession } from "@/lib/sessions/answer-session";
import { bookSession } from "@/lib/sessions/book-session";
import { deactivatePerson } from "@/lib/sessions/deactivate-person";
import { declineSession } from "@/lib/sessions/decline-session";
import { getSession } from "@/lib/sessions/get-session";
import { offerToPair } from "@/lib/sessions/offer-to-pair";
import { setPrivate } from "@/lib/sessions/set-private";
import { swapPartner } from "@/lib/sessions/swap-partner";
import { undoOffer } from "@/lib/sessions/undo-offer";
import { HOUR_MS } from "@/lib/time/instant";
import { aPerson } from "@/tests/support/company";
import { group } from "./group";
import { LENGTH_MS, refusal, START } from "./stage";

test("an offer to a group is undone alone: the others keep their seats, and whoever offered may come back", async () => {
  const { as, offer, sql, seated, stateOf, dag, bo, queued } = await group();
  const { id } = await offerToPair(as.bo, offer());
  await offerToPair(as.dag, offer());
  expect((await getSession(as.ana, { id })).offeredBy).toEqual({ id: dag, name: "Dag" });
  expect((await getSession(as.bo, { id })).offeredBy).toBeNull();

  await undoOffer(as.ana, { id, personId: dag });
  expect(await seated(id)).toEqual(["Ana", "Bo"]);
  expect(await stateOf(id)).toEqual({ state: "needs_partner", request: "open", openSeats: ["SRE"] });
  expect((await queued()).map(({ name }) => name)).toContain("update-event");
  const told = await sql`select person_id, text from notices where kind = 'swapped_out'`;
  expect(told).toMatchObject([
    { person_id: dag, text: expect.stringMatching(/^Ana undid your offer for “Split the billing keyspace”/) },
  ]);
  const others = await sql`select person_id, text from notices where kind = 'swapped'`;
  expect(others).toMatchObject([
    { person_id: bo, text: expect.stringMatching(/^Ana undid the offer of Dag/) },
  ]);
  expect((await getSession(as.dag, { id })).mine?.left).toBe(true);
  expect((await getSession(as.ana, { id })).offeredBy).toBeNull();
  await undoOffer(as.ana, { id, personId: dag });
  expect(await sql`select 1 from declines`).toHaveLength(0);

  await offerToPair(as.dag, offer());
  expect(await seated(id)).toEqual(["Ana", "Bo", "Dag"]);
  expect(await sql`select answer from seats where person_id = ${bo}`).toEqual([{ answer: "accepted" }]);
});

test("an offer is undone by the requester alone, while nothing else has happened since", async () => {
  const { as, offer, dag, bo, stateOf } = await group();
  const { id } = await offerToPair(as.bo, offer());
  expect((await refusal(undoOffer(as.bo, { id, personId: bo }))).code).toBe("forbidden");
  await offerToPair(as.dag, offer());
  expect((await refusal(undoOffer(as.ana, { id, personId: bo }))).message).toBe(
    "Something else happened to this session since. Swap the partner or cancel the session.",
  );
  await declineSession(as.dag, { id });
  expect((await refusal(undoOffer(as.ana, { id, personId: bo }))).code).toBe("not_possible");
  expect(await stateOf(id)).toMatchObject({ state: "needs_partner", openSeats: ["SRE"] });
  await undoOffer(as.ana, { id, personId: dag });
});

test("an offer can be undone after who sees it has changed", async () => {
  const { as, offer, bo } = await group();
  const { id } = await offerToPair(as.bo, offer());
  await setPrivate(as.bo, { id, isPrivate: true });
  expect((await getSession(as.ana, { id })).offeredBy?.id).toBe(bo);
  await setPrivate(as.ana, { id, isPrivate: false });
  expect((await getSession(as.ana, { id })).offeredBy?.id).toBe(bo);
});

test("the only offer undone leaves no session, and the request is on the board", async () => {
  const { as, offer, bo, stateOf } = await group();
  const { id } = await offerToPair(as.bo, offer());
  await undoOffer(as.ana, { id, personId: bo });
  expect(await stateOf(id)).toMatchObject({ state: "cancelled", request: "open" });
  await undoOffer(as.ana, { id, personId: bo });
});

test("what the requester hopes to learn stays when others join", async () => {
  const { as, booking, bo, cleo, offer, sql, ana } = await group();
  await bookSession(as.ana, booking({ partnerIds: [bo], hopesToLearn: "When to repair" }));
  await offerToPair(as.cleo, offer({ hopesToLearn: "The billing side" }));
  await declineSession(as.cleo, { id: (await sql`select id from sessions`)[0]?.id });
  await bookSession(
    as.ana,
    booking({ partnerIds: [(await sql`select id from people where name = 'Dag'`)[0]?.id] }),
  );
  const hopes = await sql`select person_id, hopes_to_learn as hopes from seats`;
  expect(hopes.find(({ person_id }) => person_id === ana)?.hopes).toBe("When to repair");
  expect(hopes.find(({ person_id }) => person_id === cleo)?.hopes).toBe("The billing side");
});

test("who sits in a private session is not told to those who could join it", async () => {
  const { as, offer, sql, request } = await group();
  await offerToPair(as.cleo, offer());
  await sql`update sessions set is_private = true`;
  expect(JSON.stringify(await findMatches(as.bo, { requestId: request.id }))).not.toContain("Cleo");
  const other = await refusal(offerToPair(as.bo, offer({ start: START + HOUR_MS })));
  expect(other.message).toMatch(/^Somebody is booked for /);
  expect((await findMatches(as.ana, { requestId: request.id })).group?.seated).toEqual(["Cleo"]);
});

test("of two who avoid each other, one watching and one joining, whoever pairs has the seat", async () => {
  const { as, offer, db, bo, sql } = await group();
  const gil = await aPerson(db, "Gil");
  const { id } = await offerToPair(as.cleo, offer());
  const times = { startAt: START, endAt: START + LENGTH_MS };
  await db.insert(seats).values({ sessionId: id, personId: gil, role: "observer", ...times });
  await db.insert(avoidances).values({ personId: gil, avoidedId: bo });
  await offerToPair(as.bo, offer());
  expect(await sql`select 1 from seats where active and person_id = ${gil}`).toHaveLength(0);
  expect(await sql`select 1 from seats where active and person_id = ${bo}`).toHaveLength(1);
});

test("a full week of one of several books nobody; an offer beyond one's own limit needs a yes", async () => {
  const { as, booking, db, bo, cleo, offer, sql } = await group();
  await db.update(people).set({ maxPerWeek: 0 }).where(eq(people.id, cleo));
  const full = await refusal(bookSession(as.ana, booking({ partnerIds: [bo, cleo] })));
  expect(full.message).toBe("Cleo has no room for another session that week.");
  expect(await sql`select 1 from seats`).toHaveLength(0);
  await offerToPair(as.bo, offer());
  expect((await refusal(offerToPair(as.cleo, offer()))).detail).toEqual({ overLimit: true });
  await offerToPair(as.cleo, offer({ overLimit: true }));
  expect(await sql`select state from sessions`).toEqual([{ state: "booked" }]);
});

test("somebody who pauses or has left is in no group, and whoever said not now is asked for no other seat of it", async () => {
  const { as, booking, db, bo, cleo, dag, offer, sre, request, sql } = await group();
  await db.update(people).set({ pausedAt: 1 }).where(eq(people.id, cleo));
  const paused = await refusal(bookSession(as.ana, booking({ partnerIds: [bo, cleo] })));
  expect(paused.message).toBe("Cleo takes a break from pairing.");
  await db.update(people).set({ pausedAt: null, deactivatedAt: 1 }).where(eq(people.id, cleo));
  expect((await refusal(bookSession(as.ana, booking({ partnerIds: [bo, cleo] })))).code).toBe("not_found");
  expect(await sql`select 1 from sessions`).toHaveLength(0);

  // Dag could sit for either need, and gave up one of them.
  await sql`insert into request_need_teams values (${request.needId}, ${sre})`;
  const { id } = await offerToPair(as.bo, offer());
  await offerToPair(as.dag, offer());
  await declineSession(as.dag, { id });
  await declineSession(as.bo, { id });
  for (const partnerIds of [[dag], [dag, bo]])
    expect((await refusal(bookSession(as.ana, booking({ partnerIds })))).message).toBe(
      "Dag cannot take this one now. Choose somebody else.",
    );
  const swap = swapPartner(as.ana, { id, partnerId: dag, key: randomUUID() });
  expect((await refusal(swap)).code).toBe("not_possible");
});

test("what a group needs stands still as long as a session keeps its time", async () => {
  const { as, offer, request, sre, backend } = await group();
  const { id } = await offerToPair(as.cleo, offer());
  const before = await getRequest(as.ana, { id: request.id });
  const { version, title } = before;
  const edit = (over: object) => editRequest(as.ana, { id: request.id, version, title, ...over });
  for (const over of [{ more: [] }, { more: [{ teamIds: backend }] }, { teamIds: sre }, { lengthMin: 25 }])
    expect((await refusal(edit(over))).code).toBe("not_possible");
  expect((await getRequest(as.ana, { id: request.id })).needs).toEqual(before.needs);
  await declineSession(as.cleo, { id });
  expect((await refusal(edit({ more: [] }))).code).toBe("not_possible");
});

test("somebody of a group who leaves the company gives up their seat alone", async () => {
  const { as, both, cleo, seated, stateOf, sql, ana } = await group();
  const { id } = await both();
  await sql`update people set is_admin = true where id = ${ana}`;
  await deactivatePerson({ ...as.ana, actor: { ...as.ana.actor, isAdmin: true } }, { personId: cleo });
  expect(await seated(id)).toEqual(["Ana", "Bo"]);
  expect(await stateOf(id)).toEqual({ state: "needs_partner", request: "open", openSeats: ["SRE"] });
});

test("the need that somebody filled decides whether they can come back, also where another one is free", async () => {
  const { as, both, stateOf, offer, dag, sql, second } = await group();
  const { id } = await both();
  await declineSession(as.cleo, { id });
  await declineSession(as.bo, { id });
  await offerToPair(as.dag, offer());
  expect((await refusal(answerSession(as.cleo, { id }))).message).toBe(
    "Somebody else took the seat meanwhile.",
  );
  await answerSession(as.bo, { id });
  expect(await stateOf(id)).toEqual({ state: "booked", request: "booked", openSeats: [] });
  expect(await sql`select need_id from seats where active and person_id = ${dag}`).toEqual([
    { need_id: second },
  ]);
});
