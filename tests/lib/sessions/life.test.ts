import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { getRequest } from "@/lib/requests/get-request";
import { answerSession } from "@/lib/sessions/answer-session";
import { bookSession } from "@/lib/sessions/book-session";
import { cancelSession } from "@/lib/sessions/cancel-session";
import { completeSession } from "@/lib/sessions/complete-session";
import { confirmFamiliarity } from "@/lib/sessions/confirm-familiarity";
import { declineSession } from "@/lib/sessions/decline-session";
import { getSession } from "@/lib/sessions/get-session";
import { listMySessions } from "@/lib/sessions/list-my-sessions";
import { offerToPair } from "@/lib/sessions/offer-to-pair";
import { rescheduleSession } from "@/lib/sessions/reschedule-session";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/time/instant";
import { aSystem } from "@/tests/support/company";
import { LENGTH_MS, refusal, START, type Stage, stage } from "./stage";

async function booked(over: object = {}) {
  const on = await stage();
  const { id } = await bookSession(await on.context(on.ana), on.booking(over));
  return { ...on, id };
}

/** As if it had begun ten minutes ago. */
const begin = ({ sql }: Stage, id: string) =>
  sql`update sessions set start_at = now() - interval '10 minutes', end_at = now() + interval '40 minutes' where id = ${id}`;

test("cancelling frees both, puts the request back on the board and says why to the partner", async () => {
  const { context, ana, bo, id, queued, sql, booking } = await booked();
  await cancelSession(await context(ana), { id, reason: "Production freeze" });
  const seen = await getSession(await context(bo), { id });
  expect(seen).toMatchObject({
    state: "cancelled",
    cancelReason: "Production freeze",
    request: { state: "open" },
  });
  expect(seen.seats.every(({ active }) => !active)).toBe(true);
  expect((await queued()).map(({ name }) => name)).toEqual(["send-invite", "cancel-event"]);
  const [notice] = await sql`select text from notices where person_id = ${bo} and kind = 'cancelled'`;
  expect(notice?.text).toMatch(/^Ana cancelled .* “Production freeze”$/);
  await expect(bookSession(await context(ana), booking())).resolves.toBeDefined();
});

test("cancelling twice, also at once, is cancelling once", async () => {
  const { context, ana, bo, id, queued, sql } = await booked();
  const asAna = await context(ana);
  await Promise.all([cancelSession(asAna, { id }), cancelSession(asAna, { id })]);
  await expect(cancelSession(asAna, { id })).resolves.toEqual({ id });
  expect((await queued()).map(({ name }) => name)).toEqual(["send-invite", "cancel-event"]);
  expect(await sql`select 1 from notices where person_id = ${bo} and kind = 'cancelled'`).toHaveLength(1);
});

test("only the requester cancels, and a stranger changes nothing at all", async () => {
  const { context, bo, cleo, id } = await booked();
  for (const who of [bo, cleo])
    expect((await refusal(cancelSession(await context(who), { id }))).code).toBe("forbidden");
  const stranger = await context(cleo);
  for (const change of [declineSession, answerSession])
    expect((await refusal(change(stranger, { id }))).code).toBe("forbidden");
  const move = { id, start: START + DAY_MS, key: randomUUID() };
  expect((await refusal(rescheduleSession(stranger, move))).code).toBe("forbidden");
  expect((await refusal(completeSession(stranger, { id, outcome: "held" }))).code).toBe("forbidden");
  expect((await refusal(confirmFamiliarity(stranger, { id, levels: [] }))).code).toBe("forbidden");
});

test("“not now” keeps the session at its time, opens the request, and that person is not asked again", async () => {
  const { context, ana, bo, id, booking, sql, queued } = await booked();
  await declineSession(await context(bo), { id });
  const seen = await getSession(await context(ana), { id });
  expect(seen).toMatchObject({ state: "needs_partner", start: START, request: { state: "open" } });
  expect(seen.seats.map(({ active }) => active)).toEqual([true, false]);
  expect(await sql`select person_id from declines`).toEqual([{ person_id: bo }]);
  expect((await queued()).map(({ name }) => name)).toEqual(["send-invite", "close-unfilled", "update-event"]);
  expect((await refusal(bookSession(await context(ana), booking()))).code).toBe("not_possible");
});

