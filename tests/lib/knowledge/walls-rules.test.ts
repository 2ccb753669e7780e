import fc from "fast-check";
import { expect, test } from "vitest";
import { csvOf } from "@/lib/csv";
import { gravity, pairVerdict, type Traffic } from "@/lib/knowledge/walls";
import { lastQuarterEnds } from "@/lib/time/quarters";

const there = (held: number, unanswered = 0): Traffic => ({ held, unanswered });

test.each([
  ["nothing", there(0), there(0), "open"],
  ["two that found nobody are chance", there(0, 2), there(0), "open"],
  ["three that found nobody", there(0, 3), there(9), "wall"],
  ["three, and one that did not", there(1, 3), there(0), "wall"],
  ["as many found somebody as half of those who did not", there(2, 4), there(0), "open"],
  ["many asked, many sat down", there(9, 4), there(9), "open"],
  ["three sessions say nothing of a direction", there(3), there(0), "open"],
  ["four, and none the other way", there(4), there(0), "one_way"],
  ["five, and two the other way", there(5), there(2), "open"],
  ["eight, and two the other way", there(8), there(2), "one_way"],
])("%s: %o and back %o is %s", (_, one, back, verdict) => {
  expect(pairVerdict(one, back)).toBe(verdict);
});

const traffic = fc.record({ held: fc.nat(50), unanswered: fc.nat(50) });

test("one more session never makes a wall, one more request that found nobody never takes one down", () => {
  fc.assert(
    fc.property(traffic, traffic, (one, back) => {
      const isWall = pairVerdict(one, back) === "wall";
      const more = pairVerdict({ ...one, held: one.held + 1 }, back) === "wall";
      const worse = pairVerdict({ ...one, unanswered: one.unanswered + 1 }, back) === "wall";
      return (isWall || !more) && (!isWall || worse);
    }),
  );
});

test("walls come before what flows one way, and the higher wall first", () => {
  const all: [Traffic, Traffic][] = [
    [there(2), there(2)],
    [there(9), there(0)],
    [there(0, 3), there(0)],
    [there(0, 6), there(0)],
  ];
  const order = all
    .map(([one, back]) => ({ one, weight: gravity(one, pairVerdict(one, back)) }))
    .sort((a, b) => b.weight - a.weight)
    .map(({ one }) => [one.held, one.unanswered]);
  expect(order).toEqual([
    [0, 6],
    [0, 3],
    [9, 0],
    [2, 0],
  ]);
});

test("CSV: what a spreadsheet would calculate is text, and quotes, commas and lines stay in their cell", () => {
  expect(
    csvOf([
      ["a", 1, -2],
      ["=cmd|' /C calc'!A0", "+1", "-1", "@x", "\tx", "\rx"],
      ['say "hi"', "a,b", "a\nb", "plain", ""],
    ]),
  ).toBe(
    [
      "\ufeffa,1,-2\r\n",
      `'=cmd|' /C calc'!A0,'+1,'-1,'@x,'\tx,"'\rx"\r\n`,
      '"say ""hi""","a,b","a\nb",plain,\r\n',
    ].join(""),
  );
});

const at = (text: string) => Date.parse(text);

test("the last four quarters end where the calendar of the zone says", () => {
  expect(lastQuarterEnds(at("2026-11-23T10:00Z"), "Europe/Berlin", 4)).toEqual([
    { date: "2025-12-31", at: at("2026-01-01T00:00+01:00") },
    { date: "2026-03-31", at: at("2026-04-01T00:00+02:00") },
    { date: "2026-06-30", at: at("2026-07-01T00:00+02:00") },
    { date: "2026-09-30", at: at("2026-10-01T00:00+02:00") },
  ]);
});

test("a quarter ends at different moments in different zones", () => {
  const newYear = at("2026-12-31T23:30Z");
  expect(lastQuarterEnds(newYear, "Asia/Tokyo", 1)).toEqual([
    { date: "2026-12-31", at: at("2027-01-01T00:00+09:00") },
  ]);
  expect(lastQuarterEnds(newYear, "America/New_York", 1)).toEqual([
    { date: "2026-09-30", at: at("2026-10-01T00:00-04:00") },
  ]);
});
