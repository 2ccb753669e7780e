import { expect, test } from "vitest";
import * as z from "zod/mini";
import { runsOf } from "@/components/people/override-runs";
import {
  asStored,
  changeWeek,
  endsNextDay,
  hoursOf,
  refusedRanges,
  type Week,
  wallOf,
  weekOf,
} from "@/components/people/week";
import { DEFAULT_HOURS, WorkingHours } from "@/lib/people/schema";

const usual = weekOf(DEFAULT_HOURS);
const day = (week: Week, weekday: number) => week.find((one) => one.weekday === weekday);

test("hours come out of the editor as they went in", () => {
  const hours = [
    { weekday: 1, from: "22:00", to: "06:00" },
    { weekday: 3, from: "10:00", to: "13:00" },
    { weekday: 3, from: "14:00", to: "24:00" },
  ];
  expect(hoursOf(weekOf(hours))).toEqual(hours);
});

test("a day that is switched off and on again has its hours back", () => {
  const off = changeWeek(usual, { kind: "toggle", weekday: 2 });
  expect(hoursOf(off).map(({ weekday }) => weekday)).toEqual([1, 3, 4, 5]);
  expect(hoursOf(changeWeek(off, { kind: "toggle", weekday: 2 }))).toEqual(DEFAULT_HOURS);
});

test("a free day that is switched on has the usual hours", () => {
  expect(day(changeWeek(usual, { kind: "toggle", weekday: 7 }), 7)).toMatchObject({
    on: true,
    ranges: [{ from: "09:00", to: "17:30" }],
  });
});

test("ranges are added until a day is full, and what comes out is always accepted", () => {
  for (const to of ["12:00", "17:30", "22:15", "23:30", "24:00", "00:00", "06:00"]) {
    let week = changeWeek(usual, { kind: "set", weekday: 1, at: 0, range: { from: "08:00", to } });
    for (let n = 0; n < 2; n++) week = changeWeek(week, { kind: "add", weekday: 1 });
    const ranges = hoursOf(week).filter(({ weekday }) => weekday === 1);
    expect(ranges.length, to).toBeGreaterThan(1);
    const first = hoursOf(changeWeek(usual, { kind: "add", weekday: 1 }));
    expect(z.safeParse(WorkingHours, first).success, to).toBe(true);
  }
});

test("removing the last range switches the day off", () => {
  expect(day(changeWeek(usual, { kind: "remove", weekday: 1, at: 0 }), 1)).toMatchObject({ on: false });
});

test("an end before its start is on the next day; midnight is the end of the same one", () => {
  expect(endsNextDay({ from: "22:00", to: "06:00" })).toBe(true);
  expect(endsNextDay({ from: "09:00", to: "17:00" })).toBe(false);
  expect(endsNextDay({ from: "18:00", to: "00:00" })).toBe(false);
  expect(asStored({ from: "18:00", to: "00:00" }).to).toBe("24:00");
});

test.each([
  ["9", "09:00"],
  ["930", "09:30"],
  ["0930", "09:30"],
  ["9.30", "09:30"],
  ["9:30 pm", "21:30"],
  ["12am", "00:00"],
  ["24", "24:00"],
  ["24:30", "24:30"],
  ["25", "25"],
  ["noon", "noon"],
  ["9:70", "9:70"],
])("%s is read as %s", (typed, wall) => {
  expect(wallOf(typed)).toBe(wall);
});

test("days off that follow each other are one line, over the end of a month too", () => {
  const off = (date: string, reason = "holiday") => ({ date, hours: [], reason });
  expect(
    runsOf([
      off("2027-02-28"),
      off("2027-03-01"),
      off("2027-03-02", "dentist"),
      off("2027-03-04", "dentist"),
    ]),
  ).toEqual([
    { from: "2027-02-28", to: "2027-03-01", hours: [], reason: "holiday" },
    { from: "2027-03-02", to: "2027-03-02", hours: [], reason: "dentist" },
    { from: "2027-03-04", to: "2027-03-04", hours: [], reason: "dentist" },
  ]);
});

test("a refused time is found on its day, days that are off not counted", () => {
  const week = weekOf([
    { weekday: 1, from: "09:00", to: "17:00" },
    { weekday: 3, from: "10:00", to: "13:00" },
    { weekday: 3, from: "14:00", to: "late" },
  ]);
  expect(
    refusedRanges(week, { "hours.2.to": "That is not a time of day.", hours: "Something else." }),
  ).toEqual([{ weekday: 3, at: 1, end: "to", why: "That is not a time of day." }]);
  expect(refusedRanges(week, { "hours.9.from": "No such range." })).toEqual([]);
});
