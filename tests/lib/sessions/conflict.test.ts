import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { EventConflict } from "@/db/schema/sessions";
import { bookSession } from "@/lib/sessions/book-session";
import { cancelSession } from "@/lib/sessions/cancel-session";
import { declineSession } from "@/lib/sessions/decline-session";
import { getSession } from "@/lib/sessions/get-session";
import { keepAgreedTime } from "@/lib/sessions/keep-agreed-time";
import { listMySessions } from "@/lib/sessions/list-my-sessions";
import { rescheduleSession } from "@/lib/sessions/reschedule-session";
import { takeGoogleTime } from "@/lib/sessions/take-google-time";
import { HOUR_MS, MINUTE_MS } from "@/lib/time/instant";
import { dateIn, wallIn } from "@/lib/time/zone";
import { LENGTH_MS, refusal, START, stage } from "./stage";

/** Google has it two hours later and ten minutes longer. */
const THEIRS = { start: START + 2 * HOUR_MS, end: START + 2 * HOUR_MS + LENGTH_MS + 10 * MINUTE_MS };

/** A session of Ana's and Bo's whose time Google has otherwise; `busyThen`: Bo sits with Cleo at that time. */
async function disputed(conflict: Partial<EventConflict> = {}, { busyThen = false } = {}) {
  const on = await stage();
  const [asAna, asBo, asCleo] = await Promise.all([on.ana, on.bo, on.cleo].map((who) => on.context(who)));
  if (!asAna || !asBo || !asCleo) throw new Error("Nobody is there.");
  const { id } = await bookSession(asAna, on.booking());
  if (busyThen)
    await bookSession(asCleo, on.booking({ requestId: (await on.another(on.cleo)).id, start: THEIRS.start }));
  const stored = JSON.stringify({ reason: "taken", ...THEIRS, ...conflict });
  await on.sql`update sessions set state = 'conflict', conflict = ${stored}::text::jsonb where id = ${id}`;
  await on.sql`delete from notices`;
  const told = () => on.sql`select person_id, kind from notices order by created_at`;
  return { ...on, asAna, asBo, asCleo, id, told };
}

const WHOLE_DAY = { start: null, end: null };

test("keeping the agreed time settles it, writes the event back and tells the other; twice is once", async () => {
  const { asAna, asBo, bo, id, told, queued } = await disputed();
  await keepAgreedTime(asAna, { id });
  await expect(keepAgreedTime(asAna, { id })).resolves.toEqual({ id });
  await expect(keepAgreedTime(asBo, { id })).resolves.toEqual({ id });
  const seen = await getSession(asAna, { id });
  expect(seen).toMatchObject({ state: "booked", start: START, conflict: null, request: { state: "booked" } });
  expect(seen.changes.at(-1)).toMatchObject({
    kind: "conflict",
    actorName: "Ana",
    detail: { kept: 1, reason: "taken" },
  });
  expect(await told()).toEqual([{ person_id: bo, kind: "kept" }]);
  expect((await queued()).map(({ name }) => name)).toEqual(["send-invite", "update-event"]);
});

test("both at once, one keeping and one taking Google's time: one thing holds, and the other is told so", async () => {
  const { asAna, asBo, id, sql } = await disputed();
  await Promise.allSettled([keepAgreedTime(asAna, { id }), takeGoogleTime(asBo, { id, ...THEIRS })]);
  const seen = await getSession(asAna, { id });
  expect(seen).toMatchObject({ state: "booked", conflict: null });
  const ends = await sql`select kind from session_changes where kind <> 'booked'`;
  expect(ends.map(({ kind }) => kind)).toEqual([seen.start === START ? "conflict" : "moved"]);
});

test("the partner may keep it too; who watches or has no seat may not", async () => {
  const { asBo, asCleo, id } = await disputed();
  expect((await refusal(keepAgreedTime(asCleo, { id }))).code).toBe("forbidden");
  expect((await refusal(takeGoogleTime(asCleo, { id, ...THEIRS }))).code).toBe("forbidden");
  await expect(keepAgreedTime(asBo, { id })).resolves.toEqual({ id });
});

test("where the requester declined the event, they alone say that they come", async () => {
  const { asAna, asBo, id } = await disputed({
    reason: "requester_declined",
    start: START,
    end: START + LENGTH_MS,
  });
  expect((await getSession(asBo, { id })).may).toMatchObject({
    keep: false,
    takeGoogleTime: false,
    reschedule: false,
    decline: true,
  });
  expect((await refusal(keepAgreedTime(asBo, { id }))).code).toBe("forbidden");
  const later = { id, start: START + 5 * HOUR_MS, key: randomUUID() };
  expect(await refusal(rescheduleSession(asBo, later))).toMatchObject({
    code: "forbidden",
    message: "Only Ana can say whether they come.",
  });
  expect((await getSession(asAna, { id })).may).toMatchObject({ keep: true, cancel: true });
  await keepAgreedTime(asAna, { id });
  expect(await getSession(asBo, { id })).toMatchObject({ state: "booked" });
});

