import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Choice,
  choiceAfter,
  choiceAmong,
  chosenIn,
  countAt,
  foldNames,
  freeAt,
  isFree,
  onlyThose,
  pickPerson,
  pickTime,
  proposalIn,
  startsShown,
  startsWithin,
  weekOf,
  withFound,
} from "@/components/matching/choice";
import { blocksOf, countIn, frameOf } from "@/components/matching/grid-geometry";
import { nearest, startAfterKey } from "@/components/matching/grid-keys";
import { type Counterpart, type MatchesView, runsOf, startsOf } from "@/lib/matching/schema";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/time/instant";

const at = (moment: string) => Date.parse(`2026-11-${moment}+01:00`);
const MONDAY = at("23T00:00");
const QUARTER_MS = 15 * MINUTE_MS;

function person(id: string, starts: number[], change: Partial<Counterpart> = {}): Counterpart {
  return {
    id,
    name: id,
    shortName: id,
    teamName: "Platform ops",
    discipline: "ops",
    zone: "Europe/Berlin",
    knows: "can teach",
    reason: { lead: "", time: "", rest: "" },
    calendar: { known: true, readAt: MONDAY },
    times: starts.length,
    earliest: starts[0] ?? null,
    runs: runsOf(starts),
    lane: [],
    opensAt: MONDAY,
    notice: "",
    ...change,
  };
}

const view = (people: Counterpart[]): MatchesView => ({
  requestId: "r",
  isOpen: true,
  as: "requester",
  zone: "Europe/Berlin",
  now: MONDAY,
  lengthMin: 50,
  week: "2026-11-23",
  previousWeek: null,
  nextWeek: null,
  days: Array.from({ length: 7 }, (_, k) => ({
    date: `2026-11-${23 + k}`,
    start: MONDAY + k * DAY_MS,
    end: MONDAY + (k + 1) * DAY_MS,
  })),
  mine: [],
  calendar: { known: true, readAt: MONDAY },
  people,
  others: [],
  more: null,
  nothing: null,
  fullWeeks: [],
});

const unknown = { calendar: { known: false as const, words: "access ended", readAt: null } };
const bo = person("Bo", [at("24T14:00"), at("24T14:15"), at("26T09:00")]);
const hana = person("Hana", [at("24T09:00"), at("24T14:00")]);
const priya = person("Priya", [at("23T09:00"), at("25T10:00")], unknown);
const week = weekOf(view([bo, hana, priya]));

const picked = (personId: string, start: number | null): Choice => ({
  ...{ personId, start, favouriteId: personId, insteadOf: null, isProposal: false },
});

describe("a week that does not tell of everybody", () => {
  const more = { known: 90, unknown: 20, others: 0, free: [[at("24T14:00"), 2, 88]] };
  const many = { ...view([bo, hana, priya]), more } as MatchesView;

  test("counts all who are free at a time, as long as nobody is looked for by name", () => {
    const told = weekOf(many);
    expect(countAt(told, at("24T14:00"), ["Bo", "Hana"])).toBe(88);
    expect(foldNames(["Bo", "Hana"], 18, 88)).toBe("Bo and 87 others");
    const [block] = blocksOf(told, { start: at("24T14:00"), end: at("24T15:00") });
    expect(block && countIn(told, block)).toBe(88);
    expect(block && countIn(onlyThose(told, "bo"), { ...block, people: [bo] })).toBe(1);
    expect(countAt(onlyThose(told, "bo"), at("24T14:00"), ["Bo"])).toBe(1);
    expect(countAt(week, at("24T14:00"), ["Bo", "Hana"])).toBe(2);
  });

  test("takes in whom a name finds, before those whose time is unknown, and nobody twice", () => {
    const zoe = person("Zoë", [at("24T14:00")]);
    const found = { ...many, people: [bo, zoe], others: [{ id: "Eva", name: "Eva" }] };
    const both = withFound(many, found);
    expect(both.people.map(({ id }) => id)).toEqual(["Bo", "Hana", "Zoë", "Priya"]);
    expect(both.others).toEqual([{ id: "Eva", name: "Eva" }]);
    expect(onlyThose(weekOf(both), "zoe").people.map(({ id }) => id)).toEqual(["Zoë"]);
    expect(withFound(many, undefined)).toBe(many);
  });

  test("whom a name finds for a need of several can be chosen for it", () => {
    const needs = (people: string[]) => ({
      ...{ seated: [], runs: [], best: null, refused: null },
      needs: [{ id: "n", label: "one of SRE", people }],
    });
    const found = { ...many, people: [], group: needs(["Zoë", "Bo"]) };
    expect(withFound({ ...many, group: needs(["Bo"]) }, found).group?.needs[0]?.people).toEqual([
      "Bo",
      "Zoë",
    ]);
  });
});

