import type { Context } from "../context";
import { parse } from "../input";
import { once } from "../people/once";
import { changeSession, currentSession } from "./change-session";
import { refuseUnlessFree } from "./check-calendars";
import { timesInCalendars } from "./conflict";
import { moveSession, refuseUnlessMayMove } from "./move-session";
import { type Booked, RescheduleSession } from "./schema";
import { refusePast } from "./who-can-be-booked";

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
      own: { intervals: timesInCalendars(before), personIds: active.map(({ id }) => id) },
      askAnyway: move.askAnyway,
    });
    return changeSession(context, move.id, async (tx, current) => {
      const answered = await memory.recall(tx);
      if (answered) return answered;
      const lengthMs = current.window.end - current.window.start;
      await moveSession(tx, context, current, { start: move.start, end: move.start + lengthMs }, cachedNames);
      const result = { id: move.id, cachedNames };
      await memory.keep(tx, result);
      return result;
    });
  });
}
