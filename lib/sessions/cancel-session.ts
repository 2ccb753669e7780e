import { type Context, type Db, databaseNow } from "../context";
import { DomainError } from "../errors";
import { parse } from "../input";
import { audit } from "../people/audit";
import {
  type Current,
  changeSession,
  queueEventJob,
  refuseOnceStarted,
  refuseUnlessLive,
  tellOthers,
} from "./change-session";
import { lateBy } from "./late-cancel";
import { CancelSession } from "./schema";
import * as store from "./store";
import { noticeOfCancellation } from "./words";

/**
 * Cancels the actor's own session: everybody's time is free again, the request goes back on the board, the event
 * leaves the calendars. A partner says "not now" instead. Cancelling twice
 * is cancelling once. Less than a day before, the others are told how long before.
 * @throws {DomainError} `not_found`; `forbidden` but for the requester; `not_possible` once it has begun or is over
 */
export async function cancelSession(context: Context, input: unknown): Promise<{ id: string }> {
  const { id, reason } = parse(CancelSession, input);
  return changeSession(context, id, async (tx, current) => {
    const { session, request } = current;
    if (current.mine?.role !== "requester")
      throw new DomainError("forbidden", `Only ${request.requester.name} can cancel this session.`);
    if (session.state === "cancelled") return { id };
    refuseUnlessLive(current);
    await refuseOnceStarted(tx, current);
    await cancelCurrent(tx, context, current, reason);
    return { id };
  });
}

/** Of a session that is ahead, under its locks. */
export async function cancelCurrent(
  tx: Db,
  context: Context,
  current: Current,
  reason: string,
): Promise<void> {
  const { actor } = context;
  const { session } = current;
  await store.updateSession(tx, session.id, { state: "cancelled", cancelReason: reason });
  await store.releaseSeats(tx, session.id);
  await store.setRequestState(tx, session.requestId, "open");
  await store.insertChange(tx, session.id, actor.personId, "cancelled", { reason });
  await audit(tx, context, "session_cancelled", { kind: "session", id: session.id });
  const late = lateBy(session.startAt, await databaseNow(tx));
  await tellOthers(tx, current, actor.personId, "cancelled", (told) =>
    noticeOfCancellation({ ...told, by: actor.name, reason, late }),
  );
  await queueEventJob(tx, current, "cancel-event");
}
