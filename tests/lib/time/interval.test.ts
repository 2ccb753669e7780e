import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Interval,
  intersectIntervals,
  mergeIntervals,
  overlaps,
  subtractIntervals,
} from "@/lib/time/interval";

const intervals = fc.array(
  fc.tuple(fc.nat(40), fc.nat(8)).map(([start, length]): Interval => ({ start, end: start + length })),
  { maxLength: 8 },
);

/** The moments 0 to 49 that lie in one of them. */
const moments = (of: Interval[]) =>
  Array.from({ length: 50 }, (_, t) => t).filter((t) => of.some(({ start, end }) => start <= t && t < end));

const isCanonical = (of: Interval[]) =>
  of.every(({ start, end }, i) => start < end && (i === 0 || (of[i - 1] as Interval).end < start));

test("back-to-back intervals touch and do not overlap", () => {
  expect(overlaps({ start: 1, end: 2 }, { start: 2, end: 3 })).toBe(false);
  expect(overlaps({ start: 1, end: 3 }, { start: 2, end: 4 })).toBe(true);
});

test("touching intervals merge into one", () => {
  const merged = mergeIntervals([
    { start: 5, end: 7 },
    { start: 1, end: 3 },
    { start: 3, end: 5 },
  ]);
  expect(merged).toEqual([{ start: 1, end: 7 }]);
});

test("union, intersection and difference hold the moments they should, in the fewest intervals", () => {
  fc.assert(
    fc.property(intervals, intervals, (a, b) => {
      const [inA, inB] = [moments(a), moments(b)];
      const [union, both, less] = [mergeIntervals(a), intersectIntervals(a, b), subtractIntervals(a, b)];
      expect(moments(union)).toEqual(inA);
      expect(moments(both)).toEqual(inA.filter((t) => inB.includes(t)));
      expect(moments(less)).toEqual(inA.filter((t) => !inB.includes(t)));
      expect([union, both, less].every(isCanonical)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
