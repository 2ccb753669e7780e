import type { Context } from "../context";
import { DomainError } from "../errors";
import { parse } from "../input";
import {
  changeSession,
  closeAtStart,
  queueEventJob,
  refuseOnceStarted,
  refuseUnlessLive,
  tellOthers,
} from "./change-session";
import { SessionId } from "./schema";
import * as store from "./store";
import { noticeOfDecline } from "./words";

/**
 * "Not now", without a reason. The seat is free and the session `needs_partner`: it keeps its time, its event stays
 * and loses that attendee. The request is `open` again meanwhile, so that the board, matches and offers treat it as
 * any other; whoever is booked next takes the seat of this very session (see `bookPair`). The person is not
 * suggested for it again. If nobody took the seat by the start, the session is cancelled then. What is in dispute about
 * its time stays so: nobody is asked for a time that may not hold, and whoever pairs still says which does.
 * @throws {DomainError} `not_found`; `forbidden` but for partners; `not_possible` once it has begun or is over
 */
export async function declineSession(context: Context, input: unknown): Promise<{ id: string }> {
  const { id } = parse(SessionId, input);
  const { actor } = context;
  return changeSession(context, id, async (tx, current) => {
    const { mine, session } = current;
    if (mine?.role !== "partner") throw new DomainError("forbidden", "You have no partner’s seat here.");
    if (!mine.active && mine.answer === "declined") return { id };
    if (!mine.active) throw new DomainError("forbidden", "Somebody else was given that seat.");
    refuseUnlessLive(current);
    await refuseOnceStarted(tx, current);

    await store.updateSeat(tx, mine.id, { answer: "declined", active: false });
    await store.insertDecline(tx, session.requestId, actor.personId);
    const isDisputed = session.state === "conflict";
    if (!isDisputed) {
      await store.updateSession(tx, id, { state: "needs_partner" });
      await store.setRequestState(tx, session.requestId, "open");
    }
    await store.insertChange(tx, id, actor.personId, "declined");
    await tellOthers(tx, current, actor.personId, "declined", (told) =>
      noticeOfDecline({ ...told, by: actor.name, isDisputed }),
    );
    await queueEventJob(tx, current, "update-event");
    await closeAtStart(tx, id, session.startAt);
    return { id };
  });
}
