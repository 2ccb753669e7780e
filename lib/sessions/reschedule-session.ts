import type { Context, Db } from "../context";
import { DomainError } from "../errors";
import { parse } from "../input";
import { type Memory, once } from "../people/once";
import { wallTime } from "./agreed-time";
import {
  type Current,
  changeSession,
  closeAtStart,
  currentSession,
  queueEventJob,
  refuseOnceStarted,
  refuseUnlessLive,
  settledState,
  tellOthers,
} from "./change-session";
import { refuseUnlessFree } from "./check-calendars";
import { type Booked, RescheduleSession } from "./schema";
import * as store from "./store";
import { refuseOverLimit, refusePast, weekAround } from "./who-can-be-booked";
import { noticeOfMove } from "./words";

/**
 * Moves a session to `start` (epoch ms); it keeps its length, its seats and its calendar event. The requester and
 * partners may. Everybody else is asked again whether they come. Its own time is not in its way.
 * @throws {DomainError} as `bookSession`; `forbidden` for observers and who is not in it
 */
export async function rescheduleSession(context: Context, input: unknown): Promise<Booked> {
  const move = parse(RescheduleSession, input);
  return once(context, { name: "reschedule", key: move.key, input: move }, async (memory) => {
    const before = await currentSession(context.db, move.id, context.actor.personId);
    refuseUnlessMayMove(before);
    await refusePast(context.db, move.start);
    const window = { start: move.start, end: move.start + before.window.end - before.window.start };
    const active = before.seated.filter(({ seat }) => seat.active).map(({ person }) => person);
    const cachedNames = await refuseUnlessFree(context, {
      people: active,
      window,
      own: { interval: before.window, personIds: active.map(({ id }) => id) },
      askAnyway: move.askAnyway,
    });
    return changeSession(context, move.id, (tx, current) =>
      storeMove(tx, context, current, move.start, cachedNames, memory),
    );
  });
}

function refuseUnlessMayMove(current: Current): void {
  if (!current.mine?.active || current.mine.role === "observer")
    throw new DomainError("forbidden", "Only those who pair can move this session.");
  refuseUnlessLive(current);
}

async function storeMove(
  tx: Db,
  context: Context,
  current: Current,
  start: number,
  cachedNames: string[],
  memory: Memory<Booked>,
): Promise<Booked> {
  const answered = await memory.recall(tx);
  if (answered) return answered;
  const { session, seated, request } = current;
  const { actor } = context;
  refuseUnlessMayMove(current);
  await refuseOnceStarted(tx, current);
  await refusePast(tx, start);
  await refuseFullWeeks(tx, current, start, actor.personId);

  const window = { start, end: start + session.endAt - session.startAt };
  const { zone } = request.requester;
  await store.updateSession(tx, session.id, {
    startAt: window.start,
    endAt: window.end,
    zone,
    agreedWallTime: wallTime(start, zone),
    state: settledState(current),
  });
  for (const { seat } of seated) {
    const asked = seat.active && seat.personId !== actor.personId && seat.role !== "requester";
    if (asked) await store.updateSeat(tx, seat.id, { answer: "waiting" });
  }
  await store.insertChange(tx, session.id, actor.personId, "moved", {
    from: session.startAt,
    start: window.start,
    end: window.end,
    cached: cachedNames.join(", "),
  });
  await tellOthers(
    tx,
    current,
    actor.personId,
    "moved",
    (told) => noticeOfMove({ ...told, by: actor.name }),
    window,
  );
  await queueEventJob(tx, current, "update-event");
  if (settledState(current) === "needs_partner")
    await closeAtStart(tx, session.id, window.start, context.now);
  const result = { id: session.id, cachedNames };
  await memory.keep(tx, result);
  return result;
}

/** Within the same week a session takes no more room than before. */
async function refuseFullWeeks(tx: Db, current: Current, start: number, actorId: string): Promise<void> {
  for (const { seat, person } of current.seated) {
    if (!seat.active || seat.role === "requester" || person.id === actorId) continue;
    const same = weekAround(start, person.zone).start === weekAround(current.window.start, person.zone).start;
    if (!same) await refuseOverLimit(tx, person, start, current.session.id, actorId);
  }
}
