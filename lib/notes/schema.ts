import * as z from "zod/mini";
import { id, line, list, prose, wholeNumber } from "../input";
import type { EpochMs } from "../time/instant";

/** The parts of a note, in the order they are asked; also the anchors on the session's page. */
const NOTE_PARTS = ["problem", "process", "solution", "questions", "learnings"] as const;
export type NotePart = (typeof NOTE_PARTS)[number];

export const NOTE_QUESTIONS: Record<NotePart, string> = {
  problem: "What was the problem?",
  process: "How did we go about it?",
  solution: "What solved it?",
  questions: "What did we ask each other, and what was the answer?",
  learnings: "What do I understand now?",
};

export const MOST_QUESTIONS = 30;

/** What one person can write: the parts that are shared, and a learning of their own. */
export const TEXT_PARTS = ["problem", "process", "solution", "questions", "learning"] as const;
export type TextPart = (typeof TEXT_PARTS)[number];

/** A part that is not a text must not empty it. */
const text = (label: string, max?: number) =>
  z.pipe(
    z.pipe(
      z.string(`${label} is missing.`),
      z.transform((value): string | undefined => value),
    ),
    prose(label, max),
  );

const QuestionAndAnswer = z.object({
  /** Left out for a row without one: it is given one. */
  id: z.optional(id("question")),
  question: text("The question", 500),
  answer: text("The answer", 5_000),
});

export const NoteOf = z.object({ id: id("session") });

/** A part that is left out stays as it is. */
export const SaveNote = z.object({
  id: id("session"),
  /** The version that was read; 0 where there was no note yet. */
  version: wholeNumber("The version", { min: 0, max: 999_999_999 }),
  problem: z.optional(text("The problem")),
  process: z.optional(text("The process")),
  solution: z.optional(text("The solution")),
  questions: z.optional(
    z
      .array(QuestionAndAnswer, "The questions are missing.")
      .check(z.maxLength(MOST_QUESTIONS, `${MOST_QUESTIONS} questions at most.`)),
  ),
  /** The actor's own; nobody writes another's. */
  learning: z.optional(text("What you understand now", 2_000)),
});

export const FollowNote = z.object({
  id: id("session"),
  /** The version that the page has. */
  version: wholeNumber("The version", { min: 0, max: 999_999_999 }),
  /** Where the actor is writing now; left out: nowhere. */
  part: z.optional(z.enum(NOTE_PARTS, "There is no such part.")),
});

export const MarkOutOfDate = z.object({ id: id("session"), reason: line("Why it is out of date", 200) });

/** What one person can write into a note. */
export type NoteTexts = {
  readonly problem: string;
  readonly process: string;
  readonly solution: string;
  readonly questions: readonly QuestionRow[];
  readonly learning: string;
};

export type QuestionRow = {
  /** Stays the same while its words change. */
  readonly id?: string;
  readonly question: string;
  readonly answer: string;
};

type LearningView = {
  readonly id: string;
  /** Null: the person left, their sentence stays. */
  readonly name: string | null;
  readonly discipline: string;
  readonly isMine: boolean;
  readonly text: string;
};

export type NoteView = NoteTexts & {
  readonly id: string;
  /** 0: nobody has written anything. */
  readonly version: number;
  /** Everybody's, the actor's own among them. */
  readonly learnings: readonly LearningView[];
  readonly updatedAt: EpochMs | null;
  readonly updatedBy: string | null;
  readonly mayWrite: boolean;
  readonly outOfDate: OutOfDate | null;
  /** Entries of its history. */
  readonly changes: number;
};

/** `by` is null when that person left. */
export type OutOfDate = { readonly at: EpochMs; readonly by: string | null; readonly reason: string };

/** Somebody else who writes in this note at this moment. */
export type NoteWriter = { readonly name: string; readonly discipline: string; readonly part: NotePart };

export type NoteNews = {
  /** Null: as the page has it. */
  readonly note: NoteView | null;
  readonly writers: readonly NoteWriter[];
  /** False: the seat is gone, or the session will not take place. */
  readonly mayWrite: boolean;
};

/** Text of a part before and after: what stayed, what came, what went. */
export type DiffPiece = { readonly text: string; readonly kind: "same" | "added" | "removed" };

export type NoteChange = {
  readonly id: string;
  readonly kind: "written" | "out_of_date" | "holds";
  /** Null: the person left. */
  readonly by: string | null;
  readonly discipline: string;
  /** From its first to its last save. */
  readonly startedAt: EpochMs;
  readonly at: EpochMs;
  /** Why it is out of date. */
  readonly reason: string;
  readonly parts: readonly { readonly part: NotePart; readonly pieces: readonly DiffPiece[] }[];
};

export type NoteHistory = {
  readonly title: string;
  /** Latest first. */
  readonly changes: readonly NoteChange[];
};

/** What a refused save gives back: nothing that either wrote is lost. */
export type NoteConflict = {
  /** The note's version now: a save that has seen `theirs` names it. */
  readonly version: number;
  readonly updatedBy: string | null;
  /** What both changed since. */
  readonly parts: readonly TextPart[];
  readonly mine: NoteTexts;
  readonly theirs: NoteTexts;
};

/** Longest text of a search that is read; the rest is left out. */
const QUERY_LIMIT = 400;

