import { isLive, type SessionState } from "./schema";

/**
 * `seats.mailed_sequence` of somebody who is told by iCalendar mail, and was told nothing yet. Written when that way is
 * chosen, before the first mail leaves: from then on the session stays with it, also when its requester connects a
 * calendar. Null: not told by mail, or told that it is over for them.
 */
export const NOTHING_MAILED = -1;

type Seat = { readonly active: boolean; readonly mailedSequence: number | null };
type Session = { readonly state: SessionState; readonly sequence: number };

/** What a person still has to be told by iCalendar mail: that they are in it as it is now, or that it is over for them. */
export function mailOwed({ state, sequence }: Session, { active, mailedSequence }: Seat) {
  if (mailedSequence === null) return null;
  if (active && isLive(state)) return mailedSequence < sequence ? "request" : null;
  if (active || mailedSequence === NOTHING_MAILED) return null;
  return "cancel";
}
