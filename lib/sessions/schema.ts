import * as z from "zod/mini";
import { flag, id, instant, list, optionalLine, prose } from "../input";
import { LEVELS, type Level } from "../people/schema";
import { MOST_NEEDS } from "../requests/schema";
import type { EpochMs } from "../time/instant";

export type SessionState = "booked" | "needs_partner" | "conflict" | "held" | "not_held" | "cancelled";
type Role = "requester" | "partner" | "observer";
type Answer = "waiting" | "accepted" | "declined";
export type Place = "video" | "my_desk" | "your_desk" | "either";
export type ChangeKind =
  | "booked"
  | "moved"
  | "accepted"
  | "declined"
  | "swapped"
  | "conflict"
  | "cancelled"
  | "held"
  | "not_held"
  | "edited"
  | "watched"
  | "unwatched"
  | "made_private"
  | "made_visible";

/** States in which a session is still ahead: at most one of them per request. */
export const LIVE_STATES = ["booked", "needs_partner", "conflict"] as const;

export const isLive = (state: SessionState): boolean => (LIVE_STATES as readonly string[]).includes(state);

/** Made by the form once, so that a double click or a retry books once. */
const key = id("key");
const start = instant("The time").check(z.refine((ms) => ms % 60_000 === 0, "Choose a whole minute."));
/** The explicit "we could not see Bo's calendar; ask anyway". */
const askAnyway = flag;
const hopesToLearn = prose("What you hope to learn", 500);

export const BookSession = z.object({
  requestId: id("request"),
  /** Each fills a need of their own; who is in the session already stays. */
  partnerIds: list(id("person"), "Partners", MOST_NEEDS).check(z.minLength(1, "Choose who pairs with you.")),
  start,
  key,
  askAnyway,
  hopesToLearn,
});

export const OfferToPair = z.object({
  requestId: id("request"),
  start,
  key,
  askAnyway,
  hopesToLearn,
  /** Yes to one more session than the weekly limit the person set for themselves. */
  overLimit: flag,
});

export const SessionId = z.object({ id: id("session") });
export const WatchSession = z.object({
  id: id("session"),
  key,
  askAnyway,
  /** Yes to one more session than the weekly limit the person set for themselves. */
  overLimit: flag,
});
export const RemoveObserver = z.object({ id: id("session"), personId: id("person") });
export const SetPrivate = z.object({ id: id("session"), isPrivate: flag });
export const RescheduleSession = z.object({ id: id("session"), start, key, askAnyway });
/** Who gives up the seat; left out: a seat that is free is filled, or else the only partner's changes hands. */
const outId = z.optional(id("person"));
/** Who takes the seat. */
export const SwapPartner = z.object({ id: id("session"), partnerId: id("person"), outId, key, askAnyway });
export const FindSwaps = z.object({ id: id("session"), outId });
/** Google's time as the actor saw it: what was moved there once more is not taken unseen. */
export const TakeGoogleTime = z.object({
  id: id("session"),
  start: instant("The time"),
  end: instant("The end"),
});
export const CancelSession = z.object({ id: id("session"), reason: optionalLine("The word why", 200) });
/** `personId`: who offered, so that what is undone is what was seen. */
export const UndoOffer = z.object({ id: id("session"), personId: id("person") });
export const CompleteSession = z.object({
  id: id("session"),
  outcome: z.enum(["held", "not_held"], "Say whether it happened."),
});
export const ConfirmFamiliarity = z.object({
  id: id("session"),
  levels: list(
    z.object({
      systemId: id("system"),
      level: z.enum(LEVELS, "Choose what you can do."),
      wantsToLearn: flag,
    }),
    "Systems",
    50,
  ),
});

/** What a booking answers. `cachedNames`: Google did not answer in time, so what it said minutes ago decided for them. */
export type Booked = { readonly id: string; readonly cachedNames: readonly string[] };

type SeatPerson = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly zone: string;
};

export type SeatView = {
  readonly id: string;
  readonly role: Role;
  readonly answer: Answer;
  readonly active: boolean;
  /** Gave it up, or somebody else was given it. After a cancellation nobody's seat is active, and the others had theirs. */
  readonly left: boolean;
  readonly hopesToLearn: string;
  /** Null when the person left the company. */
  readonly person: SeatPerson | null;
  /** The team at the time of booking. */
  readonly team: { readonly id: string; readonly name: string; readonly discipline: string } | null;
};

export type ChangeView = {
  readonly id: string;
  readonly kind: ChangeKind;
  readonly actorName: string | null;
  readonly detail: Record<string, string | number | null>;
  readonly at: EpochMs;
  /** Of a cancellation less than a day before the start: how long before, `40 minutes`. */
  readonly late: string | null;
};

export type ConflictReason =
  | "taken"
  | "all_day"
  | "recurring"
  | "past"
  | "other_calendar"
  | "requester_declined";

/** What somebody did in Google Calendar that could not simply be followed. The agreed time stands meanwhile. */
export type ConflictView = {
  readonly reason: ConflictReason;
  /** Google's time; null where the event lasts whole days. */
  readonly start: EpochMs | null;
  readonly end: EpochMs | null;
  /** Whether somebody in the session has another one at Google's time, now. */
  readonly isTaken: boolean;
};

