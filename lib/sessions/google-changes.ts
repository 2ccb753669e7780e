import type { EventAnswer } from "../calendar/google-events";
import type { EpochMs } from "../time/instant";
import type { SeatRow, SessionRow } from "./store";

type Seen = NonNullable<SessionRow["eventSeen"]>;
type Conflict = NonNullable<SessionRow["conflict"]>;

/** The event as Google has it now. `calendarId` is undefined for the requester's primary calendar. */
export type Found = {
  /** Epoch milliseconds; null where it lasts whole days. */
  readonly start: EpochMs | null;
  readonly end: EpochMs | null;
  readonly recurring: boolean;
  readonly calendarId: string | undefined;
  /** By lower-case address. */
  readonly answers: Readonly<Record<string, EventAnswer>>;
};

/** What was agreed here. */
export type Agreed = {
  readonly start: EpochMs;
  readonly end: EpochMs;
  /** Google's side of a dispute that is not settled yet. */
  readonly conflict: Conflict | null;
  /** Lower case. */
  readonly requesterEmail: string;
  readonly seats: readonly (Pick<SeatRow, "id" | "role" | "active" | "answer"> & {
    readonly email: string;
  })[];
};

export type TimeChange =
  | { readonly kind: "none" | "deleted" | "settled" }
  | { readonly kind: "moved"; readonly start: EpochMs; readonly end: EpochMs }
  | { readonly kind: "conflict"; readonly conflict: Conflict };

/**
 * `returned`: whoever declined in Google would come after all. `unseated`: they have no seat, and since the event was
 * moved or they think about it, their no is no longer there either.
 */
export type AnswerChange = {
  readonly seatId: string;
  readonly kind: "accepted" | "declined" | "waiting" | "returned" | "unseated";
};

export type GoogleChanges = { readonly time: TimeChange; readonly answers: readonly AnswerChange[] };

const NOTHING: GoogleChanges = { time: { kind: "none" }, answers: [] };

export const isNothing = ({ time, answers }: GoogleChanges): boolean =>
  time.kind === "none" && answers.length === 0;

/**
 * What people changed in Google since we last wrote or read the event, and what should follow here. Only what differs
 * from `seen` was changed there; where we changed the same since, ours counts. Once a session has begun, people say on
 * its page what became of it, and nothing of this is followed any more. Whether a new time is free is for the database
 * to say.
 * @param found Null where the event was deleted
 * @param seen Null where nothing is known of it yet: then nobody can be said to have changed its time
 * @param now The database's
 */
export function googleChanges(
  found: Found | null,
  seen: Seen | null,
  agreed: Agreed,
  now: EpochMs,
): GoogleChanges {
  if (agreed.start <= now) return NOTHING;
  if (!found) return { time: { kind: "deleted" }, answers: [] };
  const time = timeChange(found, seen, agreed, now);
  return { time, answers: answerChanges(found, seen, agreed, time.kind === "moved") };
}

export function timeChange(found: Found, seen: Seen | null, agreed: Agreed, now: EpochMs): TimeChange {
  if (!seen) return { kind: "none" };
  const { conflict } = agreed;
  const [comes, came] = [found, seen].map(({ answers }) => answers[agreed.requesterEmail] !== "declined");
  const dispute = (reason: Conflict["reason"]): TimeChange => ({
    kind: "conflict",
    conflict: { reason, start: found.start, end: found.end },
  });
  const theirs = !samePlace(found, seen);
  if (!comes && (came || (theirs && conflict?.reason === "requester_declined")))
    return dispute("requester_declined");
  if (conflict?.reason === "requester_declined" && !theirs)
    return { kind: comes && !came ? "settled" : "none" };
  if (!theirs || (!conflict && !isAgreed(seen, agreed))) return { kind: "none" };

  const elsewhere = found.calendarId !== undefined && found.calendarId !== seen.calendarId;
  if (isAgreed(found, agreed) && !elsewhere) return { kind: conflict ? "settled" : "none" };
  if (elsewhere) return dispute("other_calendar");
  if (found.recurring) return dispute("recurring");
  if (found.start === null || found.end === null) return dispute("all_day");
  if (found.start <= now) return dispute("past");
  return { kind: "moved", start: found.start, end: found.end };
}

type Place = Pick<Found, "start" | "end"> & { recurring?: boolean; calendarId?: string | undefined };

export const isAgreed = (place: Place, agreed: Pick<Agreed, "start" | "end">): boolean =>
  place.start === agreed.start && place.end === agreed.end && place.recurring !== true;

const samePlace = (a: Place, b: Place): boolean =>
  a.start === b.start &&
  a.end === b.end &&
  (a.recurring ?? false) === (b.recurring ?? false) &&
  a.calendarId === b.calendarId;

/** @param moved Whether the session has followed the event to a new time */
export function answerChanges(
  found: Found,
  seen: Seen | null,
  agreed: Agreed,
  moved: boolean,
): AnswerChange[] {
  return agreed.seats.flatMap((seat): AnswerChange[] => {
    if (seat.role === "requester") return [];
    const answer = found.answers[seat.email];
    const before = seen?.answers[seat.email];
    const kind = seat.active
      ? seatAnswer(seat.answer, answer, before ?? "waiting", moved)
      : withoutSeat(answer, before, seen !== null);
    return kind ? [{ seatId: seat.id, kind }] : [];
  });
}

/** A new time is a new question, to which an old yes is no answer unless Google keeps it. */
function seatAnswer(
  mine: SeatRow["answer"],
  answer: EventAnswer | undefined,
  before: EventAnswer,
  moved: boolean,
): AnswerChange["kind"] | undefined {
  if (answer === undefined) return moved && mine === "accepted" ? "waiting" : undefined;
  const changed = answer !== before;
  if (answer === "declined" && changed) return "declined";
  if (answer === "accepted") return (changed || moved) && mine !== "accepted" ? "accepted" : undefined;
  return (changed || moved) && mine === "accepted" ? "waiting" : undefined;
}

/**
 * Only from a no that Google has heard, or as a guest who was taken off the event and is on it again. An old yes of
 * somebody who said "not now" here meanwhile is older than that.
 */
function withoutSeat(
  answer: EventAnswer | undefined,
  before: EventAnswer | undefined,
  isKnown: boolean,
): AnswerChange["kind"] | undefined {
  if (!isKnown || answer === undefined || answer === "declined") return undefined;
  if (before !== undefined && before !== "declined") return undefined;
  return answer === "accepted" ? "returned" : "unseated";
}
