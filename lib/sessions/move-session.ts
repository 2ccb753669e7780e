import type { Context, Db } from "../context";
import { audit } from "../people/audit";
import type { Interval } from "../time/interval";
import { wallTime } from "./agreed-time";
import {
  type Current,
  closeAtStart,
  putOnBoard,
  queueEventJob,
  refuseOnceStarted,
  refuseUnlessMaySettle,
  refuseUnlessPairs,
  settledState,
  tellOthers,
} from "./change-session";
import { releaseObservers } from "./release-observers";
import * as store from "./store";
import { refuseOverLimit, refusePast, weekAround } from "./who-can-be-booked";
import { noticeOfMove } from "./words";

/**
 * @throws {DomainError} `forbidden` for observers and who is not in it, and for partners while it is the requester's to
 * say whether they come; `not_possible` when it is over
 */
export function refuseUnlessMayMove(current: Current): void {
  refuseUnlessPairs(current, "Only those who pair can move this session.");
  refuseUnlessMaySettle(current);
}

/**
 * Moves a session to `window`, under its locks: its people keep their seats, whoever did not move it is asked again
 * whether they come, and what was in dispute about its time is settled. An observer who is not free then loses the seat.
 * @param busyIds Whose calendar says that they are not.
 * @throws {DomainError} `forbidden`; `not_possible` once it has begun, or where somebody's week is full; `invalid` for a
 * past time. The database refuses a time that is taken.
 */
export async function moveSession(
  tx: Db,
  context: Context,
  current: Current,
  window: Interval,
  { cachedNames = [], busyIds = [] }: { cachedNames?: readonly string[]; busyIds?: readonly string[] } = {},
): Promise<void> {
  const { session, request } = current;
  const { actor } = context;
  refuseUnlessMayMove(current);
  await refuseOnceStarted(tx, current);
  await refusePast(tx, window.start);
  await refuseFullWeeks(tx, current, window.start, actor.personId);

  const { zone } = request.requester;
  const state = settledState(current);
  const staying = await releaseObservers(tx, current, { window, busyIds });
  await store.updateSession(tx, session.id, {
    startAt: window.start,
    endAt: window.end,
    zone,
    agreedWallTime: wallTime(window.start, zone),
    state,
  });
  await putOnBoard(tx, current);
  for (const { seat } of staying.seated) {
    const asked = seat.active && seat.personId !== actor.personId && seat.role === "partner";
    if (asked) await store.updateSeat(tx, seat.id, { answer: "waiting" });
  }
  await store.insertChange(tx, session.id, actor.personId, "moved", {
    from: session.startAt,
    start: window.start,
    end: window.end,
    cached: cachedNames.join(", "),
  });
  await audit(tx, context, "session_moved", { kind: "session", id: session.id });
  await tellOthers(
    tx,
    staying,
    actor.personId,
    "moved",
    (told) => noticeOfMove({ ...told, by: actor.name }),
    window,
  );
  await queueEventJob(tx, current, "update-event");
  if (state === "needs_partner") await closeAtStart(tx, session.id, window.start);
}

/** Within the same week a session takes no more room than before. */
async function refuseFullWeeks(tx: Db, current: Current, start: number, actorId: string): Promise<void> {
  for (const { seat, person } of current.seated) {
    if (!seat.active || seat.role !== "partner" || person.id === actorId) continue;
    const same = weekAround(start, person.zone).start === weekAround(current.window.start, person.zone).start;
    if (!same) await refuseOverLimit(tx, person, start, current.session.id, actorId);
  }
}