test("a new partner at the same time takes the seat of the same session; at another time the session moves", async () => {
  const { context, ana, bo, cleo, id, booking } = await booked();
  await declineSession(await context(bo), { id });
  const again = await bookSession(await context(ana), booking({ partnerIds: [cleo] }));
  expect(again.id).toBe(id);
  await declineSession(await context(cleo), { id });

  const later = { requestId: booking().requestId, start: START + DAY_MS, key: randomUUID() };
  expect((await offerToPair(await context(bo), later)).id).toBe(id);
  const seen = await getSession(await context(ana), { id });
  expect(seen).toMatchObject({ state: "booked", start: START + DAY_MS, request: { state: "booked" } });
  expect(seen.seats.filter(({ active }) => active).map(({ person }) => person?.name)).toEqual(["Ana", "Bo"]);
});

test("a late “I'll come” revives the seat while the need is open, and is refused once somebody took it", async () => {
  const { context, ana, bo, cleo, id, booking, sql } = await booked();
  await declineSession(await context(bo), { id });
  await answerSession(await context(bo), { id });
  expect(await getSession(await context(ana), { id })).toMatchObject({ state: "booked" });
  expect(await sql`select 1 from declines`).toHaveLength(0);

  await declineSession(await context(bo), { id });
  await bookSession(await context(ana), booking({ partnerIds: [cleo] }));
  expect((await refusal(answerSession(await context(bo), { id }))).code).toBe("not_possible");
});

test("a late “I'll come” is refused when the person's time is taken meanwhile", async () => {
  const { context, bo, cleo, id, booking, another } = await booked();
  await declineSession(await context(bo), { id });
  const other = await another(cleo);
  await bookSession(await context(cleo), booking({ requestId: other.id, start: START + LENGTH_MS / 2 }));
  expect((await refusal(answerSession(await context(bo), { id }))).code).toBe("slot_taken");
});

test("a session that still needs its partner at its start is cancelled then, and its requester is told", async () => {
  const { context, ana, bo, id, work, sql } = await booked();
  await declineSession(await context(bo), { id });
  await work("close-unfilled", id);
  expect(await getSession(await context(ana), { id })).toMatchObject({ state: "needs_partner" });
  await sql`update sessions set start_at = now() - interval '1 minute' where id = ${id}`;
  await work("close-unfilled", id);
  expect(await getSession(await context(ana), { id })).toMatchObject({
    state: "cancelled",
    request: { state: "open" },
  });
  expect(await sql`select text from notices where person_id = ${ana} and kind = 'nobody'`).toHaveLength(1);
});

test("a session without its partner that is moved to an earlier time is looked at then", async () => {
  const { context, ana, bo, id, sql } = await booked();
  await declineSession(await context(bo), { id });
  const start = START - DAY_MS;
  await rescheduleSession(await context(ana), { id, start, key: randomUUID() });
  const looks = await sql`select abs(extract(epoch from start_after) * 1000 - ${start}) < 5000 as "atStart"
    from pgboss.job where name = 'close-unfilled' order by start_after`;
  expect(looks.map(({ atStart }) => atStart)).toEqual([true, false]);
});

test("row 17: when it is looked at is the database's to say, whatever this process's clock shows", async () => {
  const { context, bo, id, sql } = await booked();
  const slow = await context(bo);
  await declineSession({ ...slow, now: slow.now - 10 * MINUTE_MS }, { id });
  const looks = await sql`select abs(extract(epoch from start_after) * 1000 - ${START}) < 5000 as "atStart"
    from pgboss.job where name = 'close-unfilled'`;
  expect(looks).toEqual([{ atStart: true }]);
});

test("moving asks the others again and tells them; the weekly limit counts when the week changes", async () => {
  const { context, ana, bo, id, sql } = await booked();
  await answerSession(await context(bo), { id });
  await rescheduleSession(await context(ana), { id, start: START + HOUR_MS, key: randomUUID() });
  const seen = await getSession(await context(bo), { id });
  expect(seen.mine).toMatchObject({ answer: "waiting" });
  expect(seen.changes.map(({ kind }) => kind)).toEqual(["booked", "moved"]);
  expect(await sql`select 1 from notices where person_id = ${bo} and kind = 'moved'`).toHaveLength(1);

  await sql`update people set max_per_week = 0 where id = ${bo}`;
  const far = { id, start: START + 14 * DAY_MS, key: randomUUID() };
  expect((await refusal(rescheduleSession(await context(ana), far))).code).toBe("not_possible");
  await expect(rescheduleSession(await context(bo), far)).resolves.toBeDefined();
});

