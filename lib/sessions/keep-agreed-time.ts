import type { Context } from "../context";
import { parse } from "../input";
import {
  changeSession,
  putOnBoard,
  queueEventJob,
  refuseOnceStarted,
  refuseUnlessMaySettle,
  refuseUnlessPairs,
  settledState,
  tellOthers,
} from "./change-session";
import { SessionId } from "./schema";
import * as store from "./store";
import { noticeOfKeeping } from "./words";

/**
 * Ends a dispute with Google Calendar by keeping what was agreed: the event is written back. Whoever pairs may; where
 * the requester declined the event, the requester alone says that they come after all. Twice is once.
 * @throws {DomainError} `not_found`; `forbidden`; `not_possible` once it has begun or is over
 */
export async function keepAgreedTime(context: Context, input: unknown): Promise<{ id: string }> {
  const { id } = parse(SessionId, input);
  const { actor } = context;
  return changeSession(context, id, async (tx, current) => {
    const { session } = current;
    refuseUnlessPairs(current, "Only those who pair can say which time holds.");
    if (session.state !== "conflict") return { id };
    refuseUnlessMaySettle(current);
    await refuseOnceStarted(tx, current);

    await store.updateSession(tx, id, { state: settledState(current) });
    await putOnBoard(tx, current);
    await store.insertChange(tx, id, actor.personId, "conflict", {
      kept: 1,
      reason: session.conflict?.reason ?? null,
    });
    await tellOthers(tx, current, actor.personId, "kept", (told) =>
      noticeOfKeeping({ ...told, by: actor.name }),
    );
    await queueEventJob(tx, current, "update-event");
    return { id };
  });
}
