import fc from "fast-check";
import { expect, test } from "vitest";
import { StartGrid, setBit } from "@/lib/availability/start-mask";
import { Starts } from "@/lib/availability/starts";
import type { PersonFacts } from "@/lib/matching/gather-facts";
import { groupsOf } from "@/lib/matching/group-times";
import type { Pool, PoolPerson } from "@/lib/matching/read-pool";

const NOW = Date.parse("2027-03-01T08:00+01:00");
const HOUR = 3_600_000;
const TEAMS = ["ops", "sre", "web"];
const SYSTEM = "cassandra";
const asked = { now: NOW, neededByAt: NOW + 100 * HOUR, learns: true };

type Somebody = {
  team: string;
  isKnown: boolean;
  level: "new" | "can_follow" | "can_do" | "can_teach";
  hours: number[];
  recent: number;
};

const somebody: fc.Arbitrary<Somebody> = fc.record({
  team: fc.constantFrom(...TEAMS),
  isKnown: fc.boolean(),
  level: fc.constantFrom("new" as const, "can_follow" as const, "can_do" as const, "can_teach" as const),
  hours: fc.subarray([1, 2, 3]),
  recent: fc.nat(8),
});
const need = fc.record({ teamIds: fc.subarray(TEAMS, { maxLength: 2 }), named: fc.option(fc.nat(6)) });

const idOf = (k: number) => `p${k}`;

const grid = new StartGrid(NOW, NOW + 5 * HOUR, HOUR, HOUR);
function startsAt(hours: readonly number[]): Starts {
  const mask = grid.none();
  for (const hour of hours) setBit(mask, hour);
  return new Starts(grid, mask);
}

/** A request and its people, as they were read. */
function setting(
  people: Somebody[],
  needs: { teamIds: string[]; named: number | null }[],
  pairs: [number, number][],
) {
  const avoidances = new Map<string, Set<string>>();
  for (const [a, b] of pairs.flatMap(([a, b]) => [[a, b] as const, [b, a] as const]))
    if (a !== b) avoidances.set(idOf(a), (avoidances.get(idOf(a)) ?? new Set()).add(idOf(b)));
  const facts = people.map(
    (one, k) =>
      ({
        id: idOf(k),
        person: { id: idOf(k), teamId: one.team } as PoolPerson,
        isKnown: one.isKnown,
        isNamed: needs.some(({ named }) => named === k),
        times: startsAt(one.hours),
        systems: [
          {
            name: SYSTEM,
            knowledge: { level: one.level, wantsToLearn: false },
            ableCount: 3,
            requesterIsAble: false,
          },
        ],
        sameTeam: false,
        teamsPairedAt: null,
        peoplePairedAt: null,
        recentSessions: one.recent,
        maxPerWeek: 3,
        lastBookedAt: null,
      }) satisfies PersonFacts,
  );
  const pool = {
    knowledge: new Map(
      people.map(({ level }, k) => [idOf(k), new Map([[SYSTEM, { level, wantsToLearn: false }]])]),
    ),
    avoidances,
  } as unknown as Pool;
  const ask = {
    id: "r",
    requesterId: "ana",
    seated: [],
    systems: [{ id: SYSTEM, name: SYSTEM }],
    needs: needs.map(({ teamIds, named }, k) => ({
      id: `n${k}`,
      teamIds,
      personId: named === null ? null : idOf(named),
    })),
  };
  const fits = (k: number, at: number) => {
    const { teamIds, named } = needs[at] as { teamIds: string[]; named: number | null };
    const { team, level } = people[k] as Somebody;
    return (
      named === k ||
      (teamIds.length > 0 ? teamIds.includes(team) : level.startsWith("can_") && level !== "can_follow")
    );
  };
  return {
    facts,
    alone: new Map(facts.map(({ id, times }) => [id, times])),
    pool,
    ask,
    fits,
    avoid: (a: number, b: number) => avoidances.get(idOf(a))?.has(idOf(b)) ?? false,
  };
}

/** Every combination of one person for each need, of those in `free`. */
function combinations(
  count: number,
  free: (at: number) => number[],
  avoid: (a: number, b: number) => boolean,
): number[][] {
  let all: number[][] = [[]];
  for (let at = 0; at < count; at++)
    all = all.flatMap((group) =>
      free(at).flatMap((k) => (group.some((one) => one === k || avoid(one, k)) ? [] : [[...group, k]])),
    );
  return all;
}

test("at each start it is the best of all combinations: nobody unknown, then who was named, then the scores", () => {
  fc.assert(
    fc.property(
      fc.array(somebody, { minLength: 2, maxLength: 7 }),
      fc.uniqueArray(need, { minLength: 2, maxLength: 3, selector: ({ named }) => named ?? {} }),
      fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { maxLength: 4 }),
      (people, needs, pairs) => {
        const { facts, alone, pool, ask, fits, avoid } = setting(people, needs, pairs);
        const { groups, times, people: listed, byNeed } = groupsOf(pool, ask, facts, asked, alone);
        const scores = new Map(listed.map(({ id, score }) => [id, Math.round(score * 1e9)]));
        const worth = (group: number[]) => [
          -group.filter((k) => !people[k]?.isKnown).length,
          group.filter((k, at) => needs[at]?.named === k).length,
          group.reduce((sum, k) => sum + (scores.get(idOf(k)) ?? 0), 0),
        ];
        const better = (a: number[], b: number[]) => {
          const at = a.findIndex((value, k) => value !== b[k]);
          return at >= 0 && (a[at] as number) > (b[at] as number);
        };
        for (const hour of [1, 2, 3]) {
          const start = NOW + hour * HOUR;
          const isThere = (k: number, at: number) =>
            (people[k]?.hours.includes(hour) ?? false) && fits(k, at);
          const everybody = people.map((_, k) => k);
          const possible = combinations(needs.length, (at) => everybody.filter((k) => isThere(k, at)), avoid);
          const found = groups.get(start);
          // There is a meeting exactly where some combination is possible.
          expect(found !== undefined).toBe(possible.length > 0);
          if (!found) continue;
          const group = found.ids.map((id) => Number(id.slice(1)));
          const isLeft = (k: number, at: number) =>
            fits(k, at) && (times.get(idOf(k))?.toArray().includes(start) ?? false);
          const left = combinations(
            needs.length,
            (at) => everybody.filter((k) => isLeft(k, at)),
            () => false,
          );
          expect(left.some((one) => one.join() === group.join())).toBe(true);
          expect(possible.some((one) => one.join() === group.join())).toBe(true);
          for (const other of left) expect(better(worth(other), worth(group))).toBe(false);
          // Where nobody avoids anybody, all that are possible are left.
          if (pairs.every(([a, b]) => a === b)) expect(left.length).toBe(possible.length);
        }
        for (const [at, ids] of byNeed.entries()) {
          const list = ids.map((id) => Number(id.slice(1)));
          for (const k of list) expect(fits(k, at)).toBe(true);
          // Best first, and whoever was named for another need is only as good as their score here.
          const alone = list.map((k) => [
            people[k]?.isKnown ? 0 : -1,
            needs[at]?.named === k ? 1 : 0,
            scores.get(idOf(k)) ?? 0,
          ]);
          for (const [k, one] of alone.entries()) expect(better(one, alone[k - 1] ?? one)).toBe(false);
        }
      },
    ),
    { numRuns: 500 },
  );
});
