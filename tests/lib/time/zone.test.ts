import { describe, expect, test } from "vitest";
import {
  addDays,
  dateIn,
  isZone,
  startOfDay,
  startOfIsoWeek,
  toInstant,
  wallIn,
  weekdayOf,
} from "@/lib/time/zone";
import { instantOf, zoneOffsets } from "@/lib/time/zone-offsets";
import { ZONE_CASES } from "@/tests/lib/time/zone-cases";

const at = Date.parse;
const DAY = 86_400_000;
const [YEAR_2000, YEAR_2040] = [at("2000-01-01T00:00Z"), at("2040-01-01T00:00Z")];

describe.each(ZONE_CASES)("%s %s (%s)", (zone, local, clocks, instant) => {
  const [date, wall] = local.split("T") as [string, string];

  test(`is ${instant}`, () => {
    expect(toInstant(date, wall, zone)).toBe(at(instant));
  });

  test("is the same from a table of offsets", () => {
    const table = zoneOffsets(zone, at(instant) - 3 * DAY, at(instant) + 3 * DAY);
    expect(instantOf(at(`${local}Z`), table)).toBe(at(instant));
  });

  test(clocks === "gap" ? "is never shown there" : "is what clocks show then", () => {
    const shown = `${dateIn(at(instant), zone)}T${wallIn(at(instant), zone)}`;
    if (clocks === "gap") expect(shown > local).toBe(true);
    else expect(shown).toBe(local);
  });
});

test("the table has at least 60 cases and every kind of them", () => {
  expect(ZONE_CASES.length).toBeGreaterThanOrEqual(60);
  const kinds = Object.groupBy(ZONE_CASES, ([, , clocks]) => clocks);
  expect(kinds.gap?.length).toBeGreaterThan(20);
  expect(kinds.overlap?.length).toBeGreaterThan(20);
});

test("around every clock change of every zone from 2000 to 2040 a table of offsets agrees with Temporal", () => {
  for (const zone of Intl.supportedValuesOf("timeZone")) {
    const table = zoneOffsets(zone, YEAR_2000, YEAR_2040);
    for (const [k, change] of table.since.entries()) {
      if (k === 0) continue;
      for (const minutes of [-1441, -91, -61, -60, -31, -30, -15, -1, 0, 1, 15, 30, 45, 60, 61, 1440]) {
        const local = change + (table.offsets[k] as number) + minutes * 60_000;
        const wall = new Date(local).toISOString();
        const expected = toInstant(wall.slice(0, 10), wall.slice(11, 16), zone) + (local % 60_000);
        if (instantOf(local, table) !== expected)
          expect.fail(`${zone} ${wall}: ${new Date(expected).toISOString()}`);
      }
    }
  }
}, 60_000);

test("24:00 is midnight at the end of the day", () => {
  expect(toInstant("2026-12-31", "24:00", "Europe/Berlin")).toBe(at("2027-01-01T00:00+01:00"));
});

test.each(["2026-02-30", "2026-13-01", "26-01-01", "2026-11-24T00:00", ""])("%j is not a date", (date) => {
  expect(() => toInstant(date, "09:00", "UTC")).toThrow(RangeError);
  expect(() => startOfDay(date, "UTC")).toThrow(RangeError);
  expect(() => addDays(date, 1)).toThrow(RangeError);
});

test.each(["9:00", "24:01", "12:60", "09:00:00", "-1:00", ""])("%j is not a wall time", (wall) => {
  expect(() => toInstant("2026-11-24", wall, "UTC")).toThrow(RangeError);
});

test.each(["Europe/Berlin", "America/Argentina/Buenos_Aires", "UTC", "Asia/Calcutta", "Asia/Kolkata"])(
  "%s is a zone",
  (zone) => expect(isZone(zone)).toBe(true),
);
test.each(["Mars/Olympus", "+05:30", "-08", "", "Europe/Berlin ", "Europe", "2026-01-01[Europe/Berlin]"])(
  "%j is not a zone",
  (zone) => expect(isZone(zone)).toBe(false),
);

test("a day starts after the gap where clocks skip midnight, and a skipped day where the next one starts", () => {
  expect(startOfDay("2024-04-26", "Africa/Cairo")).toBe(at("2024-04-26T01:00+03:00"));
  expect(startOfDay("2026-11-24", "Asia/Kathmandu")).toBe(at("2026-11-24T00:00+05:45"));
  expect(startOfDay("2011-12-30", "Pacific/Apia")).toBe(at("2011-12-31T00:00+14:00"));
});

test("the date and the wall time are those of the zone, seconds cut off", () => {
  const instant = at("2026-11-24T18:14:59.999Z");
  expect([dateIn(instant, "Asia/Kathmandu"), wallIn(instant, "Asia/Kathmandu")]).toEqual([
    "2026-11-24",
    "23:59",
  ]);
  expect(dateIn(instant + 1, "Asia/Kathmandu")).toBe("2026-11-25");
  expect(dateIn(instant, "Pacific/Honolulu")).toBe("2026-11-24");
});

test("dates add over months, leap days and years", () => {
  expect(addDays("2026-11-30", 1)).toBe("2026-12-01");
  expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
  expect(addDays("2027-01-01", -1)).toBe("2026-12-31");
  expect(addDays("1969-12-31", 1)).toBe("1970-01-01");
});

test("weekdays are ISO's and a week starts on its Monday", () => {
  expect(weekdayOf("2026-11-23")).toBe(1);
  expect(weekdayOf("2026-11-29")).toBe(7);
  expect(weekdayOf("1969-12-28")).toBe(7);
  expect(startOfIsoWeek("2026-11-23")).toBe("2026-11-23");
  expect(startOfIsoWeek("2026-11-29")).toBe("2026-11-23");
  expect(startOfIsoWeek("2027-01-01")).toBe("2026-12-28");
});
