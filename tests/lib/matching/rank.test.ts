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
import { LEVELS, type Level } from "@/lib/people/schema";
import { DAY_MS, type EpochMs, WEEK_MS } from "@/lib/time/instant";

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

const knows = (level: Level, ableCount = 3, wantsToLearn = false, requesterIsAble = false) => [
  { name: "Cassandra", knowledge: { level, wantsToLearn }, ableCount, requesterIsAble },
];

test("the weights add up to one", () => {
  expect(Object.values(WEIGHTS).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
});

test.each<[ReasonName, Partial<MatchFacts>, Partial<MatchFacts>]>([
  ["knows", { systems: knows("can_teach") }, { systems: knows("can_do") }],
  ["spreads", { systems: knows("can_do", 1) }, { systems: knows("can_do", 4) }],
  ["spreads", { systems: knows("new", 1, true, true) }, { systems: knows("new", 1, false, true) }],
  ["spreads", { systems: knows("can_follow", 1, true, true) }, { systems: knows("new", 1, true, true) }],
  ["spreads", { systems: knows("new", 0, true) }, { systems: knows("new", 0, false) }],
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

test.each([
  ["both can do it already", knows("can_teach", 2, true, true)],
  ["neither can, and others could have shown them", knows("can_follow", 1, true, false)],
  ["the partner does not want to learn it", knows("can_follow", 1, false, true)],
])("nothing spreads where %s", (_, systems) => {
  expect(reasonsOf(facts({ systems }), question).spreads).toBe(0);
});

test("an expert's request goes to who wants to learn, where nobody else can do it", () => {
  const [first] = rank(
    [
      facts({ id: "a", systems: knows("can_follow", 1, false, true) }),
      facts({ id: "z", systems: knows("new", 1, true, true) }),
    ],
    { ...question, learns: false },
  );
  expect(first?.id).toBe("z");
});

test("weights of one's own change the score and nothing else", () => {
  const [ranked] = rank([facts()], question, { ...WEIGHTS, knows: 0 });
  const [usual] = rank([facts()], question);
  expect(ranked?.reasons).toEqual(usual?.reasons);
  expect((usual?.score ?? 0) - (ranked?.score ?? 0)).toBeCloseTo(
    WEIGHTS.knows * (usual?.reasons.knows ?? 0),
    9,
  );
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

/** A change for the better, of one thing, in what is known of somebody. */
const better: Record<string, (one: Omit<MatchFacts, "id">) => Omit<MatchFacts, "id">> = {
  "more knowledge": (one) => ({
    ...one,
    systems: one.systems.map((system) => ({
      ...system,
      knowledge: {
        wantsToLearn: false,
        ...system.knowledge,
        level: LEVELS[Math.min(3, LEVELS.indexOf(system.knowledge?.level ?? "new") + 1)] as Level,
      },
    })),
  }),
  "the wish to learn": (one) => ({
    ...one,
    systems: one.systems.map((system) => ({
      ...system,
      knowledge: { level: system.knowledge?.level ?? "new", wantsToLearn: true },
    })),
  }),
  "fewer who can": (one) => ({
    ...one,
    systems: one.systems.map((system) => ({ ...system, ableCount: Math.max(1, system.ableCount - 1) })),
  }),
  "another team": (one) => ({ ...one, sameTeam: false }),
  "teams that met earlier": (one) => ({
    ...one,
    teamsPairedAt: one.teamsPairedAt === null ? null : one.teamsPairedAt - WEEK_MS,
  }),
  "people who never met": (one) => ({ ...one, peoplePairedAt: null }),
  "a session less": (one) => ({ ...one, recentSessions: Math.max(0, one.recentSessions - 1) }),
  "a higher limit": (one) => ({ ...one, maxPerWeek: one.maxPerWeek + 1 }),
  "one more time, sooner": (one) => ({ ...one, times: [NOW, ...(one.times as EpochMs[])] }),
  "one more time, later": (one) => ({ ...one, times: [...(one.times as EpochMs[]), NOW + WEEK_MS] }),
  "a calendar that can be read": (one) => ({ ...one, isKnown: true }),
  "a booking longer ago": (one) => ({
    ...one,
    lastBookedAt: one.lastBookedAt === null ? null : one.lastBookedAt - WEEK_MS,
  }),
};

/** Facts as they can be: whoever is able is among those who are counted as able, before the change and after it. */
const canBe = (one: Omit<MatchFacts, "id">): Omit<MatchFacts, "id"> => ({
  ...one,
  systems: one.systems.map((system) => ({
    ...system,
    ableCount: Math.max(system.ableCount, system.requesterIsAble ? 2 : 1),
  })),
});

test.each(Object.entries(better))("%s never ranks lower, all else equal", (_, improve) => {
  fc.assert(
    fc.property(someone, fc.boolean(), (anyone, learns) => {
      const one = canBe(anyone);
      const list = rank(
        [
          { ...one, id: "b" },
          { ...improve(one), id: "a" },
        ],
        { ...question, learns },
      );
      // A change that nothing can be told by is a tie, and then "a" comes first.
      expect(list[0]?.id).toBe("a");
    }),
    { numRuns: 1000 },
  );
});

test("soon falls with the earliest time and with nothing else of the order of things", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 7 * 96 }), fc.integer({ min: 0, max: 7 * 96 }), (a, b) => {
      const soon = (quarters: number) =>
        reasonsOf(facts({ times: [NOW + quarters * 900_000] }), question).soon;
      expect(Math.sign(soon(a) - soon(b))).toBe(Math.sign(b - a) + 0);
    }),
  );
});
