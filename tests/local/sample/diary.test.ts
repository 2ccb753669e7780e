import { expect, test } from "vitest";
import { overlaps } from "@/lib/time/interval";
import { diceOf } from "@/local/sample/derived";
import { Diary } from "@/local/sample/diary";

const at = (text: string) => Date.parse(text);
const MONDAY = at("2026-11-23T10:20+01:00");

test("a wish is granted where both are at work, in the first one's zone", () => {
  const diary = new Diary(MONDAY);
  const placed = diary.place(["ana", "bo"], "2026-11-24", 50, { preferred: "14:00", dice: diceOf("a") });
  expect(placed).toEqual({ start: at("2026-11-24T14:00+01:00"), end: at("2026-11-24T14:50+01:00") });
});

test("the second session that wishes for the same time gets another one", () => {
  const diary = new Diary(MONDAY);
  const wish = { preferred: "14:00", dice: diceOf("a") };
  const first = diary.place(["ana", "bo"], "2026-11-24", 50, wish);
  const second = diary.place(["hana", "ana"], "2026-11-24", 50, wish);
  expect(overlaps(first, second)).toBe(false);
});

test("on Ana's split Wednesday nothing is placed across her break", () => {
  const diary = new Diary(MONDAY);
  for (const { start, end } of diary.free(["ana"], "2026-11-25")) {
    expect(
      overlaps({ start, end }, { start: at("2026-11-25T13:00+01:00"), end: at("2026-11-25T14:00+01:00") }),
    ).toBe(false);
  }
});

test("looking back from a Sunday finds the Friday, looking ahead the Monday", () => {
  const sunday = new Diary(at("2026-11-29T12:00+01:00"));
  expect(sunday.workday("ana", 0, -1)).toBe("2026-11-27");
  expect(sunday.workday("ana", 0)).toBe("2026-11-30");
  expect(sunday.workday("cole", 0)).toBe("2026-11-29");
});

test("people who never meet at work are told so", () => {
  const diary = new Diary(MONDAY);
  const impossible = () => diary.place(["dana", "jun"], "2026-11-24", 80, { dice: diceOf("a") });
  expect(impossible).toThrow("dana and jun are never at work together");
});

test("dice fall the same way for the same words", () => {
  const row = (word: string) => {
    const dice = diceOf(word);
    return Array.from({ length: 20 }, () => dice.between(1, 6));
  };
  expect(row("one")).toEqual(row("one"));
  expect(row("one")).not.toEqual(row("two"));
  expect(Math.min(...row("one"))).toBeGreaterThanOrEqual(1);
  expect(Math.max(...row("one"))).toBeLessThanOrEqual(6);
});
