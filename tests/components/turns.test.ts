import { expect, test } from "vitest";
import {
  atTime,
  hasBegun,
  leftOf,
  notBegun,
  paused,
  started,
  swapped,
  turnWords,
} from "@/components/sessions/turns";
import { MINUTE_MS } from "@/lib/time/instant";

const T = 1_000_000;

test("turns follow each other, also over a time when nobody looked", () => {
  const running = started(notBegun(10), T);
  expect(leftOf(running, T + 3 * MINUTE_MS)).toBe(7 * MINUTE_MS);
  const later = atTime(running, T + 25 * MINUTE_MS);
  expect([later.turn, leftOf(later, T + 25 * MINUTE_MS)]).toEqual([2, 5 * MINUTE_MS]);
  expect(atTime(running, T + 10 * MINUTE_MS).turn).toBe(1);
});

test("a pause keeps what is left, a swap begins a whole turn", () => {
  const still = paused(started(notBegun(10), T), T + 4 * MINUTE_MS);
  expect([leftOf(still, T + 99 * MINUTE_MS), hasBegun(still)]).toEqual([6 * MINUTE_MS, true]);
  expect(leftOf(started(still, T), T + MINUTE_MS)).toBe(5 * MINUTE_MS);
  expect(swapped(still, T)).toMatchObject({ turn: 1, endsAt: null, leftMs: 10 * MINUTE_MS });
  expect(hasBegun(notBegun(10))).toBe(false);
});

test("whose turn it is goes round by name, and the reader is you", () => {
  expect(turnWords(["Ana", null], 0)).toBe("Ana drives, you navigate");
  expect(turnWords(["Ana", null], 1)).toBe("You drive, Ana navigates");
  expect(turnWords([null, "Bo", "Cy"], 2)).toBe("Cy drives, you navigate");
});
