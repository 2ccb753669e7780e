import { expect, test } from "vitest";
import { listMyCalendars } from "@/lib/calendar/choose-calendars";
import { disconnectCalendar } from "@/lib/calendar/disconnect-calendar";
import { busyOf } from "@/lib/calendar/live-busy";
import { refreshBusy } from "@/lib/calendar/refresh-busy";
import { HOUR_MS, MINUTE_MS } from "@/lib/time/instant";
import { NOW } from "@/tests/support/company";
import { busyStage, mailOf, NINE, WEEK } from "./busy-stage";

const atNine = [[NINE, NINE + HOUR_MS]];

test("live asks Google however fresh the cache is, and keeps the answer", async () => {
  const on = await busyStage();
  await on.connect("Bo");
  await refreshBusy(on.jobs(), { personId: on.bo });
  on.meet("Bo", NINE);
  on.clock.now += MINUTE_MS;
  const live = await busyOf(await on.as(on.ana), [on.bo], WEEK);
  expect(live.get(on.bo)).toEqual({ known: true, busy: atNine, readAt: on.clock.now });
  expect((await on.row(on.bo))?.readAt).toBe(on.clock.now);
});

test("a colleague who never connected is known through the asker where the company shares free/busy, else unknown", async () => {
  const on = await busyStage();
  await on.connect("Ana");
  await on.connect("Cleo");
  on.meet("Bo", NINE);
  const askAna = async () => (await busyOf(await on.as(on.ana), [on.bo], WEEK)).get(on.bo);
  expect(await askAna()).toMatchObject({ known: true, busy: atNine });
  expect(on.askers()).toEqual([mailOf("Ana")]);
  on.control.setVisibility(mailOf("Bo"), false);
  expect(await askAna()).toMatchObject({ known: false, reason: "never_connected" });
});

test("where the asker gave no permission, or theirs has ended, a colleague's is used", async () => {
  const on = await busyStage();
  await on.connect("Cleo");
  expect((await busyOf(await on.as(on.ana), [on.bo], WEEK)).get(on.bo)).toMatchObject({ known: true });
  await on.connect("Ana");
  on.control.revoke(mailOf("Ana"));
  expect((await busyOf(await on.as(on.ana), [on.bo], WEEK)).get(on.bo)).toMatchObject({ known: true });
  expect((await on.connection(on.ana))?.state).toBe("reconnect");
});

test("with nobody's permission to read them, a colleague is unknown and nobody is asked", async () => {
  const on = await busyStage();
  expect((await busyOf(await on.as(on.ana), [on.bo], WEEK)).get(on.bo)).toEqual({
    known: false,
    reason: "never_connected",
    readAt: null,
  });
  expect(on.control.calls()).toEqual([]);
  expect(await on.row(on.bo)).toBeUndefined();
});

test("when Google does not answer, a cache younger than 15 minutes decides and an older one does not", async () => {
  const on = await busyStage();
  await on.connect("Bo");
  on.meet("Bo", NINE);
  await refreshBusy(on.jobs(), { personId: on.bo });
  on.control.fault({ path: "freeBusy", times: 99, instead: { status: 503 } });

  on.clock.now = NOW + 14 * MINUTE_MS;
  expect((await busyOf(await on.as(on.ana), [on.bo], WEEK)).get(on.bo)).toEqual({
    known: true,
    busy: atNine,
    readAt: NOW,
  });
  on.clock.now = NOW + 16 * MINUTE_MS;
  expect((await busyOf(await on.as(on.ana), [on.bo], WEEK)).get(on.bo)).toEqual({
    known: false,
    reason: "no_answer",
    readAt: NOW,
  });
});

test("a Google that hangs costs no more than the deadline, also where several colleagues could be asked", async () => {
  const on = await busyStage();
  await on.connect("Ana");
  await on.connect("Cleo");
  on.control.fault({ path: "freeBusy", times: 9, instead: { delayMs: 5_000 } });
  const started = performance.now();
  const answer = await busyOf(await on.as(on.ana), [on.ana, on.bo], WEEK, { timeoutMs: 300 });
  expect(answer.get(on.ana)).toMatchObject({ known: false, reason: "no_answer" });
  expect(answer.get(on.bo)).toMatchObject({ known: false, reason: "no_answer" });
  expect(performance.now() - started).toBeLessThan(2_000);
});

test("a time months ahead is asked for by itself, and does not shorten what is kept of the coming weeks", async () => {
  const on = await busyStage();
  await on.connect("Bo");
  await refreshBusy(on.jobs(), { personId: on.bo });
  const before = await on.row(on.bo);
  const inJune = Date.parse("2027-06-01T09:00+02:00");
  on.meet("Bo", inJune);
  const far = await busyOf(await on.as(on.ana), [on.bo], { start: inJune, end: inJune + HOUR_MS });
  expect(far.get(on.bo)).toMatchObject({ known: true, busy: [[inJune, inJune + HOUR_MS]] });
  expect(await on.row(on.bo)).toEqual(before);
});

test("no title ever reaches the database", async () => {
  const on = await busyStage();
  await on.connect("Bo");
  on.meet("Bo", NINE);
  await busyOf(await on.as(on.ana), [on.bo], WEEK);
  const rows = await on.sql`select row_to_json(busy)::text as row from busy`;
  expect(JSON.stringify(rows)).not.toMatch(/salary/i);
});

test("permissions sealed under a key that is gone: unknown, booked after asking anyway, and connected anew", async () => {
  const on = await busyStage();
  await on.connect("Ana");
  await on.connect("Bo");
  const ENCRYPTION_KEY = Buffer.alloc(32, 9).toString("base64");
  const asked = await on.as(on.ana);
  const withAnother = { ...asked, config: { ...asked.config, ENCRYPTION_KEY } };
  const known = await busyOf(withAnother, [on.ana, on.bo, on.cleo], WEEK);
  expect([...known.values()].map((times) => times.known)).toEqual([false, false, false]);
  await expect(listMyCalendars(withAnother)).rejects.toMatchObject({ code: "calendar_unavailable" });
  await disconnectCalendar(withAnother);
  expect(await on.connection(on.ana)).toBeUndefined();
});
