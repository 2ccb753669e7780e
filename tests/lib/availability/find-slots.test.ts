import { expect, test } from "vitest";
import type { Availability } from "@/lib/availability/availability";
import { findSlots, freeRanges } from "@/lib/availability/find-slots";
import { workingRanges } from "@/lib/availability/working-ranges";

const at = (text: string) => Date.parse(text);
const MINUTE = 60_000;
const WEEKDAYS = [1, 2, 3, 4, 5];
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

const person = (more: Partial<Availability> = {}): Availability => ({
  id: "bo",
  zone: "Europe/Berlin",
  weekly: [{ days: WEEKDAYS, from: "09:00", to: "12:00" }],
  overrides: [],
  busy: [],
  ...more,
});

/** Tuesday 24 November 2026 in Berlin, unless told otherwise. */
const question = (more: object = {}) => ({
  from: at("2026-11-24T00:00+01:00"),
  to: at("2026-11-25T00:00+01:00"),
  gridMin: 30,
  lengthMin: 60,
  bufferMin: 0,
  ...more,
});

const wallsOf = (starts: number[] | undefined, zone = "Europe/Berlin") =>
  (starts ?? []).map((ms) =>
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainTime().toString().slice(0, 5),
  );

const alone = (one: Availability, more: object = {}) =>
  wallsOf(findSlots(question(more), null, [one]).get("bo"));

test("slots start on the grid and end within working hours", () => {
  expect(alone(person())).toEqual(["09:00", "09:30", "10:00", "10:30", "11:00"]);
  expect(alone(person(), { lengthMin: 180 })).toEqual(["09:00"]);
  expect(alone(person(), { lengthMin: 181 })).toEqual([]);
});

test("lengths of 25, 50 and 80 minutes fit a grid of 15 that they are no multiples of", () => {
  expect(alone(person(), { gridMin: 15, lengthMin: 80 }).at(-1)).toBe("10:30");
  expect(alone(person(), { gridMin: 15, lengthMin: 50 }).at(-1)).toBe("11:00");
  expect(alone(person(), { gridMin: 15, lengthMin: 25 }).at(-1)).toBe("11:30");
});

test("the grid is one of the epoch, not of the window or of the person's clock", () => {
  const kathmandu = person({
    zone: "Asia/Kathmandu",
    weekly: [{ days: EVERY_DAY, from: "09:00", to: "11:00" }],
  });
  expect(wallsOf(findSlots(question(), null, [kathmandu]).get("bo"), "Asia/Kathmandu")).toEqual([
    "09:15",
    "09:45",
  ]);
  expect(alone(person(), { from: at("2026-11-24T09:01+01:00") })[0]).toBe("09:30");
});

test("the window is half-open: a slot may start at its start and end at its end", () => {
  const window = { from: at("2026-11-24T09:30+01:00"), to: at("2026-11-24T11:00+01:00") };
  expect(alone(person(), window)).toEqual(["09:30", "10:00"]);
  expect(alone(person(), { to: window.from, from: window.from })).toEqual([]);
  expect(alone(person(), { from: window.to, to: window.from })).toEqual([]);
});

test("a busy time is half-open, and the buffer widens it on both sides but not the working hours", () => {
  const one = person({ busy: [[at("2026-11-24T10:00+01:00"), at("2026-11-24T10:30+01:00")]] });
  expect(alone(one)).toEqual(["09:00", "10:30", "11:00"]);
  expect(alone(one, { bufferMin: 1 })).toEqual(["11:00"]);
  expect(alone({ ...one, bufferMin: 0 }, { bufferMin: 30 })).toEqual(["09:00", "10:30", "11:00"]);
  expect(alone({ ...one, bufferMin: 30 })).toEqual(["11:00"]);
});

test("a busy time outside the window still widens into it", () => {
  const before: [number, number] = [at("2026-11-23T20:00+01:00"), at("2026-11-24T08:59:59.999+01:00")];
  expect(alone(person({ busy: [before] }), { from: at("2026-11-24T09:00+01:00") })[0]).toBe("09:00");
  expect(alone(person({ busy: [before] }), { from: at("2026-11-24T09:00+01:00"), bufferMin: 10 })[0]).toBe(
    "09:30",
  );
});

test("an empty busy time does not count, one of a millisecond does", () => {
  const ten = at("2026-11-24T10:00+01:00");
  expect(alone(person({ busy: [[ten, ten]] }), { bufferMin: 15 })).toHaveLength(5);
  expect(alone(person({ busy: [[ten, ten + 1]] }))).toEqual(["09:00", "10:30", "11:00"]);
});

