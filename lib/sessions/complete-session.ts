import { type Context, databaseNow } from "../context";
import { DomainError } from "../errors";
import { parse } from "../input";
import { changeSession, queueEventJob, refuseUnlessLive, settledState } from "./change-session";
import { isPutAfter } from "./conflict";
import { CompleteSession, isLive } from "./schema";
import * as store from "./store";

/**
 * "Did it happen?", answered by anybody who pairs, once it has begun. Held: the request is done. Not held: its
 * people's time counts no more, and the request is open again (expired, if its needed-by has passed).
 * @throws {DomainError} `not_found`; `forbidden` for observers and who is not in it; `not_possible` before the start,
 * after another answer, or without a partner
 */
export async function completeSession(context: Context, input: unknown): Promise<{ id: string }> {
  const { id, outcome } = parse(CompleteSession, input);
  const { actor } = context;
  return changeSession(context, id, async (tx, current) => {
    const { mine, session } = current;
    if (!mine || mine.answer === "declined" || mine.role === "observer")
      throw new DomainError("forbidden", "Only those who paired can say whether it happened.");
    if (session.state === outcome) return { id };
    // A seat that somebody else was given is theirs no more; all seats are free once it did not happen.
    if (isLive(session.state) && !mine.active)
      throw new DomainError("forbidden", "Only those who paired can say whether it happened.");
    refuseUnlessLive(current);
    if (session.startAt > (await databaseNow(tx)))
      throw new DomainError("not_possible", "It has not begun yet.");
    if (outcome === "held" && settledState(current) === "needs_partner")
      throw new DomainError(
        "not_possible",
        current.request.needs.length > 1
          ? "Not all its seats were taken."
          : "Nobody took the partner’s seat.",
      );

    await store.updateSession(tx, id, { state: outcome });
    if (outcome === "not_held") await store.releaseSeats(tx, id);
    await store.setRequestState(tx, session.requestId, outcome === "held" ? "done" : "open");
    await store.insertChange(tx, id, actor.personId, outcome);
    if (isPutAfter(session.conflict, session.endAt)) await queueEventJob(tx, current, "cancel-event");
    return { id };
  });
}
