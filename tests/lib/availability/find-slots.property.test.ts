import fc from "fast-check";
import { expect, test } from "vitest";
import type { Availability } from "@/lib/availability/availability";
import { findSlots, freeRanges, type SlotQuestion } from "@/lib/availability/find-slots";
import { workingRanges } from "@/lib/availability/working-ranges";
import { mergeIntervals, subtractIntervals } from "@/lib/time/interval";
import { slowSlots, slowWorkingRanges } from "@/tests/lib/availability/oracle";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const ZONES = [
  ..."Australia/Lord_Howe America/St_Johns Asia/Kathmandu Pacific/Chatham Africa/Casablanca Africa/Cairo".split(
    " ",
  ),
  ..."America/Santiago Antarctica/Troll Pacific/Apia Asia/Gaza Europe/Berlin America/New_York".split(" "),
  ..."America/Sao_Paulo Pacific/Auckland Europe/Dublin Asia/Tehran Asia/Beirut America/Havana".split(" "),
  ..."America/Asuncion Atlantic/Azores Asia/Amman Asia/Pyongyang America/Caracas Pacific/Kiritimati UTC".split(
    " ",
  ),
];

/** Moments of interest in a zone: every change of its clocks between 2008 and 2028. */
function changesOf(zone: string): number[] {
  const changes: number[] = [];
  let at = Temporal.Instant.from("2008-01-01T00:00Z").toZonedDateTimeISO(zone).getTimeZoneTransition("next");
  while (at && at.year < 2028) {
    changes.push(at.epochMilliseconds);
    at = at.getTimeZoneTransition("next");
  }
  return changes.length > 0 ? changes : [Date.parse("2027-03-28T01:00Z")];
}
const CHANGES = new Map(ZONES.map((zone) => [zone, changesOf(zone)]));

const wall = fc
  .oneof(
    fc.integer({ min: 0, max: 287 }).map((n) => 5 * n),
    fc.constantFrom(0, 60, 90, 120, 150, 180, 1380, 1439),
  )
  .map((n) => `${String(Math.floor(n / 60)).padStart(2, "0")}:${String(n % 60).padStart(2, "0")}`);
const wallRange = fc
  .tuple(
    wall,
    fc.oneof({ weight: 5, arbitrary: wall }, { weight: 1, arbitrary: fc.constantFrom("24:00", "00:00") }),
  )
  .filter(([from, to]) => from !== to)
  .map(([from, to]) => ({ from, to }));
const weekly = fc.array(
  fc
    .tuple(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), wallRange)
    .map(([days, range]) => ({ days, ...range })),
  { maxLength: 4 },
);

const person = (id: string, zone: string, middle: number): fc.Arbitrary<Availability> => {
  const near = fc.integer({ min: middle - 4 * DAY, max: middle + 4 * DAY });
  const busy = fc
    .tuple(
      fc.oneof(
        near,
        near.map((ms) => Math.round(ms / (15 * MINUTE)) * 15 * MINUTE),
      ),
      fc.integer({ min: 0, max: 40 }),
    )
    .chain(([start, quarters]) =>
      fc
        .integer({ min: 0, max: quarters % 3 })
        .map((odd): [number, number] => [start, start + quarters * 10 * MINUTE + odd]),
    );
  const date = near.map((ms) => new Date(ms).toISOString().slice(0, 10));
  return fc.record(
    {
      id: fc.constant(id),
      zone: fc.constant(zone),
      weekly,
      overrides: fc.uniqueArray(fc.record({ date, hours: fc.array(wallRange, { maxLength: 2 }) }), {
        maxLength: 3,
        selector: (one) => one.date,
      }),
      busy: fc.array(busy, { maxLength: 12 }),
      bufferMin: fc.integer({ min: 0, max: 45 }),
    },
    { requiredKeys: ["id", "zone", "weekly", "overrides", "busy"] },
  );
};

type Case = { question: SlotQuestion; requester: Availability | null; people: Availability[] };

/** A window of up to five days around a clock change of the first person's zone, so that nearly every case has one. */
const cases: fc.Arbitrary<Case> = fc
  .tuple(fc.constantFrom(...ZONES), fc.constantFrom(...ZONES), fc.nat())
  .chain(([first, second, pick]) => {
    const changes = CHANGES.get(first) as number[];
    const middle = changes[pick % changes.length] as number;
    const question = fc.record({
      from: fc.integer({ min: middle - 3 * DAY, max: middle }),
      to: fc.integer({ min: middle, max: middle + 3 * DAY }),
      gridMin: fc.constantFrom(5, 7, 10, 15, 20, 30, 60),
      lengthMin: fc.constantFrom(5, 15, 25, 30, 50, 60, 80, 240, 1440),
      bufferMin: fc.integer({ min: 0, max: 30 }),
    });
    return fc.record({
      question,
      requester: fc.option(person("r", second, middle)),
      people: fc
        .tuple(person("a", first, middle), person("b", first, middle), person("c", second, middle), weekly)
        // b shares a's hours, as people do; what is worked out once for both must suit each.
        .map(([a, b, c]) => [a, { ...b, weekly: a.weekly }, c]),
    });
  });

test("findSlots finds what trying every slot finds", () => {
  fc.assert(
    fc.property(cases, ({ question, requester, people }) => {
      const found = Object.fromEntries(findSlots(question, requester, people));
      expect(found).toEqual(slowSlots(question, requester, people));
    }),
    { numRuns: 400 },
  );
}, 120_000);

test("workingRanges is the union of every single range, cut to the window", () => {
  fc.assert(
    fc.property(cases, ({ question: { from, to }, people }) => {
      for (const one of people) {
        const expected = slowWorkingRanges(one, from, to).map(([start, end]) => ({
          start: Math.max(start, from),
          end: Math.min(end, to),
        }));
        expect(workingRanges(one, from, to)).toEqual(mergeIntervals(expected));
      }
    }),
    { numRuns: 400 },
  );
}, 120_000);

test("freeRanges is working hours less widened busy times", () => {
  fc.assert(
    fc.property(cases, ({ question, people }) => {
      for (const one of people) {
        const pad = (one.bufferMin ?? question.bufferMin) * MINUTE;
        const busy = one.busy.filter(([a, b]) => a < b).map(([a, b]) => ({ start: a - pad, end: b + pad }));
        expect(freeRanges(one, question)).toEqual(
          subtractIntervals(workingRanges(one, question.from, question.to), busy),
        );
      }
    }),
    { numRuns: 300 },
  );
}, 60_000);