test("a busy time may reach beyond every calendar", () => {
  const ten = at("2026-11-24T10:00+01:00");
  expect(alone(person({ busy: [[ten, Number.MAX_SAFE_INTEGER]] }))).toEqual(["09:00"]);
  expect(alone(person({ busy: [[Number.MIN_SAFE_INTEGER, ten]] }))).toEqual(["10:00", "10:30", "11:00"]);
  expect(alone(person({ busy: [[Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]] }))).toEqual([]);
});

test("a day's hours may be given in any order, twice, and by weekdays named twice", () => {
  const one = person({
    weekly: [
      { days: [2], from: "11:00", to: "12:00" },
      { days: [2, 2, 3], from: "09:00", to: "10:00" },
      { days: [2], from: "10:00", to: "11:00" },
      { days: [2], from: "09:00", to: "10:00" },
    ],
  });
  expect(alone(one)).toEqual(["09:00", "09:30", "10:00", "10:30", "11:00"]);
});

test("the same hours in two zones, and other hours in one zone, are not taken for one another", () => {
  const everywhere = ["Europe/Berlin", "Europe/London", "Asia/Kathmandu"].flatMap((zone) =>
    ["09:00", "09:30"].map((from) =>
      person({ id: `${zone} ${from}`, zone, weekly: [{ days: EVERY_DAY, from, to: "12:00" }] }),
    ),
  );
  const together = findSlots(question(), null, everywhere);
  for (const one of everywhere)
    expect(together.get(one.id)).toEqual(findSlots(question(), null, [one]).get(one.id));
});

test("busy times come in any order, repeat and overlap", () => {
  const [nine, ten] = [at("2026-11-24T09:00+01:00"), at("2026-11-24T10:00+01:00")];
  const one = person({
    busy: [
      [ten, ten + 30 * MINUTE],
      [nine, ten + 10 * MINUTE],
      [ten, ten + 30 * MINUTE],
    ],
  });
  expect(alone(one)).toEqual(["10:30", "11:00"]);
});

test("both need the time: each with their own hours, busy times and buffer", () => {
  const ana = person({
    id: "ana",
    zone: "Europe/London",
    weekly: [{ days: WEEKDAYS, from: "09:00", to: "17:00" }],
    busy: [[at("2026-11-24T11:15+01:00"), at("2026-11-24T11:20+01:00")]],
    bufferMin: 15,
  });
  const slots = findSlots(question({ lengthMin: 30 }), ana, [
    person(),
    person({ id: "cy", weekly: [] }),
    ana,
  ]);
  expect(wallsOf(slots.get("bo"))).toEqual(["10:00", "10:30"]);
  expect(slots.get("cy")).toEqual([]);
  expect(slots.get("ana")).toEqual(findSlots(question({ lengthMin: 30 }), null, [ana]).get("ana"));
  expect([...slots.keys()]).toEqual(["bo", "cy", "ana"]);
});

test("an override replaces the ranges that start on its date; what spills over from the day before stays", () => {
  const nights = [{ days: [1, 2], from: "22:00", to: "02:00" }];
  const off = person({ weekly: nights, overrides: [{ date: "2026-11-24", hours: [] }] });
  expect(alone(off)).toEqual(["00:00", "00:30", "01:00"]);
  const late = person({ overrides: [{ date: "2026-11-24", hours: [{ from: "23:00", to: "01:00" }] }] });
  expect(alone(late)).toEqual(["23:00"]);
});

test("people with equal hours do not share a day off", () => {
  const off = person({ id: "off", overrides: [{ date: "2026-11-24", hours: [] }] });
  const slots = findSlots(question(), null, [off, person(), { ...off, id: "off2" }]);
  expect([...slots.values()].map((starts) => starts.length)).toEqual([0, 5, 0]);
});

test.each([
  ["24:00", "00:00"],
  ["00:00", "00:00"],
])("ranges that touch at midnight are one, whether it is written %s or %s", (to, from) => {
  const one = person({
    weekly: [
      { days: [1], from: "22:00", to },
      { days: [2], from, to: "02:00" },
    ],
  });
  const window = { from: at("2026-11-23T12:00+01:00"), lengthMin: 120 };
  expect(alone(one, window)).toEqual(["22:00", "22:30", "23:00", "23:30", "00:00"]);
  expect(workingRanges(one, window.from, at("2026-11-25T00:00+01:00"))).toHaveLength(1);
});

