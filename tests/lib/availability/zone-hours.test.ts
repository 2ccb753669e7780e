import { describe, expect, test } from "vitest";
import type { Availability } from "@/lib/availability/availability";
import { findSlots } from "@/lib/availability/find-slots";
import { workingRanges } from "@/lib/availability/working-ranges";
import { DAY_MS, MINUTE_MS } from "@/lib/time/instant";
import { weekdayOf } from "@/lib/time/zone";
import { ZONE_HOURS } from "@/tests/lib/availability/zone-hours";

describe.each(ZONE_HOURS)("in %s on %s, %s to %s", (zone, date, from, to, start, end) => {
  const expected = start && end ? [{ start: Date.parse(start), end: Date.parse(end) }] : [];
  const middle = Date.parse(`${date}T12:00Z`);
  const window = { from: middle - 3 * DAY_MS, to: middle + 3 * DAY_MS };
  const person = (more: Partial<Availability>): Availability => ({
    id: "p",
    zone,
    weekly: [],
    overrides: [],
    busy: [],
    ...more,
  });
  const weekly = person({ weekly: [{ days: [weekdayOf(date)], from, to }] });

  test("weekly hours begin and end when clocks there say so", () => {
    expect(workingRanges(weekly, window.from, window.to)).toEqual(expected);
  });

  test("an override of that date alone is the same", () => {
    const override = person({ overrides: [{ date, hours: [{ from, to }] }] });
    expect(workingRanges(override, window.from, window.to)).toEqual(expected);
  });

  test("a slot as long as the range fits once, a minute longer not at all", () => {
    const [range] = expected;
    const lengthMin = range ? (range.end - range.start) / MINUTE_MS : 1;
    const question = { ...window, gridMin: 1, lengthMin, bufferMin: 10 };
    expect(findSlots(question, weekly, [person({ ...weekly })]).get("p")).toEqual(range ? [range.start] : []);
    const longer = { ...question, lengthMin: lengthMin + 1 };
    expect(findSlots(longer, null, [weekly]).get("p")).toEqual([]);
  });
});

test("the table has more than 60 cases, weekends and nights among them", () => {
  expect(ZONE_HOURS.length).toBeGreaterThanOrEqual(80);
  const weekends = ZONE_HOURS.filter(([, date]) => weekdayOf(date) >= 6);
  const nights = ZONE_HOURS.filter(([, , from, to]) => to < from);
  expect(weekends.length).toBeGreaterThan(40);
  expect(nights.length).toBeGreaterThan(10);
  expect(ZONE_HOURS.filter(([, , , to]) => to === "24:00").length).toBeGreaterThan(5);
});
