import { expect, test } from "vitest";
import { weekOf } from "@/components/matching/choice";
import {
  chosenGroup,
  groupAt,
  groupStarts,
  pickForNeed,
  startsOfPicks,
  withGroup,
} from "@/components/matching/group-choice";
import { type Counterpart, type GroupView, type MatchesView, runsOf } from "@/lib/matching/schema";
import { DAY_MS, MINUTE_MS } from "@/lib/time/instant";

const MONDAY = Date.parse("2026-11-23T00:00+01:00");
const at = (hour: number) => MONDAY + hour * 60 * MINUTE_MS;

const person = (id: string, hours: number[], known = true): Counterpart => ({
  ...{ id, name: id, shortName: id, teamName: null, discipline: "ops", zone: "Europe/Berlin", knows: "" },
  reason: { lead: "", time: "", rest: "" },
  calendar: known ? { known, readAt: MONDAY } : { known, words: "access ended", readAt: null },
  times: hours.length,
  earliest: at(hours[0] ?? 0),
  runs: runsOf(hours.map(at)),
  ...{ lane: [], opensAt: MONDAY, notice: "" },
});

const week = (people: Counterpart[], group: Partial<GroupView>) =>
  weekOf({
    ...{
      requestId: "r",
      isOpen: true,
      as: "requester",
      zone: "Europe/Berlin",
      now: MONDAY,
      lengthMin: 50,
      week: "2026-11-23",
    },
    ...{
      previousWeek: null,
      nextWeek: null,
      mine: [],
      others: [],
      more: null,
      nothing: null,
      fullWeeks: [],
      people,
    },
    days: [{ date: "2026-11-23", start: MONDAY, end: MONDAY + DAY_MS }],
    calendar: { known: true, readAt: MONDAY },
    group: { needs: [], seated: [], runs: [], best: null, refused: null, ...group },
  } satisfies MatchesView);

/** Bo and Cleo of Backend, Cleo and Dag of SRE: at ten all are free, at eleven Bo and Dag, at twelve Cleo and Dag. */
const one = week([person("bo", [10, 11]), person("cleo", [10, 12]), person("dag", [10, 11, 12])], {
  needs: [
    { id: "1", label: "Backend", people: ["bo", "cleo"] },
    { id: "2", label: "SRE", people: ["cleo", "dag"] },
  ],
  runs: [
    [at(10), 1, ["bo", "cleo"]],
    [at(11), 1, ["bo", "dag"]],
    [at(12), 1, ["cleo", "dag"]],
  ],
  best: at(11),
});

test("without a wish it is the best group at its first time", () => {
  const { people, start } = chosenGroup(one, null);
  expect([people.map(({ id }) => id), start]).toEqual([["bo", "dag"], at(11)]);
  expect(groupStarts(one, people)).toEqual([10, 11, 12].map(at));
});

test("a group that was shown stays while it can, though another one has become the best; else it is told", () => {
  const shown = withGroup(one, { picks: [], start: at(10) });
  expect(shown.ids).toEqual(["bo", "cleo"]);
  const { group } = one;
  const better = { ...one, groupAt: new Map([[at(10), ["cleo", "dag"]]]) };
  expect(chosenGroup(better, shown).people.map(({ id }) => id)).toEqual(["bo", "cleo"]);
  const startsBy = new Map(one.startsBy).set("bo", [at(11)]);
  expect(group && chosenGroup({ ...one, startsBy }, shown)).toMatchObject({
    start: null,
    gone: { start: at(10), name: null },
  });
});

test("the keys lead only to times at which all who were picked are there", () => {
  const starts = [10, 11, 12].map(at);
  expect(startsOfPicks(one, ["bo", null], starts)).toEqual([at(10), at(11)]);
  expect(startsOfPicks(one, [null, null], starts)).toEqual(starts);
});

test("who was picked stays where they are free; nobody takes two seats", () => {
  expect(groupAt(one, [null, "dag"], at(10))).toEqual(["bo", "dag"]);
  expect(groupAt(one, ["cleo", null], at(10))).toEqual(["cleo", "dag"]);
  expect(groupAt(one, ["bo", null], at(12))).toEqual(["cleo", "dag"]);
  expect(groupAt(one, [null, null], at(9))).toBeNull();
});

test("picking somebody keeps the time that fits them, and otherwise finds their first", () => {
  const now = { picks: [], start: at(11) };
  expect(pickForNeed(one, now, 1, "dag")).toEqual({ picks: [null, "dag"], start: at(11) });
  expect(pickForNeed(one, now, 0, "cleo")).toEqual({ picks: ["cleo", null], start: at(10) });
  // Cleo can have one of the two seats: the other pick of hers goes.
  const moved = pickForNeed(one, { picks: ["cleo", null], start: at(10) }, 1, "cleo");
  expect(moved).toEqual({ picks: [null, "cleo"], start: at(10) });
});

test("times of somebody unknown are there once they are picked, and are not drawn as free", () => {
  const unknown = week([person("bo", [10, 11]), person("dag", [10]), person("eve", [11], false)], {
    needs: [
      { id: "1", label: "Backend", people: ["bo"] },
      { id: "2", label: "SRE", people: ["dag", "eve"] },
    ],
    runs: [[at(10), 1, ["bo", "dag"]]],
    best: at(10),
  });
  expect(unknown.people[0]?.runs).toEqual([[at(10), 1]]);
  expect(groupStarts(unknown, chosenGroup(unknown, null).people)).toEqual([at(10)]);
  const picked = pickForNeed(unknown, { picks: [], start: at(10) }, 1, "eve");
  expect(picked.start).toBe(at(11));
  expect(groupStarts(unknown, chosenGroup(unknown, withGroup(unknown, picked)).people)).toEqual([
    at(10),
    at(11),
  ]);
});