test("all day every day is one range", () => {
  const always = person({ weekly: [{ days: EVERY_DAY, from: "00:00", to: "24:00" }] });
  expect(workingRanges(always, at("2026-10-01T00:00Z"), at("2026-11-01T00:00Z"))).toEqual([
    { start: at("2026-10-01T00:00Z"), end: at("2026-11-01T00:00Z") },
  ]);
});

test("on the Sundays the clocks change, working hours keep their wall-clock ends", () => {
  const early = (zone: string) => ({
    zone,
    weekly: [{ days: [7], from: "01:00", to: "05:00" }],
    overrides: [],
  });
  const of = (zone: string, day: string) =>
    workingRanges(early(zone), at(`${day}T00:00Z`) - 86_400_000, at(`${day}T00:00Z`) + 2 * 86_400_000);
  expect(of("Europe/Berlin", "2026-03-29")).toEqual([
    { start: at("2026-03-29T01:00+01:00"), end: at("2026-03-29T05:00+02:00") },
  ]);
  expect(of("Europe/Berlin", "2026-10-25")).toEqual([
    { start: at("2026-10-25T01:00+02:00"), end: at("2026-10-25T05:00+01:00") },
  ]);
  expect(of("Australia/Lord_Howe", "2026-10-04")).toEqual([
    { start: at("2026-10-04T01:00+10:30"), end: at("2026-10-04T05:00+11:00") },
  ]);
  expect(of("America/St_Johns", "2026-11-01")).toEqual([
    { start: at("2026-11-01T01:00-02:30"), end: at("2026-11-01T05:00-03:30") },
  ]);
});

test("a range inside the gap is moved, and is empty if its end does not come later than its start", () => {
  const sunday = (from: string, to: string) => ({
    zone: "Europe/Berlin",
    weekly: [{ days: [7], from, to }],
    overrides: [],
  });
  const [start, end] = [at("2026-03-28T12:00Z"), at("2026-03-30T00:00Z")];
  expect(workingRanges(sunday("02:15", "02:45"), start, end)).toEqual([
    { start: at("2026-03-29T03:15+02:00"), end: at("2026-03-29T03:45+02:00") },
  ]);
  expect(workingRanges(sunday("02:30", "03:15"), start, end)).toEqual([]);
  expect(workingRanges(sunday("02:30", "03:45"), start, end)).toEqual([
    { start: at("2026-03-29T03:30+02:00"), end: at("2026-03-29T03:45+02:00") },
  ]);
});

test("around a gap, ranges are converted before they are joined", () => {
  const one = {
    zone: "Europe/Berlin",
    weekly: [
      { days: [7], from: "02:30", to: "03:00" },
      { days: [7], from: "03:00", to: "04:00" },
      { days: [7], from: "02:50", to: "04:30" },
    ],
    overrides: [],
  };
  expect(workingRanges(one, at("2026-03-28T12:00Z"), at("2026-03-30T00:00Z"))).toEqual([
    { start: at("2026-03-29T03:00+02:00"), end: at("2026-03-29T04:30+02:00") },
  ]);
});

test("in Apia the Friday that never was is worked on the Saturday", () => {
  const friday = { zone: "Pacific/Apia", weekly: [{ days: [5], from: "09:00", to: "17:00" }], overrides: [] };
  expect(workingRanges(friday, at("2011-12-28T00:00Z"), at("2012-01-02T00:00Z"))).toEqual([
    { start: at("2011-12-31T09:00+14:00"), end: at("2011-12-31T17:00+14:00") },
  ]);
});

test("free ranges are cut by widened busy times, not by the grid", () => {
  const one = person({ busy: [[at("2026-11-24T10:00+01:00"), at("2026-11-24T10:07+01:00")]], bufferMin: 1 });
  expect(freeRanges(one, question())).toEqual([
    { start: at("2026-11-24T09:00+01:00"), end: at("2026-11-24T09:59+01:00") },
    { start: at("2026-11-24T10:08+01:00"), end: at("2026-11-24T12:00+01:00") },
  ]);
});

test("around the epoch a start is 0 and never -0", () => {
  const utc = person({ zone: "UTC", weekly: [{ days: EVERY_DAY, from: "00:00", to: "24:00" }] });
  const starts = findSlots(question({ from: -20 * MINUTE, to: 90 * MINUTE }), null, [utc]).get("bo");
  expect(starts).toEqual([0, 30 * MINUTE]);
});
