import { expect, test } from "vitest";
import {
  formatAge,
  formatDate,
  formatDay,
  formatDayTime,
  formatLongDay,
  formatSoon,
  formatTime,
  formatTimeRange,
  formatUntil,
  zoneCity,
  zoneDifference,
} from "@/lib/time/format";

const at = Date.parse;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const berlin = "Europe/Berlin";
const tuesday = at("2026-11-24T14:00+01:00");

test("times have 24 hours and two digits, midnight is 00", () => {
  expect(formatTime(tuesday, berlin)).toBe("14:00");
  expect(formatTime(at("2026-11-24T00:05+01:00"), berlin)).toBe("00:05");
  expect(formatTimeRange(tuesday, tuesday + 50 * MINUTE, berlin)).toBe("14:00–14:50");
  expect(formatTime(tuesday, "Asia/Kathmandu")).toBe("18:45");
});

test("days and dates are those of the zone", () => {
  expect(formatDay(tuesday, berlin)).toBe("Tue 24 Nov");
  expect(formatLongDay(tuesday, berlin)).toBe("Tuesday 24 November");
  expect(formatDayTime(tuesday, berlin)).toBe("Tue 14:00");
  expect(formatSoon(tuesday, berlin, tuesday - 6 * DAY + 1)).toBe("Tue 14:00");
  expect(formatSoon(tuesday, berlin, tuesday - 6 * DAY), "a weekday alone would mislead").toBe(
    "Tue 24 Nov 14:00",
  );
  expect(formatDate(at("2026-08-12T10:00Z"), berlin)).toBe("12 Aug 2026");
  expect(formatDay(tuesday, "Pacific/Auckland")).toBe("Wed 25 Nov");
  expect(formatDay(at("2026-09-06T10:00Z"), berlin)).toBe("Sun 6 Sep");
});

test.each([
  [0, "just now"],
  [-5 * MINUTE, "just now"],
  [59_999, "just now"],
  [2 * MINUTE + 59_000, "2 min ago"],
  [59 * MINUTE + 59_000, "59 min ago"],
  [HOUR, "1 hour ago"],
  [47.9 * HOUR, "47 hours ago"],
  [2 * DAY, "2 days ago"],
  [30.9 * DAY, "30 days ago"],
])("what was %d ms ago was %s", (ms, text) => {
  expect(formatAge(tuesday - ms, tuesday)).toBe(text);
});

test.each([
  [-MINUTE, "now"],
  [20_000, "now"],
  [40_000, "in 1 min"],
  [59 * MINUTE + 40_000, "in 1 hour"],
  [27 * HOUR, "in 27 hours"],
  [26.6 * HOUR, "in 27 hours"],
  [47.8 * HOUR, "in 2 days"],
  [10 * DAY, "in 10 days"],
])("what comes in %d ms comes %s", (ms, text) => {
  expect(formatUntil(tuesday + ms, tuesday)).toBe(text);
});

test.each([
  ["America/New_York", "New York"],
  ["America/Argentina/Buenos_Aires", "Buenos Aires"],
  ["UTC", "UTC"],
])("the city of %s is %s", (zone, city) => {
  expect(zoneCity(zone)).toBe(city);
});

test.each([
  ["America/New_York", "6 h behind"],
  ["Asia/Kolkata", "4 h 30 ahead"],
  ["Asia/Kathmandu", "4 h 45 ahead"],
  ["Europe/Paris", "same time"],
  ["Pacific/Auckland", "12 h ahead"],
])("in November Berlin sees %s %s", (zone, text) => {
  expect(zoneDifference(tuesday, berlin, zone)).toBe(text);
});

test("the difference is that of the date: for two weeks in March New York is only five hours behind Berlin", () => {
  expect(zoneDifference(at("2027-03-16T12:00Z"), berlin, "America/New_York")).toBe("5 h behind");
  expect(zoneDifference(at("2027-01-05T12:00Z"), "Australia/Adelaide", "Australia/Sydney")).toBe(
    "30 min ahead",
  );
});
