import { expect, test } from "vitest";
import { type MatchFacts, rank } from "@/lib/matching/rank";
import { reasonFor, sentenceOf, shortNames, type Telling } from "@/lib/matching/reasons";
import { DAY_MS } from "@/lib/time/instant";

const NOW = Date.parse("2026-11-23T10:20+01:00");
const TUESDAY = Date.parse("2026-11-24T14:00+01:00");

const system = (
  name: string,
  level: "new" | "can_follow" | "can_do" | "can_teach",
  { ableCount = 3, wantsToLearn = false, requesterIsAble = false } = {},
): MatchFacts["systems"][number] => ({
  name,
  knowledge: { level, wantsToLearn },
  ableCount,
  requesterIsAble,
});

function said(change: Partial<MatchFacts>, telling: Partial<Telling> = {}): string {
  const facts: MatchFacts = {
    id: "bo",
    isKnown: true,
    times: [TUESDAY],
    systems: [system("Cassandra", "can_teach")],
    sameTeam: false,
    teamsPairedAt: Date.parse("2026-11-20T10:00+01:00"),
    peoplePairedAt: Date.parse("2026-11-20T10:00+01:00"),
    recentSessions: 0,
    maxPerWeek: 3,
    lastBookedAt: null,
    ...change,
  };
  const [match] = rank([facts], { now: NOW, neededByAt: NOW + 5 * DAY_MS, learns: true });
  if (!match) throw new Error("Nobody was ranked.");
  return sentenceOf(
    reasonFor(match, {
      now: NOW,
      zone: "Europe/Berlin",
      lengthMin: 50,
      name: "Bo",
      teamName: "Platform ops",
      requesterIsKnown: true,
      requesterTeamIsKnown: true,
      withName: "you",
      isFirst: false,
      unknownWords: null,
      readAt: NOW,
      ...telling,
    }),
  );
}

test("time first, then what they know, then the teams", () => {
  expect(said({ teamsPairedAt: Date.parse("2026-08-11T10:00+02:00") }, { isFirst: true })).toBe(
    "You and Bo are both free Tue 14:00–14:50. Bo can teach Cassandra; your teams have not paired since August.",
  );
});

test.each<[string, Partial<MatchFacts>, Partial<Telling>]>([
  ["Both free Tue 14:00–14:50. Bo can teach Cassandra.", {}, {}],
  [
    "Both free Tue 14:00–14:50. Bo can do Cassandra and billing API.",
    { systems: [system("Cassandra", "can_do"), system("billing API", "can_do")] },
    {},
  ],
  [
    "Both free Tue 14:00–14:50. Only Bo can do Cassandra: pairing makes you the second who can.",
    { systems: [system("Cassandra", "can_do", { ableCount: 1 })] },
    {},
  ],
  [
    "Both free Tue 14:00–14:50. Hana wants to learn Cassandra: pairing makes Hana the fourth person who can.",
    { systems: [system("Cassandra", "new", { wantsToLearn: true, requesterIsAble: true })] },
    { name: "Hana" },
  ],
  [
    "Both free Tue 14:00–14:50. Hana wants to learn Cassandra too; your teams have never paired.",
    { systems: [system("Cassandra", "new", { wantsToLearn: true })], teamsPairedAt: null },
    { name: "Hana" },
  ],
  [
    "Both free Tue 14:00–14:50. Hana wants to learn billing API: pairing makes Hana the second person who can.",
    {
      systems: [
        system("Cassandra", "new", { wantsToLearn: true }),
        system("billing API", "new", { wantsToLearn: true, ableCount: 1, requesterIsAble: true }),
      ],
    },
    { name: "Hana" },
  ],
  [
    "Both free Tue 14:00–14:50. Hana wants to learn Cassandra, which nobody can do yet.",
    { systems: [system("Cassandra", "new", { wantsToLearn: true, ableCount: 0 })] },
    { name: "Hana" },
  ],
  [
    "Both free Tue 14:00–14:50. Bo can follow Cassandra.",
    { systems: [system("Cassandra", "can_follow")] },
    {},
  ],
  ["Both free Tue 14:00–14:50. Bo is on Platform ops.", { systems: [] }, {}],
  [
    "Both free Tue 14:00–14:50. Bo can teach Cassandra; your teams have never paired.",
    { teamsPairedAt: null },
    {},
  ],
  [
    "Both free Tue 14:00–14:50. Bo can teach Cassandra; your teams have not paired since August 2025.",
    { teamsPairedAt: Date.parse("2025-08-11T10:00+02:00") },
    {},
  ],
  [
    "Both free Tue 14:00–14:50. Bo can teach Cassandra; you two have not paired before.",
    { peoplePairedAt: null },
    {},
  ],
  [
    "Both free Tue 14:00–14:50. Bo can teach Cassandra, and has had four sessions in four weeks already.",
    { recentSessions: 4 },
    {},
  ],
  ["Both free Tue 1 Dec 14:00–14:50. Bo can teach Cassandra.", { times: [TUESDAY + 7 * DAY_MS] }, {}],
  ["Both free Tue 08:00–08:50. Bo can teach Cassandra.", {}, { zone: "America/New_York" }],
  [
    "In your working hours Bo is free Tue 14:00–14:50. Bo can teach Cassandra.",
    {},
    { requesterIsKnown: false, isFirst: true },
  ],
  [
    "You and Ana are both free Tue 14:00–14:50. You can teach Cassandra.",
    {},
    { name: "You", withName: "Ana", isFirst: true },
  ],
  [
    "Bo can teach Cassandra. The calendar cannot be read: access ended, last read 9 days ago.",
    { isKnown: false },
    { unknownWords: "access ended", readAt: NOW - 9 * DAY_MS },
  ],
  [
    "Bo can teach Cassandra. The calendar cannot be read: it was never connected.",
    { isKnown: false },
    { unknownWords: "it was never connected", readAt: null },
  ],
])("%s", (sentence, facts, telling) => {
  expect(said(facts, telling)).toBe(sentence);
});

test("two people of one first name are told apart by their whole names", () => {
  const names = shortNames([
    { id: "1", name: "Bo Larsen" },
    { id: "2", name: "Bo Tran" },
    { id: "3", name: "Hana Novak" },
  ]);
  expect([...names.values()]).toEqual(["Bo Larsen", "Bo Tran", "Hana"]);
});
