import fc from "fast-check";
import { expect, test } from "vitest";
import { type Agreed, type Found, googleChanges, isNothing } from "@/lib/sessions/google-changes";
import { HOUR_MS, MINUTE_MS } from "@/lib/time/instant";

const NOW = Date.parse("2026-11-23T09:00Z");
const START = NOW + 24 * HOUR_MS;
const END = START + 50 * MINUTE_MS;
const ANA = "ana@northlight.example";
const BO = "bo@northlight.example";
const CLEO = "cleo@northlight.example";

type Answer = Found["answers"][string];
type Seat = Agreed["seats"][number];

const seat = (over: Partial<Seat> = {}): Seat => ({
  id: "bo",
  role: "partner",
  active: true,
  answer: "waiting",
  email: BO,
  ...over,
});

const agreed = (over: Partial<Agreed> = {}): Agreed => ({
  start: START,
  end: END,
  conflict: null,
  requesterEmail: ANA,
  seats: [seat({ id: "ana", role: "requester", answer: "accepted", email: ANA }), seat()],
  ...over,
});

const event = (over: Partial<Found> = {}): Found => ({
  start: START,
  end: END,
  recurring: false,
  calendarId: undefined,
  answers: { [BO]: "waiting" },
  ...over,
});

const LATER = { start: START + HOUR_MS, end: END + HOUR_MS };
const DAYS = { start: null, end: null };

const timeOf = (found: Found | null, seen: Found | null, over: Partial<Agreed> = {}, now = NOW) =>
  googleChanges(found, seen, agreed(over), now).time;

test("an event that is as it was seen changes nothing, whatever was seen", () => {
  fc.assert(
    fc.property(anyEvent(), anyAgreed(), (found, ours) => {
      expect(isNothing(googleChanges(found, found, ours, NOW))).toBe(true);
    }),
  );
});

test("what was once taken over is not taken over again", () => {
  fc.assert(
    fc.property(anyEvent(), anyEvent(), anyAgreed(), (found, seen, ours) => {
      const { time } = googleChanges(found, seen, ours, NOW);
      const after: Agreed = {
        ...ours,
        ...(time.kind === "moved" ? { start: time.start, end: time.end, conflict: null } : {}),
        ...(time.kind === "settled" ? { conflict: null } : {}),
        ...(time.kind === "conflict" ? { conflict: time.conflict } : {}),
      };
      expect(isNothing(googleChanges(found, found, after, NOW))).toBe(true);
    }),
  );
});

test("once a session has begun nothing is followed, not even its end", () => {
  fc.assert(
    fc.property(fc.option(anyEvent()), anyEvent(), anyAgreed(), (found, seen, ours) => {
      expect(isNothing(googleChanges(found, seen, ours, ours.start))).toBe(true);
    }),
  );
});

test.each<[string, Partial<Found>, object]>([
  ["moved", LATER, { kind: "moved", ...LATER }],
  ["lengthened", { end: END + HOUR_MS }, { kind: "moved", start: START, end: END + HOUR_MS }],
  ["shortened", { end: END - MINUTE_MS }, { kind: "moved", start: START, end: END - MINUTE_MS }],
  ["made all-day", DAYS, { kind: "conflict", conflict: { reason: "all_day", ...DAYS } }],
  [
    "made recurring",
    { recurring: true },
    { kind: "conflict", conflict: { reason: "recurring", start: START, end: END } },
  ],
  [
    "moved into the past",
    { start: NOW - HOUR_MS, end: NOW },
    { kind: "conflict", conflict: { reason: "past", start: NOW - HOUR_MS, end: NOW } },
  ],
  [
    "moved to this very moment",
    { start: NOW, end: NOW + HOUR_MS },
    { kind: "conflict", conflict: { reason: "past", start: NOW, end: NOW + HOUR_MS } },
  ],
  [
    "moved to another calendar, at another time",
    { calendarId: "team", ...LATER },
    { kind: "conflict", conflict: { reason: "other_calendar", ...LATER } },
  ],
  [
    "declined by the requester",
    { answers: { [ANA]: "declined" } },
    { kind: "conflict", conflict: { reason: "requester_declined", start: START, end: END } },
  ],
  ["accepted by the requester", { answers: { [ANA]: "accepted" } }, { kind: "none" }],
])("%s in Google", (_, change, expected) => {
  expect(timeOf(event(change), event())).toEqual(expected);
});