describe("what is chosen", () => {
  test("at first the best person at their first time", () => {
    expect(chosenIn(week, proposalIn(week))).toMatchObject({ person: { id: "Bo" }, start: at("24T14:00") });
  });

  test("a time that is gone after a refresh is told and not replaced unasked, and the person stays", () => {
    const gone = chosenIn(week, picked("Hana", at("24T10:00")));
    expect(gone).toMatchObject({ person: { id: "Hana" }, start: null });
    expect(gone.gone).toEqual({ start: at("24T10:00"), name: "Hana" });
    const left = weekOf({ ...view([bo, priya]), others: [{ id: "Hana", name: "Hana Novak" }] });
    expect(chosenIn(left, picked("Hana", at("24T09:00")))).toMatchObject({
      start: null,
      gone: { name: "Hana Novak" },
    });
  });

  test("what was proposed stays while it fits, though somebody else has become the best", () => {
    const before = proposalIn(week);
    const after = weekOf(view([hana, bo]));
    expect(chosenIn(after, before)).toMatchObject({ person: { id: "Bo" }, start: at("24T14:00") });
    const taken = weekOf(view([hana, { ...bo, runs: runsOf([at("26T09:00")]) }]));
    expect(chosenIn(taken, before)).toMatchObject({ start: null, gone: { name: "Bo" } });
  });

  test("a time in a week that is not shown is not gone", () => {
    expect(chosenIn(week, picked("Bo", at("24T14:00") + 7 * DAY_MS)).gone).toBeNull();
  });

  test("asked for something else, a proposal that does not fit is made anew, and a choice by hand is told", () => {
    const longer = weekOf(view([{ ...bo, runs: runsOf([at("26T09:00")]) }, hana]));
    expect(choiceAfter(longer, proposalIn(week))).toMatchObject({ personId: "Bo", start: at("26T09:00") });
    const mine = picked("Bo", at("24T14:00"));
    expect(choiceAfter(longer, mine)).toBe(mine);
    expect(chosenIn(longer, mine).gone).not.toBeNull();
  });

  test("while only some are looked at, the best of them is chosen, and the choice comes back afterwards", () => {
    const mine = picked("Bo", at("24T14:00"));
    const shown = onlyThose(week, "hana");
    expect(choiceAmong(shown, week, mine)).toMatchObject({ personId: "Hana", start: at("24T14:00") });
    expect(choiceAmong(week, week, mine)).toBe(mine);
    expect(choiceAmong(onlyThose(week, "nobody"), week, mine)).toBe(mine);
  });

  test("who was picked by hand stays under the keys; nobody picked, they lead to all times", () => {
    const starts = startsShown(week, bo);
    expect(startsWithin(week, starts, "Bo")).toEqual([at("24T14:00"), at("24T14:15"), at("26T09:00")]);
    expect(startsWithin(week, starts, null)).toEqual(starts);
  });

  test("who gives way to another time is remembered", () => {
    expect(pickTime(week, bo, null, at("24T09:00"))).toMatchObject({ personId: "Hana", insteadOf: "Bo" });
    expect(pickTime(week, hana, "Bo", at("24T14:00"))).toMatchObject({ personId: "Bo", insteadOf: null });
  });

  test("a time that the person cannot make takes the best one who can, and a later one brings them back", () => {
    expect(pickTime(week, bo, "Bo", at("24T09:00")).personId).toBe("Hana");
    expect(pickTime(week, hana, "Bo", at("24T14:00")).personId).toBe("Bo");
    expect(pickTime(week, hana, null, at("24T14:00")).personId).toBe("Hana");
  });

  test("a person who cannot make the time moves it to their first one", () => {
    expect(pickPerson(week, "Hana", at("24T14:00")).start).toBe(at("24T14:00"));
    expect(pickPerson(week, "Hana", at("26T09:00")).start).toBe(at("24T09:00"));
  });

  test("times of somebody unknown are there only while they are chosen, and never count as free", () => {
    expect(startsShown(week, bo)).not.toContain(at("25T10:00"));
    expect(startsShown(week, priya)).toContain(at("25T10:00"));
    expect(freeAt(week, at("25T10:00"))).toEqual([]);
  });
});

