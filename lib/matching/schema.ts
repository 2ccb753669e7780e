import { type EpochMs, MINUTE_MS } from "@/lib/time/instant";

// Without zod on purpose: the request page loads this, and each use case parses its own two ids.

/** Common times start on quarters of an hour. */
export const GRID_MIN = 15;

/** Of a calendar that was read longer ago a page says when. */
export const AGE_SHOWN_MS = 15 * MINUTE_MS;

/** Half-open `[start, end)`. */
type Range = [EpochMs, EpochMs];

type CalendarView =
  | { known: true; readAt: EpochMs }
  | {
      known: false;
      /** "access ended": after "cannot be read: ". */
      words: string;
      /** When it could last be read. */
      readAt: EpochMs | null;
    };

/** Somebody to sit down with. */
export type Counterpart = {
  id: string;
  name: string;
  /** The first name, unless two here share it. */
  shortName: string;
  teamName: string | null;
  discipline: string;
  /** IANA. */
  zone: string;
  /** Short: "can teach", "wants to learn"; empty if nothing is known. */
  knows: string;
  /** Why this person, in two sentences at most: `lead time. rest`. */
  reason: { lead: string; time: string; rest: string };
  calendar: CalendarView;
  /** How many times there are until needed-by, and the first. */
  times: number;
  earliest: EpochMs | null;
  /** This week's times: `count` starts from `first` on, a quarter of an hour apart. */
  runs: [first: EpochMs, count: number][];
  /** When they are free this week (unknown calendar: when they work). */
  lane: Range[];
  /** Before this, notice forbids a session; and how much of it, for whom. */
  opensAt: EpochMs;
  notice: string;
};

/** A request that needs several people. */
export type GroupView = {
  /** For each seat that is still free who is sought, and who could take it, by their ids, best first. */
  needs: { id: string; label: string; people: string[] }[];
  /** For the requester the names of those who have a seat already: then there is that one time. */
  seated: string[];
  /** The best group of people known to be free, one for each need, at starts a quarter of an hour apart. */
  runs: [first: EpochMs, count: number, personIds: string[]][];
  /** The first time of the best group of all. */
  best: EpochMs | null;
  /** Why the viewer, who offers, has no seat to take. */
  refused: string | null;
};

/** A single change of the request that would open times. */
export type Change = {
  kind: "team" | "needed_by" | "length" | "buffer" | "need";
  /** "Ask SRE as well". */
  title: string;
  /** "opens 6 times with 2 people, earliest Wed 10:00". */
  opens: string;
  times: number;
  people: number;
  earliest: EpochMs;
  /** A team's id, a date, minutes, or the id of a need to do without. */
  value: string;
  /** Of several needs the one whose people the change is about. */
  needId?: string;
};

/** Nobody is known to be free: what is missing, and what would help, most first. */
export type Nothing = { missing: string; changes: Change[] };

/** What the request page needs about one week: who, when, and why. Days and words are in the viewer's zone. */
export type MatchesView = {
  requestId: string;
  /** Whether it still waits for somebody: booked, withdrawn or too late it has no matches. */
  isOpen: boolean;
  /** Whether the viewer asks for partners, or offers to be one. */
  as: "requester" | "offer";
  zone: string;
  now: EpochMs;
  lengthMin: number;
  /** Mondays, `YYYY-MM-DD`. */
  week: string;
  previousWeek: string | null;
  nextWeek: string | null;
  /** Monday to Sunday. */
  days: { date: string; start: EpochMs; end: EpochMs }[];
  /** When the viewer is free this week, and whether their own calendar can be read. */
  mine: Range[];
  calendar: CalendarView;
  /** Best first; people whose time is unknown come last. Who offers sees the requester alone. */
  people: Counterpart[];
  /** Of the teams asked, and not suggested: for "why not?". */
  others: { id: string; name: string }[];
  /**
   * Where there are more than `people` and `others` tell of (the best, and at each time of the week the best one who is
   * free then): how many there are in all, and how many known ones are free at each start of the week, in runs. `find`
   * asks for those by name.
   */
  more: {
    known: number;
    unknown: number;
    others: number;
    /** Able people whose calendars were not looked at, because so many fit. */
    notCompared: number;
    free: [first: EpochMs, count: number, people: number][];
  } | null;
  nothing: Nothing | null;
  /** Weeks in which the viewer, offering, has as many sessions as they take. */
  fullWeeks: Range[];
  /** Only where the request needs several people: then a person's times are those of whole groups with them. */
  group?: GroupView;
};

export type WhyNotView = { words: string };

export type MatchesSummary = {
  /** People with a common time, and people whose time is unknown. */
  people: number;
  /** Whether so many fit that not all were compared. */
  atLeast?: true;
  /** The name, if it is one person alone. */
  only?: string;
  earliest: EpochMs | null;
  /** The viewer's own first common time with the requester; null: they have none. Missing where nobody can tell. */
  mine?: EpochMs | null;
};

export const GRID_MS = GRID_MIN * MINUTE_MS;

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

/** A name or what was typed of one, without accents and capitals. */
export const folded = (text: string): string =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();

/** Whether a name has words that begin like each of those typed. */
export const hasName = (name: string, typed: string): boolean =>
  folded(typed)
    .split(/\s+/)
    .every((part) =>
      folded(name)
        .split(/\s+/)
        .some((word) => word.startsWith(part)),
    );
