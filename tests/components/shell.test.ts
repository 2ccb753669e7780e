import { expect, test } from "vitest";
import { placeOf } from "@/components/shell/places";
import { themeOf } from "@/components/shell/theme";

test.each([
  ["/", "/"],
  ["/sessions/1", "/"],
  ["/requests/new", "/board"],
  ["/notes/1", "/notes"],
  ["/teams/1", "/people"],
  ["/notesy", undefined],
  ["/settings/hours", undefined],
])("%s stands in %s", (path, place) => {
  expect(placeOf(path)).toBe(place);
});

test.each(["", "blue", "system", undefined])("a cookie that says %j means the system's colours", (value) => {
  expect(themeOf(value)).toBe("system");
});
