import * as z from "zod/mini";
import { calendarDate, id } from "@/lib/input";
import { type EpochMs, MINUTE_MS } from "@/lib/time/instant";

/** Common times start on quarters of an hour. */
export const GRID_MIN = 15;

export const FindMatches = z.object({
  requestId: id("request"),
  /** Monday of the week to show, in the actor's zone; missing is the week of the best time. */
  week: z.optional(calendarDate("The week")),
});

export const WhyNot = z.object({ requestId: id("request"), personId: id("person") });

const ms = z.number();
const range = z.tuple([ms, ms]);

const Calendar = z.union([
  z.object({ known: z.literal(true), readAt: ms }),
  z.object({
    known: z.literal(false),
    /** "access ended": after "cannot be read: ". */
    words: z.string(),
    /** When it could last be read. */
    readAt: z.nullable(ms),
  }),
]);

/** Why this person, in two sentences at most: `lead time. rest`. */
const Reason = z.object({ lead: z.string(), time: z.string(), rest: z.string() });

const Counterpart = z.object({
  id: z.string(),
  name: z.string(),
  /** The first name, unless two here share it. */
  shortName: z.string(),
  teamName: z.nullable(z.string()),
  discipline: z.string(),
  zone: z.string(),
  /** Short: "can teach", "wants to learn"; empty if nothing is known. */
  knows: z.string(),
  reason: Reason,
  calendar: Calendar,
  /** How many times there are until needed-by, and the first. */
  times: z.number(),
  earliest: z.nullable(ms),
  /** This week's times: `count` starts from `first` on, a quarter of an hour apart. */
  runs: z.array(z.tuple([ms, z.number()])),
  /** When they are free this week (unknown calendar: when they work). */
  lane: z.array(range),
  /** Before this, notice forbids a session; and who asks for how much of it. */
  opensAt: ms,
  notice: z.string(),
});
export type Counterpart = z.output<typeof Counterpart>;

const Change = z.object({
  kind: z.enum(["team", "needed_by", "length", "buffer"]),
  /** "Ask SRE as well". */
  title: z.string(),
  /** "opens 6 times with 2 people, earliest Wed 10:00". */
  opens: z.string(),
  times: z.number(),
  people: z.number(),
  earliest: ms,
  /** A team's id, a date, or minutes. */
  value: z.string(),
});
export type Change = z.output<typeof Change>;

const Nothing = z.object({ missing: z.string(), changes: z.array(Change) });
export type Nothing = z.output<typeof Nothing>;

/** What the request page needs about one week: who, when, and why. Times are instants, days are the viewer's. */
export const MatchesView = z.object({
  requestId: z.string(),
  /** Whether the viewer asks for partners, or offers to be one. */
  as: z.enum(["requester", "offer"]),
  zone: z.string(),
  now: ms,
  lengthMin: z.number(),
  week: z.string(),
  previousWeek: z.nullable(z.string()),
  nextWeek: z.nullable(z.string()),
  /** Monday to Sunday. */
  days: z.array(z.object({ date: z.string(), start: ms, end: ms })),
  /** When the viewer is free this week. */
  mine: z.array(range),
  /** The viewer's own calendar. */
  calendar: Calendar,
  /** Best first; people whose time is unknown come last. Who offers sees the requester alone. */
  people: z.array(Counterpart),
  /** Of the teams asked, and not suggested: for "why not?". */
  others: z.array(z.object({ id: z.string(), name: z.string() })),
  nothing: z.nullable(Nothing),
  /** Weeks in which the viewer, offering, has as many sessions as they take. */
  fullWeeks: z.array(range),
  maxPerWeek: z.number(),
});
export type MatchesView = z.output<typeof MatchesView>;

export const WhyNotView = z.object({ words: z.string() });
export type WhyNotView = z.output<typeof WhyNotView>;

export type MatchesSummary = {
  /** People with a common time, and people whose time is unknown. */
  people: number;
  /** The name, if it is one person alone. */
  only?: string;
  earliest: EpochMs | null;
};

const GRID_MS = GRID_MIN * MINUTE_MS;

/** Starts, ascending and on the grid, as runs: a week of them is a few pairs of numbers. */
export function runsOf(starts: readonly EpochMs[]): [EpochMs, number][] {
  const runs: [EpochMs, number][] = [];
  for (const start of starts) {
    const last = runs.at(-1);
    if (last && last[0] + last[1] * GRID_MS === start) last[1]++;
    else runs.push([start, 1]);
  }
  return runs;
}

export const startsOf = (runs: readonly (readonly [EpochMs, number])[]): EpochMs[] =>
  runs.flatMap(([first, count]) => Array.from({ length: count }, (_, k) => first + k * GRID_MS));
