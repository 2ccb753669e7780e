import { expect, test } from "vitest";
import { searchOf, toggled, withoutFilters } from "@/components/notes/search-address";

test("a filter comes off wherever it stands, in the address or in the text", () => {
  const search = searchOf(new URLSearchParams("system=cassandra&q=slow&page=2&empty="));
  expect(search).toBe("q=slow&system=cassandra&page=2");
  expect(toggled(search, "team", "t1", false)).toBe("q=slow&system=cassandra&team=t1");
  expect(toggled(search, "system", "cassandra", true)).toBe("q=slow");
  expect(toggled(searchOf(new URLSearchParams({ q: 'with:"Bo Larsen" slow' })), "with", "id", true)).toBe(
    "q=slow",
  );
  expect(withoutFilters("q=system%3Ax+slow+after%3A2026&team=t&after=2026-01-01")).toBe("q=slow");
});
