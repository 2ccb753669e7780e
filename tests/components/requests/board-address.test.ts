import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { boardHref, boardSearch } from "@/components/requests/board-address";
import { parse } from "@/lib/input";
import { DISCIPLINES, type Discipline } from "@/lib/people/schema";
import { BOARD_STATES, BoardFilters } from "@/lib/requests/schema";

const plain = parse(BoardFilters, {});

test("the plain board has a plain address", () => {
  expect(boardHref(plain, {})).toBe("/board");
  expect(boardHref(plain, { help: true, state: "booked" })).toBe("/board?help=1&state=booked");
});

test("a filter taken off leaves the others", () => {
  const filters = parse(BoardFilters, { system: "billing-api", length: "50", sort: "newest" });
  expect(boardHref(filters, { system: undefined })).toBe("/board?length=50&sort=newest");
});

test("what an address says is what it was written from", () => {
  const filters = fc.record({
    help: fc.boolean(),
    learn: fc.boolean(),
    team: fc.option(fc.constant(randomUUID()), { nil: undefined }),
    from: fc.option(fc.constant(randomUUID()), { nil: undefined }),
    system: fc.option(fc.string({ minLength: 1, maxLength: 100, unit: "grapheme" }), { nil: undefined }),
    discipline: fc.option(fc.constantFrom(...(Object.keys(DISCIPLINES) as Discipline[])), { nil: undefined }),
    length: fc.option(fc.constantFrom("25", "50", "80"), { nil: undefined }),
    state: fc.constantFrom(...BOARD_STATES),
    sort: fc.constantFrom("needed-by", "newest"),
  });
  fc.assert(
    fc.property(filters, (given) => {
      fc.pre((given.system?.length ?? 0) <= 100);
      const read = parse(
        BoardFilters,
        Object.fromEntries(new URLSearchParams(boardSearch(given as BoardFilters))),
      );
      expect(read).toEqual(JSON.parse(JSON.stringify(given)));
    }),
  );
});
