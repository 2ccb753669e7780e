import type { EpochMs } from "../time/instant";
import type { Interval } from "../time/interval";
import type { SessionRow } from "./store";

type Conflict = SessionRow["conflict"];
type Disputed = { readonly session: Pick<SessionRow, "startAt" | "endAt" | "conflict"> };

/** Whether somebody comes whom Google heard decline is theirs to say. */
export const mayKeep = (conflict: Conflict, role: "requester" | "partner" | "observer"): boolean =>
  role === "requester" || (role === "partner" && conflict?.reason !== "requester_declined");

/**
 * Where its event may stand in the calendars of those who are in the session: at the agreed time, and at Google's while
 * the two differ. Neither is in the way of a new one.
 */
export const timesInCalendars = ({ session: { startAt, endAt, conflict } }: Disputed): Interval[] => [
  { start: startAt, end: endAt },
  ...(conflict?.start != null && conflict.end != null ? [{ start: conflict.start, end: conflict.end }] : []),
];

/** Whether its event was put after the end of the session: once that is over, nobody will come. */
export const isPutAfter = (event: { readonly start: number | null } | null, endAt: EpochMs): boolean =>
  event?.start != null && event.start >= endAt;

/**
 * Google's time, where the session could move there: a single event, in the calendar it was made in, with a start and an
 * end. What was made all-day, recurring or moved to another calendar can only be written back.
 */
export function timeToTake(conflict: Conflict): Interval | null {
  if (conflict?.reason !== "taken" || conflict.start === null || conflict.end === null) return null;
  return { start: conflict.start, end: conflict.end };
}
