import type { Context } from "../context";
import { parse } from "../input";
import { type Current, currentSession } from "./change-session";
import { isVideo } from "./event-text";
import { isLive, type LevelView, type SeatView, SessionId, type SessionView } from "./schema";
import * as store from "./store";

/**
 * A session as its page shows it. Everybody in the company may see it, unless it was made private.
 * @throws {DomainError} `not_found`
 */
export async function getSession(context: Context, input: unknown): Promise<SessionView> {
  const { id } = parse(SessionId, input);
  const { db, actor } = context;
  const current = await currentSession(db, id, actor.personId);
  const { session, request } = current;
  const [seatRows, changes, systems, now] = await Promise.all([
    store.seatViewsOf(db, [id]),
    store.changesOf(db, id),
    store.systemsOf(db, request.id),
    store.databaseNow(db),
  ]);
  const seats = seatRows.map(seatView);
  const mine = seats.find(({ person }) => person?.id === actor.personId) ?? null;
  const hasStarted = session.startAt <= now;
  const { id: requestId, title, body, understand, bring, state } = request;
  return {
    id,
    state: session.state,
    start: session.startAt,
    end: session.endAt,
    zone: session.zone,
    place: session.place,
    isPrivate: session.isPrivate,
    cancelReason: session.cancelReason,
    request: { id: requestId, title, body, understand, bring, state, systems },
    seats,
    event: {
      state: session.eventState,
      failure: session.eventFailure,
      meetUrl: session.meetUrl,
      meetPending: meetPending(session),
    },
    changes,
    mine,
    levels: mine ? await levelViews(context, id, systems) : [],
    hasStarted,
    hasEnded: session.endAt <= now,
    offeredBy: offeredBy(current, changes),
    may: mayDo(current, mine, hasStarted),
  };
}

const seatView = ({
  seat,
  person,
  team,
}: Awaited<ReturnType<typeof store.seatViewsOf>>[number]): SeatView => ({
  id: seat.id,
  role: seat.role,
  answer: seat.answer,
  active: seat.active,
  hopesToLearn: seat.hopesToLearn,
  person,
  team,
});

const meetPending = ({ state, place, meetUrl, eventState, eventFailure }: store.SessionRow) =>
  isLive(state) &&
  isVideo(place) &&
  meetUrl === null &&
  (eventState === "queued" || (eventState === "made" && eventFailure === null));

async function levelViews(
  { db, actor }: Context,
  sessionId: string,
  systems: Awaited<ReturnType<typeof store.systemsOf>>,
): Promise<LevelView[]> {
  if (systems.length === 0) return [];
  const known = await store.levelsOf(
    db,
    actor.personId,
    systems.map(({ id }) => id),
  );
  return systems.map(({ id, name, slug }) => {
    const said = known.find(({ systemId }) => systemId === id);
    return {
      systemId: id,
      name,
      slug,
      level: said?.level ?? null,
      wantsToLearn: said?.wantsToLearn ?? false,
      confirmedHere: said?.confirmedInSessionId === sessionId,
    };
  });
}

/** Who booked it by an offer, for the requester to undo while nothing else has happened to it. */
function offeredBy({ mine }: Current, changes: Awaited<ReturnType<typeof store.changesOf>>): string | null {
  const last = changes.at(-1);
  return mine?.role === "requester" && last?.kind === "booked" && last.detail.offered === 1
    ? last.actorName
    : null;
}

function mayDo({ session }: Current, mine: SeatView | null, hasStarted: boolean): SessionView["may"] {
  const pairs = mine !== null && mine.role !== "observer" && mine.answer !== "declined";
  const ahead = isLive(session.state) && !hasStarted;
  const isPartner = mine?.role === "partner";
  const mayReturn = session.state === "needs_partner" && mine?.answer === "declined";
  return {
    reschedule: pairs && ahead,
    cancel: mine?.role === "requester" && ahead,
    decline: isPartner && mine.active && ahead,
    accept: isPartner && ahead && ((mine.active && mine.answer === "waiting") || mayReturn),
    complete: pairs && isLive(session.state) && hasStarted,
    confirm: pairs && hasStarted && (isLive(session.state) || session.state === "held"),
  };
}
