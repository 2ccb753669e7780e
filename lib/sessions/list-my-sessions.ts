import { type Context, databaseNow } from "../context";
import type { MySessions, SessionSummary } from "./schema";
import * as store from "./store";

/** Older ones are found by their notes. */
const MOST_TO_LEARN = 10;

type Row = Awaited<ReturnType<typeof store.liveSessionsOf>>[number];

/** The actor's sessions: ahead, begun without anybody saying whether it happened, and held without the actor's learning. */
export async function listMySessions({ db, actor }: Context): Promise<MySessions> {
  const [live, held, now] = await Promise.all([
    store.liveSessionsOf(db, actor.personId),
    store.sessionsWithoutLearningOf(db, actor.personId, MOST_TO_LEARN),
    databaseNow(db),
  ]);
  const ids = [...live, ...held].map(({ session }) => session.id);
  const seats = ids.length === 0 ? [] : await store.seatViewsOf(db, ids);

  const summary = ({ session, title, seat }: Row): SessionSummary => ({
    id: session.id,
    requestId: session.requestId,
    title,
    state: session.state,
    conflict: session.conflict?.reason ?? null,
    start: session.startAt,
    end: session.endAt,
    place: session.place,
    meetUrl: session.meetUrl,
    role: seat.role,
    answer: seat.answer,
    others: seats.flatMap(({ seat: other, person, team }) =>
      other.sessionId === session.id && other.active && person && person.id !== actor.personId
        ? [
            {
              ...person,
              role: other.role,
              hopesToLearn: other.hopesToLearn,
              teamName: team?.name ?? null,
              discipline: team?.discipline ?? null,
            },
          ]
        : [],
    ),
  });
  return {
    upcoming: live.filter(({ session }) => session.endAt > now).map(summary),
    toConfirm: live
      .filter(({ session, seat }) => session.startAt <= now && seat.role !== "observer")
      .map(summary)
      .toReversed(),
    toLearn: held.map(summary),
  };
}
