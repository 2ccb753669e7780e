import { expect, test } from "vitest";
import { dayName } from "@/app/(app)/(home)/day-name";

const NOW = Date.parse("2026-11-23T23:30+01:00");

test.each([
  ["2026-11-23T23:45+01:00", "Europe/Berlin", "Today"],
  ["2026-11-24T00:15+01:00", "Europe/Berlin", "Tomorrow"],
  ["2026-11-24T00:15+01:00", "America/New_York", "Today"],
  ["2026-11-24T00:15+01:00", "Asia/Tokyo", "Today"],
  ["2026-11-26T15:30+01:00", "Europe/Berlin", "Thursday"],
  ["2026-11-29T15:30+01:00", "Europe/Berlin", "Sunday"],
  ["2026-11-30T15:30+01:00", "Europe/Berlin", "Mon 30 Nov"],
])("%s in %s is %s", (instant, zone, words) => {
  expect(dayName(Date.parse(instant), NOW, zone)).toBe(words);
});
