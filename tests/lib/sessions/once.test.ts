import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { sessions } from "@/db/schema/sessions";
import { bookSession } from "@/lib/sessions/book-session";
import { offerToPair } from "@/lib/sessions/offer-to-pair";
import { rescheduleSession } from "@/lib/sessions/reschedule-session";
import { HOUR_MS } from "@/lib/time/instant";
import { refusal, START, stage } from "./stage";

test("the same form sent many times at once books one session and answers the same each time", async () => {
  const { context, ana, booking, db, queued } = await stage();
  const input = booking();
  const actor = await context(ana);
  const answers = await Promise.all(Array.from({ length: 8 }, () => bookSession(actor, input)));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(await db.$count(sessions)).toBe(1);
  expect(await queued()).toHaveLength(1);
});

test("the same form sent again later gets the first answer", async () => {
  const { context, ana, booking, db } = await stage();
  const input = booking();
  const first = await bookSession(await context(ana), input);
  expect(await bookSession(await context(ana), input)).toEqual(first);
  expect(await db.$count(sessions)).toBe(1);
});

test("the same key with something else in the form is refused", async () => {
  const { context, ana, bo, cleo, booking, another } = await stage();
  const input = booking();
  await bookSession(await context(ana), input);
  const moved = { ...input, start: START + HOUR_MS };
  expect((await refusal(bookSession(await context(ana), moved))).code).toBe("conflict");
  const other = { ...input, requestId: (await another()).id, partnerIds: [cleo], start: START + 2 * HOUR_MS };
  expect((await refusal(bookSession(await context(ana), other))).code).toBe("conflict");
  expect(bo).not.toBe(cleo);
});

test("the same key with something else in the form, both at once: one session, one refusal", async () => {
  const { context, ana, cleo, booking, db, another } = await stage();
  const input = booking();
  const other = { ...input, requestId: (await another()).id, partnerIds: [cleo], start: START + 2 * HOUR_MS };
  const actor = await context(ana);
  const outcomes = await Promise.allSettled([bookSession(actor, input), bookSession(actor, other)]);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const refused = outcomes.find(({ status }) => status === "rejected") as PromiseRejectedResult;
  expect(refused.reason).toMatchObject({ code: "conflict" });
  expect(await db.$count(sessions)).toBe(1);
});

test("a key is of one person: somebody else's same key is their own", async () => {
  const { context, ana, cleo, booking, db, another } = await stage();
  const input = booking();
  await bookSession(await context(ana), input);
  const { id } = await another(cleo);
  await bookSession(await context(cleo), { ...input, requestId: id, start: START + 2 * HOUR_MS });
  expect(await db.$count(sessions)).toBe(2);
});

test("a move sent many times at once moves once and tells once; the same key with another time is refused", async () => {
  const { context, ana, bo, booking, sql } = await stage();
  const actor = await context(ana);
  const { id } = await bookSession(actor, booking());
  const move = { id, start: START + 3 * HOUR_MS, key: randomUUID() };
  const answers = await Promise.all(Array.from({ length: 6 }, () => rescheduleSession(actor, move)));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(await sql`select 1 from session_changes where kind = 'moved'`).toHaveLength(1);
  expect(await sql`select 1 from notices where person_id = ${bo} and kind = 'moved'`).toHaveLength(1);
  const other = { ...move, start: START + 5 * HOUR_MS };
  expect((await refusal(rescheduleSession(actor, other))).code).toBe("conflict");
});

test("an offer sent many times at once books once; the same key for another time is refused", async () => {
  const { context, bo, request, db } = await stage();
  const actor = await context(bo);
  const offer = { requestId: request.id, start: START, key: randomUUID() };
  const answers = await Promise.all(Array.from({ length: 6 }, () => offerToPair(actor, offer)));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(await db.$count(sessions)).toBe(1);
  expect((await refusal(offerToPair(actor, { ...offer, start: START + HOUR_MS }))).code).toBe("conflict");
});

test("a refusal is not kept: the same form goes through once what was wrong is right", async () => {
  const { context, ana, booking, sql } = await stage();
  await sql`update requests set state = 'withdrawn'`;
  const input = booking();
  expect((await refusal(bookSession(await context(ana), input))).code).toBe("not_possible");
  await sql`update requests set state = 'open'`;
  await expect(bookSession(await context(ana), input)).resolves.toBeDefined();
});

test("two people who offer to pair on one request in the same instant: one is told that it is booked", async () => {
  const { context, request, bo, cleo, db } = await stage();
  const offer = (by: string) =>
    context(by).then((actor) =>
      offerToPair(actor, { requestId: request.id, start: START, key: randomUUID() }),
    );
  const outcomes = await Promise.allSettled([offer(bo), offer(cleo)]);
  const refused = outcomes.filter(({ status }) => status === "rejected") as PromiseRejectedResult[];
  expect(refused.map(({ reason }) => [reason.code, reason.message])).toEqual([
    ["not_possible", "This request is booked already."],
  ]);
  expect(await db.$count(sessions)).toBe(1);
});
