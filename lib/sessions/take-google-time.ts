import type { Context } from "../context";
import { DomainError } from "../errors";
import { parse } from "../input";
import { changeSession, refuseUnlessLive } from "./change-session";
import { timeToTake } from "./conflict";
import { moveSession, refuseUnlessMayMove } from "./move-session";
import { TakeGoogleTime } from "./schema";

/**
 * Ends a dispute with Google Calendar by moving the session to where somebody moved its event, with the length it has
 * there. Calendars are not asked: the event itself is what they show at that time, so only our own sessions can be in
 * the way, and those the database knows. Twice is once.
 * @throws {DomainError} `not_found`; `forbidden` for observers and who is not in it; `conflict` when the event was moved
 * again since the actor looked; `not_possible` once it has begun or is over, or where Google's time is none to move to;
 * `invalid` for a past one; `slot_taken`
 */
export async function takeGoogleTime(context: Context, input: unknown): Promise<{ id: string }> {
  const { id, start, end } = parse(TakeGoogleTime, input);
  return changeSession(context, id, async (tx, current) => {
    refuseUnlessMayMove(current);
    const { session, window } = current;
    if (session.state !== "conflict" && window.start === start && window.end === end) return { id };
    refuseUnlessLive(current);
    const theirs = timeToTake(session.conflict);
    if (!theirs) throw new DomainError("not_possible", "There is no such time in Google Calendar any more.");
    if (theirs.start !== start || theirs.end !== end)
      throw new DomainError("conflict", "It was moved in Google Calendar once more. Look again.");
    await moveSession(tx, context, current, theirs);
    return { id };
  });
}
