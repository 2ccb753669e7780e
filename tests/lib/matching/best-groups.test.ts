import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bestGroup, type Candidate, meetings } from "@/lib/matching/best-groups";
import { assign } from "@/lib/matching/needs";

type Lists = { id: string; worth: number }[][];

const pairs = (list: readonly (readonly [string, string])[]) => {
  const others = new Map<string, Set<string>>();
  for (const [a, b] of list.flatMap(([a, b]) => [[a, b] as const, [b, a] as const]))
    if (a !== b) others.set(a, (others.get(a) ?? new Set()).add(b));
  return others;
};

/** Every combination, one after the other. */
function byTrying(lists: Lists, avoidances: ReadonlyMap<string, ReadonlySet<string>>): number | undefined {
  let best: number | undefined;
  const go = (at: number, ids: string[], worth: number) => {
    if (at === lists.length) {
      best = Math.max(best ?? Number.NEGATIVE_INFINITY, worth);
      return;
    }
    for (const one of lists[at] ?? [])
      if (!ids.includes(one.id) && !ids.some((id) => avoidances.get(id)?.has(one.id)))
        go(at + 1, [...ids, one.id], worth + one.worth);
  };
  go(0, [], 0);
  return best;
}

const NAMES = ["a", "b", "c", "d", "e", "f", "g", "h"];
const someLists: fc.Arbitrary<Lists> = fc.array(
  fc
    .uniqueArray(fc.record({ id: fc.constantFrom(...NAMES), worth: fc.integer({ min: -20, max: 20 }) }), {
      selector: ({ id }) => id,
      maxLength: 8,
    })
    .map((list) => list.toSorted((a, b) => b.worth - a.worth)),
  { minLength: 1, maxLength: 4 },
);
const someAvoidances = fc
  .array(fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...NAMES)), { maxLength: 6 })
  .map(pairs);

describe("the best group", () => {
  test("is as good as the best of all combinations, and breaks no rule", () => {
    fc.assert(
      fc.property(someLists, someAvoidances, (lists, avoidances) => {
        const found = bestGroup(lists, avoidances);
        expect(found?.worth).toBe(byTrying(lists, avoidances));
        if (!found) return;
        expect(new Set(found.ids).size).toBe(lists.length);
        for (const [at, id] of found.ids.entries()) {
          expect(lists[at]?.some((one) => one.id === id)).toBe(true);
          for (const other of found.ids) expect(avoidances.get(id)?.has(other) ?? false).toBe(false);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("of equally good ones is the first in order of the lists", () => {
    const list = (...ids: string[]) => ids.map((id) => ({ id, worth: 1 }));
    expect(bestGroup([list("b", "a"), list("a", "b")], new Map())?.ids).toEqual(["b", "a"]);
  });

  test("of four needs with 1,500 people each is found without trying all combinations", () => {
    const list = (need: number) =>
      Array.from({ length: 1500 }, (_, k) => ({ id: `${k % 2 === 0 ? "all" : need}-${k}`, worth: 1500 - k }));
    const started = performance.now();
    const found = bestGroup([list(0), list(1), list(2), list(3)], new Map());
    // Four of the first eight, since every other one of them can fill any need: 1500 + 3 * 1499.
    expect(found?.worth).toBe(1500 + 3 * 1499);
    expect(performance.now() - started).toBeLessThan(50);
  });
});

describe("meetings", () => {
  const free = (id: string, worth: number, ...starts: number[]): Candidate => ({ id, worth, starts });

  test("are the starts at which each need can have a person of its own", () => {
    const found = meetings(
      [
        [free("bo", 2, 1, 2), free("cleo", 1, 1, 3)],
        [free("cleo", 2, 1, 3), free("dag", 1, 2)],
      ],
      new Map(),
    );
    expect([...found].map(([start, { group }]) => [start, group.ids])).toEqual([
      [1, ["bo", "cleo"]],
      [2, ["bo", "dag"]],
    ]);
    // At 3 Cleo alone is free, and nobody sits on two seats.
    expect(found.get(1)?.free.map((list) => list.map(({ id }) => id))).toEqual([["bo"], ["cleo"]]);
  });

  test("two people who avoid each other are never both free: what is left tells nothing of it", () => {
    fc.assert(
      fc.property(someLists, someAvoidances, (lists, avoidances) => {
        const needs = lists.map((list) => list.map((one) => ({ ...one, starts: [1] })));
        const found = meetings(needs, avoidances).get(1);
        const ids = new Set((found?.free ?? []).flatMap((list) => list.map(({ id }) => id)));
        for (const id of ids)
          for (const other of ids) expect(avoidances.get(id)?.has(other) ?? false).toBe(false);
        // Without the avoidances, and with the others not free, it is the same meeting.
        const without = needs.map((list) => list.filter(({ id }) => ids.has(id)));
        expect(meetings(without, new Map()).get(1)).toEqual(found);
      }),
      { numRuns: 2000 },
    );
  });

  test("everybody who is free can be in a whole group", () => {
    fc.assert(
      fc.property(someLists, (lists) => {
        const needs = lists.map((list) => list.map((one) => ({ ...one, starts: [1] })));
        const found = meetings(needs, new Map()).get(1);
        for (const [at, list] of lists.entries())
          for (const one of list) {
            const others = lists.map((each, k) => (k === at ? [one] : each));
            const can = byTrying(others, new Map()) !== undefined;
            expect(found?.free[at]?.some(({ id }) => id === one.id) ?? false).toBe(can);
          }
      }),
      { numRuns: 1000 },
    );
  });
});

test("an assignment is found where there is one, however the people come", () => {
  fc.assert(
    fc.property(fc.array(fc.subarray([0, 1, 2, 3]), { maxLength: 4 }), (fits) => {
      const found = assign(fits);
      const lists = fits.map((needs) => needs.map((need) => ({ id: String(need), worth: 0 })));
      expect(found !== undefined).toBe(byTrying(lists, new Map()) !== undefined);
      if (found) {
        expect(new Set(found).size).toBe(fits.length);
        expect(found.every((need, at) => fits[at]?.includes(need))).toBe(true);
      }
    }),
  );
});
