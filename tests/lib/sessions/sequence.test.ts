import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { answerSession } from "@/lib/sessions/answer-session";
import { bookSession } from "@/lib/sessions/book-session";
import { cancelSession } from "@/lib/sessions/cancel-session";
import { declineSession } from "@/lib/sessions/decline-session";
import { rescheduleSession } from "@/lib/sessions/reschedule-session";
import { DAY_MS, HOUR_MS } from "@/lib/time/instant";
import { START, stage } from "./stage";

const names = (jobs: { name: string }[]) => jobs.map(({ name }) => name);

test("each change of time, people or state gives what is sent of a session a higher number, and an answer none", async () => {
  const { context, ana, bo, cleo, sql, booking } = await stage();
  const [asAna, asBo] = [await context(ana), await context(bo)];
  const { id } = await bookSession(asAna, booking());
  const sequence = async () => (await sql`select sequence from sessions where id = ${id}`)[0]?.sequence;
  expect(await sequence()).toBe(0);
  await answerSession(asBo, { id });
  expect(await sequence()).toBe(0);
  await rescheduleSession(asAna, { id, start: START + HOUR_MS, key: randomUUID() });
  expect(await sequence()).toBe(1);
  await declineSession(asBo, { id });
  expect(await sequence()).toBe(2);
  await answerSession(asBo, { id });
  expect(await sequence()).toBe(3);
  await declineSession(asBo, { id });
  await bookSession(asAna, booking({ partnerIds: [cleo], start: START + DAY_MS }));
  expect(await sequence()).toBe(5);
  await cancelSession(asAna, { id });
  await cancelSession(asAna, { id });
  expect(await sequence()).toBe(6);
});

test("a session without a calendar event has its jobs queued all the same: the job decides who is told how", async () => {
  const { context, ana, queued, sql, booking, work } = await stage({ connect: ["Bo", "Cleo"] });
  const { id } = await bookSession(await context(ana), booking({ askAnyway: true }));
  await work("send-invite", id);
  await rescheduleSession(await context(ana), { id, start: START + HOUR_MS, key: randomUUID() });
  await cancelSession(await context(ana), { id });
  expect(names(await queued())).toEqual(["send-invite", "update-event", "cancel-event"]);
  expect(await sql`select event_state from sessions`).toEqual([{ event_state: "none" }]);
});

test("whatever ends a dispute about the time takes what Google said with it", async () => {
  const { context, ana, sql, booking, another } = await stage();
  const asAna = await context(ana);
  const ends = [
    (id: string) => rescheduleSession(asAna, { id, start: START + 5 * HOUR_MS, key: randomUUID() }),
    (id: string) => cancelSession(asAna, { id }),
  ];
  for (const [at, end] of ends.entries()) {
    const { id: requestId } = await another();
    const { id } = await bookSession(asAna, booking({ requestId, start: START + at * DAY_MS }));
    await sql`update sessions set state = 'conflict', conflict = '{"reason": "all_day", "start": null, "end": null}' where id = ${id}`;
    await end(id);
    expect(await sql`select conflict from sessions where id = ${id}`).toEqual([{ conflict: null }]);
  }
});
