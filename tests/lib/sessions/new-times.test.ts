import { expect, test } from "vitest";
import { refreshBusy } from "@/lib/calendar/refresh-busy";
import { bookSession } from "@/lib/sessions/book-session";
import { findNewTimes } from "@/lib/sessions/find-new-times";
import { rescheduleSession } from "@/lib/sessions/reschedule-session";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/time/instant";
import { LENGTH_MS, mailOf, refusal, stage } from "./stage";

/** Everybody works around the clock, so that only what a test says is in the way. */
async function booked() {
  const on = await stage();
  await on.sql`update working_hours set "from" = '00:00', "to" = '24:00'`;
  await on.sql`insert into working_hours select p.id, d, '00:00', '24:00' from people p, (values (6), (7)) as w(d)`;
  await on.sql`update people set buffer_min = 0, notice_min = 0, zone = 'UTC'`;
  const start = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS + 2 * DAY_MS;
  const { id } = await bookSession(await on.context(on.ana), on.booking({ start }));
  await on.work("send-invite", id);
  return { ...on, id, start };
}

const startsOf = async ({ context, ana, id }: Awaited<ReturnType<typeof booked>>) =>
  (await findNewTimes(await context(ana), { id })).days.flatMap(({ starts }) => starts);

test("the session's own time, in both calendars already, is not in the way of moving it a little", async () => {
  const on = await booked();
  const starts = await startsOf(on);
  expect(starts).not.toContain(on.start);
  expect(starts).toContain(on.start + 15 * MINUTE_MS);
  expect(starts).toContain(on.start - 15 * MINUTE_MS);
});

test("what is in anybody's calendar, and other sessions, are in the way; each time offered can be booked", async () => {
  const on = await booked();
  const blocked = on.start + 3 * HOUR_MS;
  on.control.addEvent(mailOf("Bo"), {
    summary: "x",
    start: { dateTime: new Date(blocked).toISOString() },
    end: { dateTime: new Date(blocked + HOUR_MS).toISOString() },
  });
  await refreshBusy(on.jobs(), { personId: on.bo });
  const starts = await startsOf(on);
  expect(starts).not.toContain(blocked);
  expect(starts).not.toContain(blocked - LENGTH_MS + 5 * MINUTE_MS);
  expect(starts).toContain(blocked + HOUR_MS);
  const move = { id: on.id, start: blocked + HOUR_MS, key: crypto.randomUUID() };
  await expect(rescheduleSession(await on.context(on.ana), move)).resolves.toBeDefined();
});

test("who is not in the session learns nothing about when its people are free", async () => {
  const { context, cleo, id } = await booked();
  expect((await refusal(findNewTimes(await context(cleo), { id }))).code).toBe("forbidden");
});

test("how old the calendars are is told by the oldest; of those that cannot be seen there is no age", async () => {
  const on = await booked();
  const told = async () => findNewTimes(await on.context(on.ana), { id: on.id });
  const readAt = Date.now() - 40 * MINUTE_MS;
  await on.sql`update busy set read_at = ${new Date(readAt).toISOString()} where person_id = ${on.bo}`;
  expect(await told()).toMatchObject({ readAt, unknownNames: [] });
  await on.sql`update calendar_connections set state = 'reconnect'`;
  expect(await told()).toMatchObject({ readAt: null, unknownNames: ["Ana", "Bo"] });
});
