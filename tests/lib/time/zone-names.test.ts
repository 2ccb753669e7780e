import { expect, test } from "vitest";
import { isZone } from "@/lib/time/zone";
import { zoneNames, zoneToday } from "@/lib/time/zone-names";

test("places go by their names of today, each once", () => {
  expect(zoneToday("Asia/Calcutta")).toBe("Asia/Kolkata");
  expect(zoneToday("Europe/Berlin")).toBe("Europe/Berlin");
  const names = zoneNames();
  expect(names).toContain("Asia/Kathmandu");
  expect(names).not.toContain("Asia/Katmandu");
  expect(new Set(names).size).toBe(names.length);
});

test("every zone that can be chosen is one that is accepted", () => {
  expect(zoneNames().filter((zone) => !isZone(zone))).toEqual([]);
});

test("a zone that somebody has already can be chosen, whatever its name", () => {
  expect(zoneNames("Asia/Calcutta")).toContain("Asia/Calcutta");
});
