import fc from "fast-check";
import { expect, test } from "vitest";
import { packBusy, unpackBusy } from "@/lib/calendar/packed-busy";
import { MINUTE_MS } from "@/lib/time/instant";

const anInterval = fc
  .tuple(fc.integer({ min: 0, max: 4_000_000_000_000 }), fc.integer({ min: 1, max: 9 * 3_600_000 }))
  .map(([start, length]) => ({ start, end: start + length }));

test("packed times cover the busy times, to the minute and no further", () => {
  fc.assert(
    fc.property(fc.array(anInterval, { maxLength: 40 }), (busy) => {
      const unpacked = unpackBusy(packBusy(busy));
      for (const { start, end } of busy) {
        expect(unpacked.some(([from, to]) => from <= start && end <= to)).toBe(true);
      }
      for (const [from, to] of unpacked) {
        expect(busy.some(({ start }) => start >= from && start < from + MINUTE_MS)).toBe(true);
        expect(busy.some(({ end }) => end <= to && end > to - MINUTE_MS)).toBe(true);
      }
      expect(unpacked.every(([from], i) => i === 0 || from >= (unpacked[i - 1]?.[1] ?? 0))).toBe(true);
    }),
  );
});

test("nothing busy packs to nothing, and a view into a larger buffer is read right", () => {
  expect(unpackBusy(packBusy([]))).toEqual([]);
  const packed = packBusy([{ start: 60_000, end: 120_000 }]);
  const inside = Buffer.concat([Buffer.alloc(3), packed]).subarray(3);
  expect(unpackBusy(inside)).toEqual([[60_000, 120_000]]);
});

test("of a window just those that touch it", () => {
  const aWindow = fc
    .tuple(fc.integer({ min: 0, max: 4_000_000_000_000 }), fc.integer({ min: 1, max: 4_000_000_000_000 }))
    .map(([start, length]) => ({ start, end: start + length }));
  fc.assert(
    fc.property(fc.array(anInterval, { maxLength: 40 }), aWindow, (busy, window) => {
      const packed = packBusy(busy);
      const touching = unpackBusy(packed).filter(([start, end]) => start < window.end && end > window.start);
      expect(unpackBusy(packed, window)).toEqual(touching);
    }),
  );
});
