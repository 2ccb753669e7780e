import type { Context } from "../context";
import { DomainError } from "../errors";
import { parse } from "../input";
import { countOne } from "../people/limits";
import { once } from "../people/once";
import { type Current, changeSession, currentSession } from "./change-session";
import { busyAmong, refuseUnlessFree } from "./check-calendars";
import { timesInCalendars } from "./conflict";
import { moveSession, refuseUnlessMayMove } from "./move-session";
import { observersIn } from "./observers";
import { type Booked, RescheduleSession } from "./schema";
import type { PersonRow } from "./store";
import { refusePast } from "./who-can-be-booked";

/**
 * Moves a session to `start` (epoch ms); it keeps its length, its seats and its calendar event. The requester and
 * partners may. Everybody else is asked again whether they come. Its own time is not in its way, and nor are observers:
 * who is not free then loses the seat.
 * @throws {DomainError} as `bookSession`; `forbidden` for observers and who is not in it
 */
export async function rescheduleSession(context: Context, input: unknown): Promise<Booked> {
  const move = parse(RescheduleSession, input);
  return once(context, { name: "reschedule", key: move.key, input: move }, async (memory) => {
    await countOne(context, "book");
    const before = await currentSession(context.db, move.id, context.actor.personId);
    refuseUnlessMayMove(before);
    await refusePast(context.db, move.start);
    const window = { start: move.start, end: move.start + before.window.end - before.window.start };
    const active = before.seated.filter(({ seat }) => seat.active).map(({ person }) => person);
    const watching = observersIn(before).map(({ person }) => person);
    const own = { intervals: timesInCalendars(before), personIds: active.map(({ id }) => id) };
    const cachedNames = await refuseUnlessFree(context, {
      people: active.filter((person) => !watching.includes(person)),
      window,
      own,
      askAnyway: move.askAnyway,
    });
    const busyIds = await busyAmong(context, { people: watching, window, own });
    return changeSession(context, move.id, async (tx, current) => {
      const answered = await memory.recall(tx);
      if (answered) return answered;
      refuseNewcomers(current, active);
      const lengthMs = current.window.end - current.window.start;
      await moveSession(
        tx,
        context,
        current,
        { start: move.start, end: move.start + lengthMs },
        {
          cachedNames,
          busyIds,
        },
      );
      const result = { id: move.id, cachedNames };
      await memory.keep(tx, result);
      return result;
    });
  });
}

/** @throws {DomainError} `not_possible` where somebody pairs whose calendar was not asked about the new time */
function refuseNewcomers({ seated }: Current, asked: readonly PersonRow[]): void {
  const ids = new Set(asked.map(({ id }) => id));
  if (seated.some(({ seat, person }) => seat.active && seat.role !== "observer" && !ids.has(person.id)))
    throw new DomainError(
      "not_possible",
      "Somebody joined this session meanwhile. Look again, then choose a time.",
    );
}