test("deleted in Google is deleted, also in a dispute", () => {
  expect(timeOf(null, event())).toEqual({ kind: "deleted" });
  expect(timeOf(null, event(LATER), { conflict: { reason: "taken", ...LATER } })).toEqual({
    kind: "deleted",
  });
});

test("where both moved it since, ours counts", () => {
  expect(timeOf(event(LATER), event({ start: START - HOUR_MS, end: END - HOUR_MS }))).toEqual({
    kind: "none",
  });
});

test("of an event that was never seen nobody can be said to have moved it", () => {
  expect(timeOf(event(LATER), null)).toEqual({ kind: "none" });
  expect(timeOf(event({ recurring: true }), null)).toEqual({ kind: "none" });
});

const DISPUTE = { conflict: { reason: "taken", ...LATER } } as const;
const EVEN_LATER = { start: LATER.start + HOUR_MS, end: LATER.end + HOUR_MS };

test.each<[string, Partial<Found>, Partial<Found>, Partial<Agreed>, object]>([
  ["left as it is", LATER, LATER, DISPUTE, { kind: "none" }],
  ["moved back", {}, LATER, DISPUTE, { kind: "settled" }],
  ["moved on", EVEN_LATER, LATER, DISPUTE, { kind: "moved", ...EVEN_LATER }],
  ["then made all-day", DAYS, LATER, DISPUTE, { kind: "conflict", conflict: { reason: "all_day", ...DAYS } }],
  [
    "no longer recurring",
    {},
    { recurring: true },
    { conflict: { reason: "recurring", start: START, end: END } },
    { kind: "settled" },
  ],
  [
    "back in the requester's own calendar",
    {},
    { calendarId: "team" },
    { conflict: { reason: "other_calendar", start: START, end: END } },
    { kind: "settled" },
  ],
  [
    "accepted again by the requester",
    { answers: { [ANA]: "accepted" } },
    { answers: { [ANA]: "declined" } },
    { conflict: { reason: "requester_declined", start: START, end: END } },
    { kind: "settled" },
  ],
  [
    "moved by a requester who still does not come",
    { ...LATER, answers: { [ANA]: "declined" } },
    { answers: { [ANA]: "declined" } },
    { conflict: { reason: "requester_declined", start: START, end: END } },
    { kind: "conflict", conflict: { reason: "requester_declined", ...LATER } },
  ],
])("in a dispute, %s", (_, found, seen, over, expected) => {
  expect(timeOf(event(found), event(seen), over)).toEqual(expected);
});

test("an event that stays in the calendar it was kept in is in line", () => {
  const there = event({ calendarId: "team" });
  expect(timeOf(there, there)).toEqual({ kind: "none" });
  expect(timeOf(event({ calendarId: "team", ...LATER }), there)).toEqual({ kind: "moved", ...LATER });
});

const answersOf = (
  now: Answer | undefined,
  before: Answer | undefined,
  one: Partial<Seat> = {},
  found: Partial<Found> = {},
) => {
  const guest = (answer: Answer | undefined): Found["answers"] => (answer ? { [BO]: answer } : {});
  const changes = googleChanges(
    event({ ...found, answers: guest(now) }),
    event({ answers: guest(before) }),
    agreed({ seats: [seat(one)] }),
    NOW,
  );
  return changes.answers.map(({ kind }) => kind);
};

