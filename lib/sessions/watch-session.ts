import type { Context, Db } from "../context";
import { DomainError } from "../errors";
import { parse } from "../input";
import { countOne } from "../people/limits";
import { once } from "../people/once";
import {
  type Current,
  changeSession,
  currentSession,
  queueEventJob,
  refuseOnceStarted,
  refuseUnlessLive,
  tellRequester,
} from "./change-session";
import { refuseUnlessFree } from "./check-calendars";
import { observerSeatsLeft } from "./observers";
import { slotTaken } from "./refusals";
import { WatchSession } from "./schema";
import * as store from "./store";
import { stillInCalendar } from "./swap-partner";
import { peopleToSeat, refuseOverLimit } from "./who-can-be-booked";
import { noticeOfWatching } from "./words";

/**
 * "May I watch?": an observer's seat for the actor at once, where observers are welcome and one more has room, also
 * while a partner is still sought. Their own calendar is asked as for a booking. `overLimit` is their yes to more
 * sessions a week than they set. Watching already is watching; the same `key` again gets the same answer.
 * @throws {DomainError} `not_found`; `not_possible` where they pair, nobody (more) may watch, its time is in dispute, it
 * has begun or is over, or with `detail.overLimit` where that yes is missing; `busy`; `calendar_unknown` unless
 * `askAnyway`; `conflict` when it is moved in the same moment
 */
export async function watchSession(context: Context, input: unknown): Promise<{ id: string }> {
  const watch = parse(WatchSession, input);
  const { db, actor } = context;
  return once(context, { name: "watch", key: watch.key, input: watch }, (memory) =>
    orNotFree(async () => {
      await countOne(context, "book");
      const before = await currentSession(db, watch.id, actor.personId);
      if (isWatching(before)) return { id: watch.id };
      refuseUnlessMayWatch(before);
      await refuseOnceStarted(db, before);
      await refuseUnlessFree(context, {
        people: await peopleToSeat(db, [actor.personId], actor.personId),
        window: before.window,
        own: stillInCalendar(before, actor.personId),
        askAnyway: watch.askAnyway,
      });
      return changeSession(context, watch.id, async (tx, current) => {
        const answered = await memory.recall(tx);
        if (answered) return answered;
        if (!isWatching(current)) await seat(tx, context, current, { before, overLimit: watch.overLimit });
        const result = { id: watch.id };
        await memory.keep(tx, result);
        return result;
      });
    }),
  );
}

/** One sentence for whatever is in the way of the actor's time: an avoidance must not be told from it. */
async function orNotFree<T>(perform: () => Promise<T>): Promise<T> {
  try {
    return await perform();
  } catch (error) {
    const isTheirTime = error instanceof DomainError && ["busy", "slot_taken"].includes(error.code);
    if (!isTheirTime) throw error;
    throw new DomainError("busy", "You are not free at that time.", { cause: error });
  }
}

const isWatching = ({ mine }: Current): boolean => mine?.active === true && mine.role === "observer";

function refuseUnlessMayWatch(current: Current): void {
  const { mine, session, request } = current;
  const refuse = (sentence: string) => {
    throw new DomainError("not_possible", sentence);
  };
  refuseUnlessLive(current);
  if (mine?.active) refuse("You pair in this session.");
  if (session.isPrivate || request.observersMax === 0) refuse("Nobody is to watch this session.");
  if (session.state === "conflict") refuse("Its time is in dispute. Ask again once that is settled.");
  if (observerSeatsLeft(current) === 0) refuse("All the seats to watch are taken.");
}

/** Everything that has to be true is asked again here, under the locks. */
async function seat(
  tx: Db,
  { actor }: Context,
  current: Current,
  { before, overLimit }: { before: Current; overLimit: boolean },
): Promise<void> {
  const { session, window, seated } = current;
  refuseUnlessMayWatch(current);
  await refuseOnceStarted(tx, current);
  if (window.start !== before.window.start || window.end !== before.window.end)
    throw new DomainError("conflict", "It was moved this very moment. Look again.");
  const [person] = await peopleToSeat(tx, [actor.personId], actor.personId);
  if (!person) throw new Error("Nobody to watch.");
  if (!overLimit) await refuseOverLimit(tx, person, window.start, session.id, actor.personId);
  // Last of all, so that nothing that is refused before tells it from a time that is taken.
  const active = seated.flatMap((one) => (one.seat.active ? [one.person.id] : []));
  if (await store.anyAvoidance(tx, [...active, actor.personId])) throw slotTaken();

  await store.insertSeat(tx, {
    sessionId: session.id,
    personId: person.id,
    teamId: person.teamId,
    role: "observer",
    needId: null,
    answer: "accepted",
    hopesToLearn: "",
    startAt: window.start,
    endAt: window.end,
  });
  await store.insertChange(tx, session.id, actor.personId, "watched");
  await tellRequester(tx, current, "watched", (told) => noticeOfWatching({ ...told, by: actor.name }));
  await queueEventJob(tx, current, "update-event");
}