test("taking Google's time moves the session there with the length it has there, and asks the other again", async () => {
  const { asAna, asBo, bo, id, told, sql } = await disputed();
  expect((await getSession(asBo, { id })).may.takeGoogleTime).toBe(true);
  await takeGoogleTime(asAna, { id, ...THEIRS });
  await expect(takeGoogleTime(asAna, { id, ...THEIRS })).resolves.toEqual({ id });
  const seen = await getSession(asBo, { id });
  expect(seen).toMatchObject({ state: "booked", ...THEIRS, conflict: null, mine: { answer: "waiting" } });
  expect(await told()).toEqual([{ person_id: bo, kind: "moved" }]);
  const [row] = await sql`select agreed_wall_time from sessions where id = ${id}`;
  const wall = `${dateIn(THEIRS.start, "Europe/Berlin")}T${wallIn(THEIRS.start, "Europe/Berlin")}`;
  expect(row?.agreed_wall_time).toBe(wall);
});

test("Google's time is not offered while somebody has another session then, and the database refuses it", async () => {
  const { asAna, id } = await disputed({}, { busyThen: true });
  const seen = await getSession(asAna, { id });
  expect(seen.conflict).toMatchObject({ reason: "taken", isTaken: true });
  expect(seen.may).toMatchObject({ keep: true, takeGoogleTime: false });
  expect((await refusal(takeGoogleTime(asAna, { id, ...THEIRS }))).code).toBe("slot_taken");
  expect(await getSession(asAna, { id })).toMatchObject({ state: "conflict", start: START });
});

test("what has no single free time in Google cannot be taken, only kept, moved or cancelled", async () => {
  const cases: Partial<EventConflict>[] = [
    { reason: "all_day", ...WHOLE_DAY },
    { reason: "recurring", ...THEIRS },
    { reason: "past", start: START - 90 * 24 * HOUR_MS, end: START - 90 * 24 * HOUR_MS + LENGTH_MS },
    { reason: "other_calendar", start: START, end: START + LENGTH_MS },
  ];
  for (const conflict of cases) {
    const { asAna, id } = await disputed(conflict);
    expect((await getSession(asAna, { id })).may).toMatchObject({
      keep: true,
      takeGoogleTime: false,
      reschedule: true,
      cancel: true,
    });
    const time = { start: conflict.start ?? START, end: conflict.end ?? START + LENGTH_MS };
    expect((await refusal(takeGoogleTime(asAna, { id, ...time }))).code).toBe("not_possible");
    await keepAgreedTime(asAna, { id });
    expect(await getSession(asAna, { id })).toMatchObject({ state: "booked", start: START });
  }
});

test("a time that was moved in Google once more since it was looked at is not taken unseen", async () => {
  const { asAna, id } = await disputed();
  const earlier = { start: THEIRS.start - HOUR_MS, end: THEIRS.end - HOUR_MS };
  expect((await refusal(takeGoogleTime(asAna, { id, ...earlier }))).code).toBe("conflict");
});

test("a session that had lost its partner needs one again after its time is settled", async () => {
  const { asAna, asBo, id, sql } = await disputed();
  await declineSession(asBo, { id });
  await sql`update sessions set state = 'conflict', conflict = '{"reason": "all_day", "start": null, "end": null}' where id = ${id}`;
  await keepAgreedTime(asAna, { id });
  expect(await getSession(asAna, { id })).toMatchObject({
    state: "needs_partner",
    request: { state: "open" },
  });
});

test("once it has begun or is cancelled, nothing is kept or taken any more", async () => {
  const { asAna, id, sql } = await disputed();
  await sql`update sessions set start_at = now() - interval '1 minute' where id = ${id}`;
  expect((await refusal(keepAgreedTime(asAna, { id }))).code).toBe("not_possible");
  expect((await getSession(asAna, { id })).may).toMatchObject({ keep: false, takeGoogleTime: false });
  await sql`update sessions set start_at = now() + interval '1 minute' where id = ${id}`;
  await cancelSession(asAna, { id });
  expect((await refusal(keepAgreedTime(asAna, { id }))).code).toBe("not_possible");
  expect((await refusal(takeGoogleTime(asAna, { id, ...THEIRS }))).code).toBe("not_possible");
});

test("the list of one's sessions says which are in dispute, and why", async () => {
  const { asBo, id } = await disputed({ reason: "all_day", ...WHOLE_DAY });
  const { upcoming } = await listMySessions(asBo);
  expect(upcoming).toMatchObject([{ id, state: "conflict", conflict: "all_day" }]);
});