test.each<[Answer | undefined, Answer | undefined, Partial<Seat>, string[]]>([
  ["accepted", "waiting", {}, ["accepted"]],
  ["accepted", "declined", {}, ["accepted"]],
  ["accepted", undefined, {}, ["accepted"]],
  ["accepted", "waiting", { answer: "accepted" }, []],
  ["accepted", "accepted", {}, []],
  ["declined", "waiting", {}, ["declined"]],
  ["declined", "accepted", { answer: "accepted" }, ["declined"]],
  ["declined", undefined, {}, ["declined"]],
  // Who said here that they come, after a no in Google.
  ["declined", "declined", { answer: "accepted" }, []],
  ["tentative", "accepted", { answer: "accepted" }, ["waiting"]],
  ["waiting", "accepted", { answer: "accepted" }, ["waiting"]],
  ["tentative", "waiting", {}, []],
  // Who accepted here has said nothing in Google.
  ["waiting", "waiting", { answer: "accepted" }, []],
  [undefined, "accepted", { answer: "accepted" }, []],
  ["accepted", "declined", { active: false, answer: "declined" }, ["returned"]],
  ["accepted", undefined, { active: false, answer: "declined" }, ["returned"]],
  // A yes that was unread when its giver said "not now" here.
  ["accepted", "waiting", { active: false, answer: "declined" }, []],
  ["declined", "waiting", { active: false, answer: "declined" }, []],
  // A new time has reset their no, or they think about it.
  ["waiting", "declined", { active: false, answer: "declined" }, ["unseated"]],
  ["tentative", "declined", { active: false, answer: "declined" }, ["unseated"]],
  [undefined, "declined", { active: false, answer: "declined" }, []],
])("a guest's answer %s after %s, seat %j: %j", (now, before, one, expected) => {
  expect(answersOf(now, before, one)).toEqual(expected);
});

test("a new time is a new question, but for a yes that Google keeps", () => {
  expect(answersOf("waiting", "waiting", { answer: "accepted" }, LATER)).toEqual(["waiting"]);
  expect(answersOf("accepted", "accepted", { answer: "accepted" }, LATER)).toEqual([]);
  expect(answersOf("accepted", "accepted", {}, LATER)).toEqual(["accepted"]);
  expect(answersOf("declined", "waiting", {}, LATER)).toEqual(["declined"]);
});

test("observers answer like partners, the requester's answer is no seat's", () => {
  const seats = [
    seat({ id: "ana", role: "requester", email: ANA }),
    seat({ id: "cleo", role: "observer", email: CLEO }),
  ];
  const answers = { [ANA]: "accepted", [CLEO]: "declined" } as const;
  expect(googleChanges(event({ answers }), event(), agreed({ seats }), NOW).answers).toEqual([
    { seatId: "cleo", kind: "declined" },
  ]);
});

function anyEvent() {
  const place = fc.constantFrom({ start: START, end: END }, LATER, EVEN_LATER, DAYS, {
    start: NOW - HOUR_MS,
    end: NOW,
  });
  const answer = fc.constantFrom<Answer>("waiting", "tentative", "accepted", "declined");
  return fc
    .record({
      place,
      recurring: fc.boolean(),
      calendarId: fc.constantFrom(undefined, "team"),
      answers: fc.dictionary(fc.constantFrom(ANA, BO, CLEO), answer),
    })
    .map(({ place, ...rest }): Found => ({ ...place, ...rest }));
}

function anyAgreed() {
  const reason = fc.constantFrom(
    "taken",
    "all_day",
    "recurring",
    "past",
    "other_calendar",
    "requester_declined",
  );
  const one = fc.record({
    id: fc.constant("bo"),
    role: fc.constantFrom("partner" as const, "observer" as const),
    active: fc.boolean(),
    answer: fc.constantFrom("waiting" as const, "accepted" as const, "declined" as const),
    email: fc.constant(BO),
  });
  return fc
    .record({ conflict: fc.option(reason.map((why) => ({ reason: why, ...LATER }) as const)), one })
    .map(({ conflict, one }): Agreed => agreed({ conflict: conflict as Agreed["conflict"], seats: [one] }));
}
