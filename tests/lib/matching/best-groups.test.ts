import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { StartGrid, setBit } from "@/lib/availability/start-mask";
import { Starts } from "@/lib/availability/starts";
import { type Avoidances, bestGroup, meetings } from "@/lib/matching/best-groups";
import { assign } from "@/lib/matching/needs";
import { slowMeetings } from "./slow-meetings";

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
  const grid = new StartGrid(0, 40, 1, 1);
  const starts = (list: readonly number[]) => {
    const mask = grid.none();
    for (const start of list) setBit(mask, start);
    return new Starts(grid, mask);
  };
  type Plain = { id: string; worth: number; starts: number[] };
  const found = (needs: readonly (readonly Plain[])[], avoidances: Avoidances = new Map()) => {
    const { groups, times } = meetings(
      needs.map((list) => list.map((one) => ({ ...one, starts: starts(one.starts) }))),
      avoidances,
    );
    return { groups, times: new Map([...times].map(([id, one]) => [id, one.toArray()])) };
  };
  const free = (id: string, worth: number, ...starts: number[]): Plain => ({ id, worth, starts });
  const atOne = (lists: Lists) => lists.map((list) => list.map((one) => ({ ...one, starts: [1] })));

  test("are the starts at which each need can have a person of its own", () => {
    const { groups, times } = found([
      [free("bo", 2, 1, 2), free("cleo", 1, 1, 3)],
      [free("cleo", 2, 1, 3), free("dag", 1, 2)],
    ]);
    expect([...groups].map(([start, { ids }]) => [start, ids])).toEqual([
      [1, ["bo", "cleo"]],
      [2, ["bo", "dag"]],
    ]);
    // At 3 Cleo alone is free, and nobody sits on two seats.
    expect(times).toEqual(
      new Map([
        ["bo", [1, 2]],
        ["cleo", [1]],
        ["dag", [2]],
      ]),
    );
  });

  test("two people who avoid each other are never both free: what is left tells nothing of it", () => {
    fc.assert(
      fc.property(someLists, someAvoidances, (lists, avoidances) => {
        const { groups, times } = found(atOne(lists), avoidances);
        for (const id of times.keys())
          for (const other of times.keys()) expect(avoidances.get(id)?.has(other) ?? false).toBe(false);
        // Without the avoidances, and with the others not free, it is the same meeting.
        const without = atOne(lists).map((list) => list.filter(({ id }) => times.has(id)));
        expect(found(without)).toEqual({ groups, times });
      }),
      { numRuns: 2000 },
    );
  });

  test("everybody who is free can be in a whole group", () => {
    fc.assert(
      fc.property(someLists, (lists) => {
        const { times } = found(atOne(lists));
        const can = (one: Lists[0][0]) =>
          lists.some(
            (list, at) =>
              list.some(({ id }) => id === one.id) &&
              byTrying(
                lists.map((each, k) => (k === at ? [one] : each)),
                new Map(),
              ) !== undefined,
          );
        for (const one of lists.flat()) expect(times.has(one.id)).toBe(can(one));
      }),
      { numRuns: 1000 },
    );
  });

  test("are what listing everybody at every start finds", () => {
    const crowd = fc.array(
      fc
        .uniqueArray(
          fc.record({
            id: fc.integer({ min: 0, max: 30 }).map(String),
            worth: fc.integer({ min: -20, max: 20 }),
          }),
          { selector: ({ id }) => id, maxLength: 25 },
        )
        .map((list) => list.toSorted((a, b) => b.worth - a.worth)),
      { minLength: 1, maxLength: 4 },
    );
    // Whatever need a person fits, their times are the same.
    const calendars = fc.array(fc.subarray([0, 1, 2, 31, 32, 33, 39]), { minLength: 31, maxLength: 31 });
    const some = fc.integer({ min: 0, max: 30 }).map(String);
    fc.assert(
      fc.property(
        crowd,
        calendars,
        fc.array(fc.tuple(some, some), { maxLength: 12 }).map(pairs),
        (lists, calendars, avoidances) => {
          const needs = lists.map((list) =>
            list.map((one) => ({ ...one, starts: calendars[Number(one.id)] ?? [] })),
          );
          const slow = slowMeetings(needs, avoidances);
          const times = new Map<string, number[]>();
          for (const [start, { free }] of slow)
            for (const id of new Set(free.flat().map((one) => one.id)))
              times.set(id, [...(times.get(id) ?? []), start]);
          const fast = found(needs, avoidances);
          expect([...fast.groups]).toEqual(
            [...slow].map(([start, { ids, worth }]) => [start, { ids, worth }]),
          );
          expect(fast.times).toEqual(times);
        },
      ),
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
