import * as z from "zod/mini";
import { list } from "../input";
import type { EpochMs } from "../time/instant";

/** Why a reading failed. */
export type ReadFailure = "never_connected" | "reconnect" | "not_visible" | "not_allowed" | "no_answer";

/** Why nobody here can say whether a person is free: the last reading failed, or there was none lately. */
export type UnknownReason = ReadFailure | "not_read";

/** After a name: "Priya's calendar cannot be read: access ended." */
export const UNKNOWN_WORDS: Record<UnknownReason, string> = {
  never_connected: "it was never connected",
  reconnect: "access ended",
  not_visible: "it is not shared with the company",
  not_allowed: "reading busy times was not allowed",
  no_answer: "Google did not answer",
  not_read: "Deskside has not read it lately",
};

/** What is known of a person's busy times; unknown is neither free nor busy. */
export type BusyTimes =
  | { known: true; busy: [EpochMs, EpochMs][]; readAt: EpochMs }
  | { known: false; reason: UnknownReason; readAt: EpochMs | null };

/** What each scope is for: after "Deskside can". */
export const SCOPE_WORDS: Record<string, string> = {
  "https://www.googleapis.com/auth/calendar.freebusy": "see when you are busy",
  "https://www.googleapis.com/auth/calendar.calendarlist.readonly":
    "list your calendars, so that you can choose which count",
  "https://www.googleapis.com/auth/calendar.events.owned": "write the sessions you book",
};

/** What does not work without it, and what does. */
export const WITHOUT_SCOPE_WORDS: Record<string, string> = {
  "https://www.googleapis.com/auth/calendar.freebusy":
    "Colleagues see when you are busy only if your company shares it; otherwise you are unknown to them. Your sessions are still written.",
  "https://www.googleapis.com/auth/calendar.calendarlist.readonly":
    "Your main calendar is the one that counts. Everything else works.",
  "https://www.googleapis.com/auth/calendar.events.owned":
    "Sessions that you book do not reach anybody’s calendar, and we learn of changes a little later. Your busy times are still read.",
};

/** Where the actor's calendar stands, and what is known from it. */
export type ConnectionView = {
  state: "connected" | "reconnect" | "never";
  email: string | null;
  /** Scopes that were not granted. */
  missing: string[];
  connectedAt: EpochMs | null;
  /** Since when the access has ended. */
  failedAt: EpochMs | null;
  /** The busy times: when Google last told them and was last asked, and why that failed. */
  readAt: EpochMs | null;
  triedAt: EpochMs | null;
  failure: ReadFailure | null;
  /** What colleagues are told of the actor now. */
  isKnown: boolean;
  /** Calendars that count, and how many of them Google tells us of changes in. */
  counted: number;
  watched: number;
};

export type CalendarChoice = { id: string; summary: string; primary: boolean; counts: boolean };

export const ChooseCalendars = z.object({
  calendarIds: list(
    z.string("Choose a calendar.").check(z.maxLength(1024, "There is no such calendar.")),
    "Calendars",
    50,
  ),
});

/** Why a consent came to nothing, by the word that stands in the address. */
export const CONSENT_PROBLEMS = {
  too_late: "That took too long, or began in another browser. Connect again.",
  denied: "Google was told no, so nothing was connected.",
  other_account: "That was the calendar of another Google account. Connect the one you sign in with.",
  not_lasting: "Google gave no lasting permission. Connect again.",
  no_answer: "Google did not answer, so nothing was connected. Try again.",
} as const;
export type ConsentProblem = keyof typeof CONSENT_PROBLEMS;

export const BeginConsent = z.object({ back: z._default(z.string(), "/settings/calendar") });

export const FinishConsent = z.object({
  code: z._default(z.string().check(z.maxLength(2048, "Google's answer cannot be read.")), ""),
  state: z._default(z.string(), ""),
  error: z._default(z.string(), ""),
  /** What `beginConsent` left in the browser. */
  sealed: z._default(z.string(), ""),
});
