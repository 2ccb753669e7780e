import { type Context, type Db, databaseNow } from "../context";
import { parse } from "../input";
import type { EpochMs } from "../time/instant";
import { changedClocks } from "./agreed-time";
import { type Current, currentSession, isTheirs } from "./change-session";
import { mayKeep, timeToTake } from "./conflict";
import { isVideo } from "./event-text";
import { isFilled, isSeatFree, needNames, needsOpenIn } from "./fill-needs";
import { lateBy } from "./late-cancel";
import { mailOwed } from "./mail-owed";
import { mayBeWatched, observerSeatsLeft, pairingIn } from "./observers";
import {
  type ConflictView,
  isLive,
  type LevelView,
  type SeatView,
  SessionId,
  type SessionView,
} from "./schema";
import * as store from "./store";
import { lastOffer } from "./undo-offer";

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
    databaseNow(db),
  ]);
  const seats = seatRows.map(seatView(swappedOut(changes)));
  const conflict = await conflictView(db, current);
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
    conflict,
    clocks: changedClocks(session.startAt, session.zone, session.agreedWallTime),
    mail: context.config.SMTP_URL ? mailView(session, seatRows) : null,
    request: { id: requestId, title, body, understand, bring, state, systems },
    openSeats: isLive(session.state) ? await needNames(db, openNeedsOf(current)) : [],
    watching: { max: request.observersMax, left: observerSeatsLeft(current) },
    seats,
    event: {
      state: session.eventState,
      failure: session.eventFailure,
      meetUrl: session.meetUrl,
      meetPending: meetPending(session),
    },
    changes: changes.map(({ actorId: _, ...change }) => ({
      ...change,
      late: change.kind === "cancelled" ? lateBy(session.startAt, change.at) : null,
    })),
    mine,
    levels: mine ? await levelViews(context, id, systems) : [],
    hasStarted,
    hasEnded: session.endAt <= now,
    offeredBy: offeredBy(current, changes),
    may: mayDo(current, mine, conflict, now),
  };
}

async function conflictView(db: Db, current: Current): Promise<ConflictView | null> {
  const { session } = current;
  if (!session.conflict) return null;
  const theirs = timeToTake(session.conflict);
  const isTaken =
    theirs !== null && (await store.seatedElsewhere(db, pairingIn(current), theirs, session.id)).length > 0;
  return { ...session.conflict, isTaken };
}

function mailView(session: store.SessionRow, rows: SeatRows): SessionView["mail"] {
  const waitsFor = rows.flatMap(({ seat, person }) =>
    person && mailOwed(session, seat) ? [person.name] : [],
  );
  const isUsed = rows.some(({ seat }) => seat.mailedSequence !== null);
  return isUsed ? { waitsFor } : null;
}

type SeatRows = Awaited<ReturnType<typeof store.seatViewsOf>>;

const seatView =
  (out: ReadonlySet<string>) =>
  ({ seat, person, team }: SeatRows[number]): SeatView => ({
    id: seat.id,
    role: seat.role,
    answer: seat.answer,
    active: seat.active,
    left: !seat.active && (seat.answer === "declined" || (person !== null && out.has(person.id))),
    hopesToLearn: seat.hopesToLearn,
    person,
    team,
  });

/** Ids of those whose seat somebody else was given, and who were not asked again since. */
function swappedOut(changes: Awaited<ReturnType<typeof store.changesOf>>): Set<string> {
  const out = new Set<string>();
  for (const { kind, detail, actorId } of changes) {
    if (kind === "swapped") out.add(String(detail.fromId)).delete(String(detail.toId));
    if (kind === "watched") out.delete(String(actorId));
    if (kind === "booked") for (const id of String(detail.partnerIds ?? "").split(",")) out.delete(id);
  }
  return out;
}

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

function openNeedsOf({ request, seated }: Current) {
  const seats = seated.map(({ seat }) => seat);
  return isFilled(request, seats) ? [] : needsOpenIn(request, seats);
}

/** Who booked it by an offer, for the requester to undo while nothing else has happened to it. */
const offeredBy = (
  { mine }: Current,
  changes: Awaited<ReturnType<typeof store.changesOf>>,
): SessionView["offeredBy"] => (mine?.role === "requester" ? lastOffer(changes) : null);

function mayDo(
  current: Current,
  mine: SeatView | null,
  conflict: ConflictView | null,
  now: EpochMs,
): SessionView["may"] {
  const { session } = current;
  const hasStarted = session.startAt <= now;
  const pairs = mine?.active === true && mine.role !== "observer";
  const ahead = isLive(session.state) && !hasStarted;
  const isPartner = mine?.role === "partner";
  const theirs = timeToTake(session.conflict);
  const mayReturn =
    mine?.answer === "declined" && current.mine !== undefined && isSeatFree(current, current.mine);
  return {
    reschedule: pairs && ahead && (conflict === null || mayKeep(session.conflict, mine.role)),
    swap: mine?.role === "requester" && ahead && conflict === null,
    keep: pairs && ahead && conflict !== null && mayKeep(session.conflict, mine.role),
    takeGoogleTime: pairs && ahead && theirs !== null && theirs.start > now && conflict?.isTaken === false,
    cancel: mine?.role === "requester" && ahead,
    decline: isPartner && mine.active && ahead,
    accept: isPartner && ahead && ((mine.active && mine.answer === "waiting") || mayReturn),
    complete: pairs && isLive(session.state) && hasStarted,
    confirm: pairs && hasStarted && (isLive(session.state) || session.state === "held"),
    watch: !mine?.active && ahead && mayBeWatched(current),
    leave: mine?.role === "observer" && mine.active && ahead,
    removeObservers: mine?.role === "requester" && ahead,
    setPrivate: current.mine !== undefined && mine?.role !== "observer" && isTheirs(current.mine, session),
  };
}