describe("keys", () => {
  const grid = { starts: startsShown(week, bo), days: week.days, zone: week.zone };
  const press = (key: string, from: string) => startAfterKey(key, at(from), grid);

  test("up and down go through the day, Home and End to its ends, and none of them leaves it", () => {
    expect(press("ArrowDown", "24T09:00")).toBe(at("24T14:00"));
    expect(press("ArrowUp", "24T09:00")).toBeUndefined();
    expect(press("Home", "24T14:15")).toBe(at("24T09:00"));
    expect(press("End", "24T09:00")).toBe(at("24T14:15"));
  });

  test("left and right go to the nearest time of the next day that has any", () => {
    expect(press("ArrowRight", "24T14:15")).toBe(at("26T09:00"));
    expect(press("ArrowLeft", "26T09:00")).toBe(at("24T09:00"));
    expect(press("ArrowLeft", "24T09:00")).toBeUndefined();
  });

  test("the nearest time of day is found in another week too", () => {
    expect(nearest(grid.starts, at("24T13:50") + 7 * DAY_MS, week.zone)).toBe(at("24T14:00"));
  });
});

test("a name is found by the beginnings of its words, without accents, and a whole one is that person alone", () => {
  const named = (...names: string[]) => weekOf(view(names.map((name) => person(name, [at("24T09:00")]))));
  const some = named("Bj\u00f6rn Aaltonen", "Bo Larsen", "Bo Larsen-Smith", "Lena Bode");
  const found = (who: string) => onlyThose(some, who).people.map(({ name }) => name);
  expect(found("bjorn")).toEqual(["Bj\u00f6rn Aaltonen"]);
  expect(found("bo")).toEqual(["Bo Larsen", "Bo Larsen-Smith", "Lena Bode"]);
  expect(found(" bo lar")).toEqual(["Bo Larsen", "Bo Larsen-Smith"]);
  expect(found("Bo Larsen")).toEqual(["Bo Larsen"]);
  expect(found("zed")).toEqual([]);
  expect(onlyThose(some, "  ")).toBe(some);
});

describe("what is drawn", () => {
  test("names fold where they do not fit", () => {
    expect(foldNames(["Bo"])).toBe("Bo");
    expect(foldNames(["Bo", "Sam", "Hana"])).toBe("Bo, Sam, Hana");
    expect(foldNames(["Bo", "Sam", "Hana", "Thiago", "Lena", "Marta"])).toBe("Bo and 5 others");
    expect(foldNames(["Maximiliane", "Bartholomew"])).toBe("Maximiliane and 1 other");
  });

  test("weekends are there when a time lies on them", () => {
    expect(frameOf(week, startsShown(week, bo)).days).toHaveLength(5);
    expect(frameOf(week, [at("28T10:00")]).days.map(({ date }) => date)).toContain("2026-11-28");
  });

  const quarters = fc.uniqueArray(fc.integer({ min: 32, max: 72 }), { maxLength: 12 });
  test("a moment lies in a block exactly with those who have a session over it, and blocks do not overlap", () => {
    fc.assert(
      fc.property(fc.array(quarters, { maxLength: 5 }), (lists) => {
        const people = lists.map((list, k) =>
          person(
            `p${k}`,
            list.toSorted((a, b) => a - b).map((q) => MONDAY + q * QUARTER_MS),
          ),
        );
        const some = weekOf(view(people));
        const blocks = blocksOf(some, { start: MONDAY, end: MONDAY + DAY_MS });
        for (const [k, block] of blocks.entries())
          expect(block.start).toBeGreaterThanOrEqual(blocks[k - 1]?.end ?? 0);
        for (let moment = MONDAY + 8 * HOUR_MS; moment < MONDAY + 20 * HOUR_MS; moment += 5 * MINUTE_MS) {
          const block = blocks.find(({ start, end }) => moment >= start && moment < end);
          const there = people.filter(({ runs }) =>
            startsOf(runs).some((start) => moment >= start && moment < start + 50 * MINUTE_MS),
          );
          expect(block?.people.map(({ id }) => id) ?? []).toEqual(there.map(({ id }) => id));
        }
      }),
      { numRuns: 60 },
    );
  });

  test("runs give back the starts they were made of", () => {
    fc.assert(
      fc.property(quarters, (list) => {
        const starts = list.toSorted((a, b) => a - b).map((q) => q * QUARTER_MS);
        expect(startsOf(runsOf(starts))).toEqual(starts);
      }),
    );
    expect(isFree(week, "Bo", at("24T14:15"))).toBe(true);
  });
});
