import { expect, test } from "vitest";
import { pageStateOf } from "@/components/matching/page-state";
import { differing, frameWords, searchOfPage } from "@/components/matching/what-if";

const stored = { lengthMin: 50, place: "video", neededBy: "2026-11-27" } as const;
const today = "2026-11-23";
const stateOf = (search: string) =>
  pageStateOf(Object.fromEntries(new URLSearchParams(search)), stored, today);

test("the address says what is tried, the week and whose times, and is read back as it was written", () => {
  const state = {
    tried: { lengthMin: 25, place: "my_desk", neededBy: "2026-12-01" },
    week: "2026-11-30",
    who: "Bo Larsen",
  } as const;
  expect(searchOfPage(state)).toBe("?length=25&place=my_desk&by=2026-12-01&week=2026-11-30&who=Bo+Larsen");
  expect(stateOf(searchOfPage(state))).toEqual(state);
  expect(searchOfPage({ tried: {}, week: undefined, who: "" })).toBe("");
});

test("what is as the request says is not tried, and what is spelt wrongly or over is left out", () => {
  const nothing = { tried: {}, week: undefined, who: "" };
  expect(stateOf("length=50&place=video&by=2026-11-27")).toEqual(nothing);
  expect(stateOf("length=27&place=moon&by=2026-11-20&week=soon")).toEqual(nothing);
  expect(stateOf("length=999&by=2026-13-40")).toEqual(nothing);
  expect(stateOf("length=2.5e1&by=2027-02-30&week=2026-11-31"), "no such day").toEqual(nothing);
  expect(stateOf("by=2028-01-01&week=9999-12-27"), "too far").toEqual(nothing);
  expect(pageStateOf({ length: ["25", "80"] }, stored, today)).toEqual(nothing);
});

test("once it is kept, it is no longer tried", () => {
  const tried = { lengthMin: 25, place: "my_desk" } as const;
  expect(differing({ ...stored, lengthMin: 25 }, tried)).toEqual({ place: "my_desk" });
});

test("only what is tried is said, of either side", () => {
  const tried = { lengthMin: 25, neededBy: "2026-12-01" };
  expect(frameWords({ ...stored, ...tried }, tried)).toBe("25 min, by Tue 1 Dec");
  expect(frameWords(stored, tried)).toBe("50 min, by Fri 27 Nov");
});
