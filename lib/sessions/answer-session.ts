import type { Context, Db } from "../context";
import { DomainError } from "../errors";
import { parse } from "../input";
import {
  type Current,
  changeSession,
  queueEventJob,
  refuseOnceStarted,
  refuseUnlessLive,
  settledState,
  tellOthers,
  withSeat,
} from "./change-session";
import { isSeatFree } from "./fill-needs";
import { pairingIn } from "./observers";
import { slotTaken } from "./refusals";
import { releaseObservers } from "./release-observers";
import { SessionId } from "./schema";
import * as store from "./store";
import { noticeOfAcceptance } from "./words";

/**
 * "I'll come." After a "not now" it revives the seat, if the need is still open and the person's time still free.
 * @throws {DomainError} `not_found`; `forbidden` but for partners; `not_possible` once it has begun or the seat is
 * taken; `slot_taken`
 */
export async function answerSession(context: Context, input: unknown): Promise<{ id: string }> {
  const { id } = parse(SessionId, input);
  const { actor } = context;
  return changeSession(context, id, async (tx, current) => {
    const { mine } = current;
    if (mine?.role !== "partner") throw new DomainError("forbidden", "You have no partner’s seat here.");
    if (mine.active && mine.answer === "accepted") return { id };
    refuseUnlessLive(current);
    await refuseOnceStarted(tx, current);
    if (!mine.active) await reviveSeat(tx, current, mine, actor.personId);
    else await store.updateSeat(tx, mine.id, { answer: "accepted" });
    await tellOthers(tx, current, actor.personId, "accepted", (told) =>
      noticeOfAcceptance({ ...told, by: actor.name }),
    );
    return { id };
  });
}

async function reviveSeat(tx: Db, current: Current, mine: store.SeatRow, actorId: string): Promise<void> {
  const { session } = current;
  if (!isSeatFree(current, mine))
    throw new DomainError("not_possible", "Somebody else took the seat meanwhile.");
  if (await store.anyAvoidance(tx, [...pairingIn(current), actorId])) throw slotTaken();
  await releaseObservers(tx, current, { window: current.window, joiningIds: [actorId] });
  await store.updateSeat(tx, mine.id, { answer: "accepted", active: true });
  await store.deleteDecline(tx, session.requestId, actorId);
  const state = settledState(withSeat(current, mine.id, { answer: "accepted", active: true }));
  const isDisputed = session.state === "conflict";
  if (!isDisputed) await store.updateSession(tx, session.id, { state });
  await store.setRequestState(tx, session.requestId, isDisputed || state === "booked" ? "booked" : "open");
  await store.insertChange(tx, session.id, actorId, "booked", {
    ...{ start: session.startAt, end: session.endAt, partnerIds: actorId, returned: 1 },
  });
  await queueEventJob(tx, current, "update-event");
}