test("whether it happened is said after the start only, by those who paired", async () => {
  const on = await booked();
  const { context, ana, id } = on;
  const held = { id, outcome: "held" };
  expect((await refusal(completeSession(await context(ana), held))).code).toBe("not_possible");
  await begin(on, id);
  expect((await listMySessions(await context(ana))).toConfirm.map((one) => one.id)).toEqual([id]);
  await completeSession(await context(ana), held);
  expect(await getSession(await context(ana), { id })).toMatchObject({
    state: "held",
    request: { state: "done" },
  });
  const mine = await listMySessions(await context(ana));
  expect([mine.upcoming, mine.toConfirm, mine.toLearn.map((one) => one.id)]).toEqual([[], [], [id]]);
  expect((await refusal(completeSession(await context(ana), { id, outcome: "not_held" }))).code).toBe(
    "not_possible",
  );
});

test("a summary of mine says who else sits there, as what, and what they hope to learn", async () => {
  const { context, ana, bo, sql, id } = await booked();
  await sql`update seats set hopes_to_learn = 'How compaction works' where person_id = ${bo}`;
  const [mine] = (await listMySessions(await context(ana))).upcoming;
  expect(mine).toMatchObject({ id, role: "requester" });
  expect(mine?.others).toMatchObject([{ name: "Bo", role: "partner", hopesToLearn: "How compaction works" }]);
});

test("what did not happen opens the request again", async () => {
  const on = await booked();
  await begin(on, on.id);
  await completeSession(await on.context(on.bo), { id: on.id, outcome: "not_held" });
  expect(await getSession(await on.context(on.ana), { id: on.id })).toMatchObject({
    state: "not_held",
    request: { state: "open" },
  });
});

test("each says what they themselves can do now, about the request's systems only", async () => {
  const on = await booked();
  const { context, db, sql, ana, bo, id, request } = on;
  const [cassandra, other] = [await aSystem(db, "Cassandra"), await aSystem(db, "Billing API")];
  await sql`insert into request_systems values (${request.id}, ${cassandra})`;
  const levels = [{ systemId: cassandra, level: "can_do", wantsToLearn: false }];
  expect((await refusal(confirmFamiliarity(await context(ana), { id, levels }))).code).toBe("not_possible");
  await begin(on, id);
  await confirmFamiliarity(await context(ana), { id, levels });
  expect((await getSession(await context(ana), { id })).levels).toMatchObject([
    { systemId: cassandra, level: "can_do", confirmedHere: true },
  ]);
  expect((await getSession(await context(bo), { id })).levels).toMatchObject([{ level: null }]);
  const strange = [{ systemId: other, level: "can_do" }];
  expect((await refusal(confirmFamiliarity(await context(ana), { id, levels: strange }))).code).toBe(
    "invalid",
  );
});

test("a private session exists for those who sit in it, and for nobody else", async () => {
  const { context, ana, bo, cleo, id, sql } = await booked();
  await expect(getSession(await context(cleo), { id })).resolves.toBeDefined();
  await sql`update sessions set is_private = true`;
  await expect(getSession(await context(ana), { id })).resolves.toBeDefined();
  const unknown = await refusal(getSession(await context(cleo), { id: randomUUID() }));
  const hidden = await context(cleo);
  expect(await refusal(getSession(hidden, { id }))).toEqual(unknown);
  for (const change of [cancelSession, declineSession, answerSession])
    expect(await refusal(change(hidden, { id }))).toEqual(unknown);
  await sql`update seats set active = false where person_id = ${bo}`;
  expect(await refusal(getSession(await context(bo), { id }))).toEqual(unknown);
  await cancelSession(await context(ana), { id });
  await expect(getSession(await context(ana), { id })).resolves.toBeDefined();
});

test("the request of a private session leads nobody to it but those who sit there", async () => {
  const { context, ana, bo, cleo, id, sql } = await booked();
  const seenBy = async (personId: string) =>
    (await getRequest(await context(personId), { id: requestId })).sessionId;
  const [row] = await sql<{ request_id: string }[]>`select request_id from sessions where id = ${id}`;
  const requestId = row?.request_id;
  expect(await seenBy(cleo)).toBe(id);
  await sql`update sessions set is_private = true`;
  expect([await seenBy(ana), await seenBy(bo), await seenBy(cleo)]).toEqual([id, id, null]);
  await sql`update seats set active = false where person_id = ${bo}`;
  expect(await seenBy(bo)).toBeNull();
});
