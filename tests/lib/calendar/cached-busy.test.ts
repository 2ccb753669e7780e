import { expect, test } from "vitest";
import { busy } from "@/db/schema/calendar";
import { cachedBusyOf } from "@/lib/calendar/cached-busy";
import { packBusy } from "@/lib/calendar/packed-busy";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/time/instant";
import { NOW } from "@/tests/support/company";
import { busyStage, NINE, WEEK } from "./busy-stage";

type Row = typeof busy.$inferInsert;

/** Bo's calendar, busy at nine, read and tried as told; and what a page is told of it. */
async function kept(row: Partial<Row>, { connected = true } = {}) {
  const on = await busyStage();
  if (connected) await on.connect("Bo");
  const readAt = row.readAt === undefined ? NOW : row.readAt;
  await on.db.insert(busy).values({
    personId: on.bo,
    fromAt: NOW - DAY_MS,
    toAt: NOW + 35 * DAY_MS,
    triedAt: NOW,
    packed: packBusy([{ start: NINE, end: NINE + HOUR_MS }]),
    ...row,
    readAt,
  });
  const answer = (await cachedBusyOf(on.jobs(), [on.bo], WEEK)).get(on.bo);
  // Whatever the cache says, a page has not asked Google.
  expect(on.control.calls()).toEqual([]);
  return answer;
}

const known = (readAt: number) => ({ known: true, busy: [[NINE, NINE + HOUR_MS]], readAt });

test("what was read without a failure since is known for a day, and its age with it", async () => {
  for (const age of [0, 16 * MINUTE_MS, DAY_MS - 1])
    expect(await kept({ readAt: NOW - age })).toEqual(known(NOW - age));
  expect(await kept({ readAt: NOW - DAY_MS })).toEqual({
    known: false,
    reason: "not_read",
    readAt: NOW - DAY_MS,
  });
});

test("after Google did not answer, what was read decides for 15 minutes more, and then nothing does", async () => {
  const failure = "no_answer";
  expect(await kept({ failure, readAt: NOW - 15 * MINUTE_MS + 1 })).toEqual(known(NOW - 15 * MINUTE_MS + 1));
  const readAt = NOW - 15 * MINUTE_MS;
  expect(await kept({ failure, readAt })).toEqual({ known: false, reason: failure, readAt });
});

test("after a refusal nothing decides, however lately it was read before", async () => {
  for (const failure of ["not_visible", "not_allowed", "never_connected", "reconnect"] as const)
    expect(await kept({ failure })).toEqual({ known: false, reason: failure, readAt: NOW });
});

test("of a time beyond what was read nothing is known", async () => {
  expect(await kept({ toAt: WEEK.end - 1 })).toMatchObject({ known: false, reason: "not_read" });
  expect(await kept({ toAt: WEEK.end })).toEqual(known(NOW));
});

test("who was never read is unknown: as not connected, or as not read yet", async () => {
  const on = await busyStage();
  await on.connect("Ana");
  const answers = await cachedBusyOf(on.jobs(), [on.ana, on.bo], WEEK);
  expect(answers.get(on.ana)).toEqual({ known: false, reason: "not_read", readAt: null });
  expect(answers.get(on.bo)).toEqual({ known: false, reason: "never_connected", readAt: null });
});

test("a colleague who never connected is known by what another's permission read", async () => {
  expect(await kept({ readAt: NOW - 20 * MINUTE_MS }, { connected: false })).toEqual(
    known(NOW - 20 * MINUTE_MS),
  );
});

test("an ended access is unknown at once, with the age of what was read last", async () => {
  const on = await busyStage();
  await on.connect("Bo");
  await on.sql`update calendar_connections set state = 'reconnect'`;
  await on.db.insert(busy).values({
    personId: on.bo,
    fromAt: NOW,
    toAt: NOW + 35 * DAY_MS,
    readAt: NOW - MINUTE_MS,
    triedAt: NOW - MINUTE_MS,
    packed: new Uint8Array(),
  });
  expect((await cachedBusyOf(on.jobs(), [on.bo], WEEK)).get(on.bo)).toEqual({
    known: false,
    reason: "reconnect",
    readAt: NOW - MINUTE_MS,
  });
});