/** Clock rules changed since a time was agreed: what was said then, and what clocks in `zone` will show. */
export type ClocksView = { readonly zone: string; readonly agreed: string; readonly shown: string };

/** What the actor can do with a system of the request, to be confirmed after the session. */
export type LevelView = {
  readonly systemId: string;
  readonly name: string;
  readonly slug: string;
  readonly level: Level | null;
  readonly wantsToLearn: boolean;
  readonly confirmedHere: boolean;
};

export type SessionView = {
  readonly id: string;
  readonly state: SessionState;
  readonly start: EpochMs;
  readonly end: EpochMs;
  readonly zone: string;
  readonly place: Place;
  readonly isPrivate: boolean;
  readonly cancelReason: string;
  /** Null but in the state `conflict`. */
  readonly conflict: ConflictView | null;
  readonly clocks: ClocksView | null;
  /** Where invitations go by mail instead of a calendar event: names of those to whom the latest is not sent so far. */
  readonly mail: { readonly waitsFor: readonly string[] } | null;
  readonly request: {
    readonly id: string;
    readonly title: string;
    readonly body: string;
    readonly understand: string;
    readonly bring: string;
    readonly state: string;
    readonly systems: readonly { id: string; name: string; slug: string }[];
  };
  /** Whom each seat that is still free is for: `Platform ops`. One that names no team is `a partner`. */
  readonly openSeats: readonly string[];
  /** How many may watch, and how many more. More may be seated than are welcome by now. */
  readonly watching: { readonly max: number; readonly left: number };
  /** The requester first, then partners and observers. */
  readonly seats: readonly SeatView[];
  readonly event: {
    readonly state: "queued" | "made" | "failed" | "none";
    readonly failure: string | null;
    readonly meetUrl: string | null;
    /** A link was asked for and is not there yet. */
    readonly meetPending: boolean;
  };
  readonly changes: readonly ChangeView[];
  /** The actor's own seat, if they have one. */
  readonly mine: SeatView | null;
  readonly levels: readonly LevelView[];
  readonly hasStarted: boolean;
  readonly hasEnded: boolean;
  /** Whether it was booked by an offer that the actor, the requester, may undo. */
  readonly offeredBy: { readonly id: string; readonly name: string } | null;
  readonly may: {
    readonly reschedule: boolean;
    readonly swap: boolean;
    readonly keep: boolean;
    readonly takeGoogleTime: boolean;
    readonly cancel: boolean;
    readonly decline: boolean;
    readonly accept: boolean;
    readonly complete: boolean;
    readonly confirm: boolean;
    readonly watch: boolean;
    readonly leave: boolean;
    readonly removeObservers: boolean;
    readonly setPrivate: boolean;
  };
};

export type SessionSummary = {
  readonly id: string;
  readonly requestId: string;
  readonly title: string;
  readonly state: SessionState;
  readonly conflict: ConflictReason | null;
  readonly start: EpochMs;
  readonly end: EpochMs;
  readonly place: Place;
  readonly meetUrl: string | null;
  readonly role: Role;
  readonly answer: Answer;
  /** Everybody else with an active seat. */
  readonly others: readonly (SeatPerson & {
    role: Role;
    hopesToLearn: string;
    teamName: string | null;
    discipline: string | null;
  })[];
};

export type MySessions = {
  /** Not over yet, soonest first. */
  readonly upcoming: readonly SessionSummary[];
  /** Begun or over, and nobody said whether it happened. */
  readonly toConfirm: readonly SessionSummary[];
  /** Held, without a learning of mine. */
  readonly toLearn: readonly SessionSummary[];
};

/** Times to which a session could move: everybody in it is free, or unknown. */
export type NewTimes = {
  readonly zone: string;
  readonly now: EpochMs;
  /** When it is now. */
  readonly start: EpochMs;
  readonly lengthMin: number;
  /** Days with at least one time, in the actor's zone. */
  readonly days: readonly { readonly date: string; readonly starts: readonly EpochMs[] }[];
  /** Whose calendar cannot be seen: for them working hours alone decided. */
  readonly unknownNames: readonly string[];
  /** When the calendar was read whose reading is oldest; null where none can be seen. */
  readonly readAt: EpochMs | null;
  /** Everybody else in the session, for their local times. */
  readonly others: readonly { readonly name: string; readonly zone: string }[];
};

/** Somebody who could sit there at the session's time. */
export type SwapCandidate = {
  readonly id: string;
  readonly name: string;
  readonly teamName: string | null;
  readonly discipline: string;
  readonly zone: string;
  /** Why them, in two sentences at most. */
  readonly reason: string;
  /** False: their calendar cannot be seen, so their working hours alone decided. */
  readonly isKnown: boolean;
};

/** Who could take the partner's seat at the session's own time, best first. */
export type Swaps = {
  readonly zone: string;
  readonly start: EpochMs;
  readonly end: EpochMs;
  /** Whose seat it is now; null where it is free. */
  readonly partner: { readonly id: string; readonly name: string } | null;
  readonly people: readonly SwapCandidate[];
};
