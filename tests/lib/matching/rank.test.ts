import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type MatchFacts,
  type Question,
  type ReasonName,
  rank,
  reasonsOf,
  WEIGHTS,
} from "@/lib/matching/rank";
import { DAY_MS, WEEK_MS } from "@/lib/time/instant";

const NOW = Date.parse("2027-03-01T08:00+01:00");
const question: Question = { now: NOW, neededByAt: NOW + WEEK_MS, learns: true };

const facts = (change: Partial<MatchFacts> = {}): MatchFacts => ({
  id: "b",
  isKnown: true,
  times: [NOW + DAY_MS],
  systems: [
    {
      name: "Cassandra",
      knowledge: { level: "can_do", wantsToLearn: false },
      ableCount: 3,
      requesterIsAble: false,
    },
  ],
  sameTeam: false,
  teamsPairedAt: NOW - 4 * WEEK_MS,
  peoplePairedAt: NOW - 4 * WEEK_MS,
  recentSessions: 4,
  maxPerWeek: 3,
  lastBookedAt: NOW - WEEK_MS,
  ...change,
});

const knows = (level: "can_do" | "can_teach" | "can_follow" | "new", ableCount = 3, wantsToLearn = false) => [
  { name: "Cassandra", knowledge: { level, wantsToLearn }, ableCount, requesterIsAble: false },
];

test("the weights add up to one", () => {
  expect(Object.values(WEIGHTS).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
});

test.each<[ReasonName, Partial<MatchFacts>, Partial<MatchFacts>]>([
  ["knows", { systems: knows("can_teach") }, { systems: knows("can_do") }],
  ["spreads", { systems: knows("can_do", 1) }, { systems: knows("can_do", 4) }],
  ["spreads", { systems: knows("new", 2, true) }, { systems: knows("new", 2, false) }],
  ["bridges", { teamsPairedAt: null }, {}],
  ["bridges", { peoplePairedAt: null }, {}],
  ["bridges", {}, { sameTeam: true }],
  ["load", { recentSessions: 1 }, {}],
  ["soon", {}, { times: [NOW + 5 * DAY_MS] }],
  ["soon", { times: [NOW + DAY_MS, NOW + 2 * DAY_MS] }, {}],
])("%s prefers %o to %o", (name, better, worse) => {
  const [high, low] = [reasonsOf(facts(better), question)[name], reasonsOf(facts(worse), question)[name]];
  expect(high).toBeGreaterThan(low);
  const [first] = rank([facts({ ...worse, id: "a" }), facts({ ...better, id: "z" })], question);
  expect(first?.id).toBe("z");
});

test("somebody whose calendar is unknown comes last, whatever they know", () => {
  const teacher = facts({ id: "a", isKnown: false, systems: knows("can_teach", 1), teamsPairedAt: null });
  const newcomer = facts({ id: "b", systems: knows("new"), sameTeam: true, recentSessions: 12 });
  expect(rank([teacher, newcomer], question).map(({ id }) => id)).toEqual(["b", "a"]);
});

test("on a tie the one booked least recently is first, and never booked before that; then the id decides", () => {
  const list = rank(
    [
      facts({ id: "d", lastBookedAt: NOW - DAY_MS }),
      facts({ id: "c", lastBookedAt: NOW - DAY_MS }),
      facts({ id: "b", lastBookedAt: NOW - WEEK_MS }),
      facts({ id: "e", lastBookedAt: null }),
    ],
    question,
  );
  expect(list.map(({ id }) => id)).toEqual(["e", "b", "c", "d"]);
});

const someone = fc.record({
  isKnown: fc.boolean(),
  times: fc
    .array(fc.integer({ min: NOW, max: NOW + WEEK_MS }), { maxLength: 40 })
    .map((list) => list.toSorted()),
  systems: fc.array(
    fc.record({
      name: fc.constantFrom("Cassandra", "billing API"),
      knowledge: fc.option(
        fc.record({
          level: fc.constantFrom(
            "new" as const,
            "can_follow" as const,
            "can_do" as const,
            "can_teach" as const,
          ),
          wantsToLearn: fc.boolean(),
        }),
        { nil: undefined },
      ),
      ableCount: fc.nat(5),
      requesterIsAble: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
  sameTeam: fc.boolean(),
  teamsPairedAt: fc.option(fc.integer({ min: NOW - 60 * WEEK_MS, max: NOW })),
  peoplePairedAt: fc.option(fc.integer({ min: NOW - 60 * WEEK_MS, max: NOW })),
  recentSessions: fc.nat(30),
  maxPerWeek: fc.nat(5),
  lastBookedAt: fc.option(fc.constantFrom(NOW - WEEK_MS, NOW - DAY_MS)),
});

test("the same people in another order are the same list, and every reason lies between 0 and 1", () => {
  fc.assert(
    fc.property(
      fc.array(someone, { maxLength: 12 }),
      fc.infiniteStream(fc.nat()),
      fc.boolean(),
      (list, keys, learns) => {
        const people = list.map((one, k) => ({ ...one, id: `p${String(k).padStart(2, "0")}` }));
        const shuffled = people
          .map((one) => ({ one, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        const ranked = rank(people, { ...question, learns });
        expect(rank(shuffled, { ...question, learns })).toEqual(ranked);
        for (const { reasons } of ranked)
          for (const value of Object.values(reasons)) {
            expect(value).toBeGreaterThanOrEqual(0);
            expect(value).toBeLessThanOrEqual(1);
          }
      },
    ),
  );
});
