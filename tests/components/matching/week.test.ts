import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  chosenIn,
  foldNames,
  freeAt,
  isFree,
  pickPerson,
  pickTime,
  startsShown,
  weekOf,
} from "@/components/matching/choice";
import { blocksOf, frameOf } from "@/components/matching/grid-geometry";
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
  nothing: null,
  fullWeeks: [],
});

const unknown = { calendar: { known: false as const, words: "access ended", readAt: null } };
const bo = person("Bo", [at("24T14:00"), at("24T14:15"), at("26T09:00")]);
const hana = person("Hana", [at("24T09:00"), at("24T14:00")]);
const priya = person("Priya", [at("23T09:00"), at("25T10:00")], unknown);
const week = weekOf(view([bo, hana, priya]));

describe("what is chosen", () => {
  test("at first the best person at their first time", () => {
    expect(chosenIn(week, null)).toMatchObject({ person: { id: "Bo" }, start: at("24T14:00") });
  });

  test("a time that is gone after a refresh is not replaced unasked, and the person stays", () => {
    const wanted = { personId: "Hana", start: at("24T10:00"), favouriteId: "Hana" };
    expect(chosenIn(week, wanted)).toMatchObject({ person: { id: "Hana" }, start: null });
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
