import { expect, test } from "vitest";
import { changedClocks, wallTime } from "@/lib/sessions/agreed-time";
import { bookSession } from "@/lib/sessions/book-session";
import { getSession } from "@/lib/sessions/get-session";
import { formatTimeRange } from "@/lib/time/format";
import { toInstant } from "@/lib/time/zone";
import { ZONE_CASES } from "@/tests/lib/time/zone-cases";
import { LENGTH_MS, stage } from "./stage";

test("on every row of the zone table the agreed wall time is what clocks show, and nothing is said to have changed", () => {
  for (const [zone, local, clocks, instant] of ZONE_CASES) {
    const start = Date.parse(instant);
    const agreed = wallTime(start, zone);
    if (clocks !== "gap") expect([zone, agreed]).toEqual([zone, local]);
    expect([zone, local, changedClocks(start, zone, agreed)]).toEqual([zone, local, null]);
  }
});

/** 14:00 in Berlin before, between and after the changes of the clocks elsewhere: worked out by hand from their dates. */
const CLOCKS = [
  ["2026-10-19", "14:00–14:50", "08:00–08:50", "17:30–18:20", "23:00–23:50"], // all of summer time
  ["2026-10-26", "14:00–14:50", "09:00–09:50", "18:30–19:20", "00:00–00:50"], // Berlin went back
  ["2026-11-02", "14:00–14:50", "08:00–08:50", "18:30–19:20", "00:00–00:50"], // New York went back
  ["2027-03-15", "14:00–14:50", "09:00–09:50", "18:30–19:20", "00:00–00:50"], // New York went forward
  ["2027-03-29", "14:00–14:50", "08:00–08:50", "17:30–18:20", "23:00–23:50"], // Berlin went forward
  ["2027-04-05", "14:00–14:50", "08:00–08:50", "17:30–18:20", "22:30–23:20"], // Lord Howe went back, by half an hour
] as const;

test.each(CLOCKS)("on %s each person sees the offset of that date", (date, ...shown) => {
  const start = toInstant(date, "14:00", "Europe/Berlin");
  const zones = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"];
  expect(zones.map((zone) => formatTimeRange(start, start + LENGTH_MS, zone))).toEqual(shown);
});

async function agreed() {
  const { context, ana, bo, sql, booking } = await stage();
  const { id } = await bookSession(await context(ana), booking());
  const clocks = async () => (await getSession(await context(bo), { id })).clocks;
  return { id, sql, clocks };
}

test("a session whose zone has the rules it had says nothing of clocks, also across a change of the clocks", async () => {
  const { id, sql, clocks } = await agreed();
  expect(await clocks()).toBeNull();
  for (const [date] of CLOCKS) {
    const start = new Date(toInstant(date, "14:00", "Europe/Berlin")).toISOString();
    await sql`update sessions set start_at = ${start}::timestamptz, end_at = ${start}::timestamptz + interval '50 minutes',
      agreed_wall_time = ${`${date}T14:00`} where id = ${id}`;
    expect([date, await clocks()]).toEqual([date, null]);
  }
});

test("where a zone’s rules were changed since, the session says what was agreed and what clocks show now", async () => {
  const { id, sql, clocks } = await agreed();
  const [row] = await sql<{ agreed: string }[]>`select agreed_wall_time as agreed from sessions`;
  const [date, wall] = (row?.agreed ?? "").split("T") as [string, string];
  const hour = (by: number) => `${String(Number(wall.slice(0, 2)) + by).padStart(2, "0")}:${wall.slice(3)}`;
  const other = Number(wall.slice(0, 2)) === 23 ? hour(-1) : hour(1);
  await sql`update sessions set agreed_wall_time = ${`${date}T${other}`} where id = ${id}`;
  expect(await clocks()).toEqual({ zone: "Europe/Berlin", agreed: other, shown: wall });
});

test("where even the day is another one, it is named", () => {
  const start = Date.parse("2026-11-24T00:30+01:00");
  expect(changedClocks(start, "Europe/Berlin", "2026-11-23T23:30")).toEqual({
    zone: "Europe/Berlin",
    agreed: "Mon 23 Nov 23:30",
    shown: "Tue 24 Nov 00:30",
  });
});