/** As much of a request's text as is compared with notes. */
export const RELATED_LIMIT = 1_000;

/** What no text can hold and Postgres refuses, and what reorders or hides text. */
const NOT_SEARCHABLE = /\p{Cc}|\p{Surrogate}|[\u2028-\u202e\u2066-\u2069\ufeff]/gu;

const searchText = z.catch(
  z.pipe(
    z._default(z.string(), ""),
    z.transform((value) => value.replace(NOT_SEARCHABLE, " ").normalize("NFC").trim().slice(0, QUERY_LIMIT)),
  ),
  "",
);

const some = (max: number) =>
  z.pipe(
    list(z.unknown(), "Filters", 1000),
    z.transform((values) =>
      [...new Set(values.filter((one) => typeof one === "string" && one !== ""))].slice(0, max),
    ),
  );

const GUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const ids = z.pipe(
  some(5),
  z.transform((values) => (values as string[]).filter((value) => GUID.test(value))),
);
const slugs = z.pipe(
  some(5),
  z.transform((values) => (values as string[]).filter((value) => /^[\w-]{1,80}$/.test(value))),
);

const someDate = z.catch(
  z.pipe(
    z.string(),
    z.transform((value) => (isDate(value) ? value : "")),
  ),
  "",
);

/** A day that exists, in the years notes can be from. */
export function isDate(value: string): boolean {
  if (!/^(19|20|21)\d{2}-\d{2}-\d{2}$/.test(value)) return false;
  const at = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
}

/**
 * The search as it stands in an address. What names nothing is no filter: old links and typing errors find notes and
 * not an error. Several of one kind narrow further.
 */
export const FindNotes = z.object({
  q: searchText,
  /** Slugs. */
  system: slugs,
  team: ids,
  /** People. */
  with: ids,
  /** `YYYY-MM-DD` in the actor's zone; empty: any time. */
  after: someDate,
  page: z.catch(wholeNumber("The page", { min: 1, max: 500 }), 1),
});
export type FindNotes = z.output<typeof FindNotes>;

/** Text that is highlighted where `isHit`. Never HTML. */
export type Piece = { readonly text: string; readonly isHit: boolean };

type NotePerson = { readonly id: string | null; readonly name: string; readonly discipline: string };

/** A note in a list: what it is about, who sat there, from which teams, when. */
export type NoteSummary = {
  readonly id: string;
  readonly title: string;
  readonly at: EpochMs;
  readonly people: readonly NotePerson[];
  readonly teams: readonly string[];
  /** Why it no longer holds, where somebody said so. */
  readonly outOfDate: string | null;
};

export type Passage = {
  readonly part: NotePart;
  /** Whose learning it is. */
  readonly by: string | null;
  readonly pieces: readonly Piece[];
};

export type FoundNote = NoteSummary & {
  readonly heading: readonly Piece[];
  readonly passages: readonly Passage[];
};

export type Facet = {
  /** What the address names it by. */
  readonly value: string;
  readonly name: string;
  readonly discipline: string | null;
  /** Notes left with this filter on as well. */
  readonly count: number;
};

export type FilterKind = "system" | "team" | "with";

/** A word that nobody wrote, and the one it was read as. */
export type Correction = { readonly from: string; readonly to: string };

export type FoundNotes = {
  readonly q: string;
  /** The actor's, IANA, and the date there. */
  readonly zone: string;
  readonly today: string;
  /** The filters that hold, those written into the text included. */
  readonly filters: Omit<FindNotes, "q" | "page">;
  /** Their names. */
  readonly chosen: readonly { readonly kind: FilterKind; readonly value: string; readonly name: string }[];
  /**
   * `all` words of the query are in at least one note, or `any` of them where no note has all; `none`: there was no
   * word to look for, so these are the newest.
   */
  readonly matched: "all" | "any" | "none";
  /** Filters written into the text that name nothing: `system:foo`. They were left out. */
  readonly unread: readonly string[];
  readonly corrected: readonly Correction[];
  readonly total: number;
  /** There are, or may be, more than `total`; it and the facets are of the best ones. */
  readonly isMore: boolean;
  readonly page: number;
  readonly pages: number;
  readonly notes: readonly FoundNote[];
  readonly facets: Readonly<Record<FilterKind, readonly Facet[]>>;
};

export const NotesOn = z.object({
  systemIds: list(id("system"), "Systems", 50),
  exceptId: z.optional(id("session")),
  limit: z._default(wholeNumber("The number of notes", { min: 1, max: 100 }), 5),
});

export type NoteOnSystem = NoteSummary & { readonly learned: { name: string | null; text: string } | null };

/** What is being asked for, as far as it is written. Longer texts are read to their limit. */
export const RelatedTo = z.object({
  title: searchText,
  text: z.catch(
    z.pipe(
      z._default(z.string(), ""),
      z.transform((value) =>
        value.replace(NOT_SEARCHABLE, " ").normalize("NFC").trim().slice(0, RELATED_LIMIT),
      ),
    ),
    "",
  ),
  systemIds: list(id("system"), "Systems", 50),
  /** The request itself, whose own sessions are no news. */
  requestId: z.optional(id("request")),
});

/** A past note on the same thing. */
export type RelatedNote = NoteSummary & { readonly passage: Passage | null };
