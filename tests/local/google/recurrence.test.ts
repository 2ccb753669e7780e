import fc from "fast-check";
import { expect, test } from "vitest";
import { occurrencesOf, parseRule } from "@/local/google/recurrence";
import type { StoredEvent } from "@/local/google/state";

const DAY = 86_400_000;
const DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

function series(
  rule: string,
  dateTime = "2026-10-19T09:00:00+02:00",
  timeZone = "Europe/Berlin",
): StoredEvent {
  const start = Temporal.Instant.from(dateTime);
  const end = start.add({ minutes: 50 }).toString();
  return {
    start: { dateTime, timeZone },
    end: { dateTime: end, timeZone },
    recurrence: [`RRULE:${rule}`],
    cancelledStarts: [],
  } as never;
}

const startsOf = (event: StoredEvent, days: number) => {
  const from = Date.parse("2026-10-01T00:00Z");
  return occurrencesOf(event, "UTC", from, from + days * DAY).map(({ start }) => start);
};

// RFC 5545, 3.3.10
test("every second week on two days keeps 09:00 in Berlin over the autumn change", () => {
  const starts = startsOf(series("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH"), 60);
  expect(starts.map((at) => new Date(at).toISOString().slice(0, 16))).toEqual([
    "2026-10-19T07:00",
    "2026-10-22T07:00",
    "2026-11-02T08:00",
    "2026-11-05T08:00",
    "2026-11-16T08:00",
    "2026-11-19T08:00",
  ]);
});

test("a count counts times that are left out", () => {
  const event = series("FREQ=DAILY;COUNT=3");
  event.recurrence?.push("EXDATE:20261020T070000Z");
  expect(startsOf(event, 60)).toHaveLength(2);
});

test("rules that this Google cannot follow are refused, not misread", () => {
  for (const rule of [
    "FREQ=MONTHLY",
    "FREQ=WEEKLY;BYDAY=1MO",
    "FREQ=DAILY;BYHOUR=3",
    "FREQ=DAILY;COUNT=2;UNTIL=20270101",
    "",
  ]) {
    expect(() => parseRule([`RRULE:${rule}`])).toThrow("Invalid recurrence rule.");
  }
});

test("a series has exactly the days a calendar on the wall would have", () => {
  const days = fc.uniqueArray(fc.constantFrom(...DAYS), { minLength: 1 });
  const zones = fc.constantFrom(
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "UTC",
  );
  fc.assert(
    fc.property(
      days,
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 0, max: 13 }),
      zones,
      (byDay, interval, offset, zone) => {
        const first = Temporal.PlainDate.from("2026-10-12").add({ days: offset });
        const wall = first.toZonedDateTime({ timeZone: zone, plainTime: "09:30" });
        const event = series(
          `FREQ=WEEKLY;INTERVAL=${interval};BYDAY=${byDay.join(",")}`,
          wall.toString({ timeZoneName: "never" }),
          zone,
        );
        const expected: number[] = [];
        for (let n = 0; n < 70; n++) {
          const date = first.add({ days: n });
          const weeks = Math.floor((first.dayOfWeek - 1 + n) / 7);
          const isOn = n === 0 || (byDay.includes(DAYS[date.dayOfWeek - 1] ?? "") && weeks % interval === 0);
          if (isOn)
            expected.push(date.toZonedDateTime({ timeZone: zone, plainTime: "09:30" }).epochMilliseconds);
        }
        const from = wall.startOfDay().epochMilliseconds;
        const to = first.add({ days: 70 }).toZonedDateTime(zone).epochMilliseconds;
        expect(occurrencesOf(event, "UTC", from, to).map(({ start }) => start)).toEqual(expected);
      },
    ),
  );
});
