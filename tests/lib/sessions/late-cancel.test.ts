import { expect, test } from "vitest";
import { bookSession } from "@/lib/sessions/book-session";
import { cancelSession } from "@/lib/sessions/cancel-session";
import { closeUnfilled } from "@/lib/sessions/close-unfilled";
import { declineSession } from "@/lib/sessions/decline-session";
import { getSession } from "@/lib/sessions/get-session";
import { lateBy } from "@/lib/sessions/late-cancel";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/time/instant";
import { stage } from "./stage";

test("less than a day before the start is late, in whole units; a day before, at the start and after it are not", () => {
  const start = Date.parse("2026-11-24T14:00+01:00");
  const before = (ms: number) => lateBy(start, start - ms);
  expect(before(DAY_MS)).toBeNull();
  expect(before(DAY_MS - 1)).toBe("23 hours");
  expect(before(2 * HOUR_MS - 1)).toBe("1 hour");
  expect(before(40 * MINUTE_MS + 59_999)).toBe("40 minutes");
  expect(before(MINUTE_MS)).toBe("1 minute");
  expect(before(1)).toBe("less than a minute");
  expect(before(0)).toBeNull();
  expect(before(-HOUR_MS)).toBeNull();
});

test("a late cancellation is told with how long before, with the word why, in notice and history", async () => {
  const { context, ana, bo, sql, booking } = await stage();
  const { id } = await bookSession(await context(ana), booking());
  await sql`update sessions set start_at = now() + interval '40 minutes 30 seconds', end_at = now() + interval '90 minutes'`;
  await cancelSession(await context(ana), { id, reason: "The pager went off" });
  const [notice] = await sql`select text from notices where person_id = ${bo} and kind = 'cancelled'`;
  expect(notice?.text).toMatch(
    /^Ana cancelled “Split .*, 40 minutes before the start\. “The pager went off”$/,
  );
  const seen = await getSession(await context(bo), { id });
  expect(seen.changes.at(-1)).toMatchObject({ kind: "cancelled", actorName: "Ana", late: "40 minutes" });
});

test("an early cancellation, and one because nobody took the seat, are not called late", async () => {
  const { context, ana, bo, sql, booking, jobs, another } = await stage();
  const early = await bookSession(await context(ana), booking());
  await cancelSession(await context(ana), { id: early.id });
  expect((await getSession(await context(bo), { id: early.id })).changes.at(-1)?.late).toBeNull();
  const [notice] = await sql`select text from notices where kind = 'cancelled'`;
  expect(notice?.text).not.toContain("before the start");

  const { id: requestId } = await another();
  const { id } = await bookSession(await context(ana), booking({ requestId }));
  await declineSession(await context(bo), { id });
  await sql`update sessions set start_at = now() - interval '1 second' where id = ${id}`;
  await closeUnfilled(jobs(), { sessionId: id });
  expect((await getSession(await context(ana), { id })).changes.at(-1)).toMatchObject({
    kind: "cancelled",
    late: null,
  });
});

test("nobody took the seat of a session whose time was in dispute: it is closed at its start as well", async () => {
  const { context, ana, bo, sql, booking, jobs } = await stage();
  const { id } = await bookSession(await context(ana), booking());
  await declineSession(await context(bo), { id });
  await sql`update sessions set state = 'conflict', start_at = now() - interval '1 second',
    conflict = '{"reason": "all_day", "start": null, "end": null}'`;
  await closeUnfilled(jobs(), { sessionId: id });
  expect((await getSession(await context(ana), { id })).state).toBe("cancelled");
});
