import { type Context, type Db, databaseNow } from "../context";
import { DomainError, notFound } from "../errors";
import { enqueue } from "../jobs/queue";
import { joined } from "../matching/reasons";
import { metrics } from "../metrics";
import { audit } from "../people/audit";
import { firstName } from "../people/first-name";
import { countOne } from "../people/limits";
import { notify } from "../people/notices";
import type { Memory } from "../people/once";
import { formatDay, formatTime } from "../time/format";
import { type EpochMs, MINUTE_MS } from "../time/instant";
import type { Interval } from "../time/interval";
import { wallTime } from "./agreed-time";
import { closeAtStart, holdingPeople, tellOthers } from "./change-session";
import { busyAmong, refuseUnlessFree } from "./check-calendars";
import { needsFor } from "./fill-needs";
import { bookedAlready, slotTaken } from "./refusals";
import { releaseObservers } from "./release-observers";
import type { Booked } from "./schema";
import * as store from "./store";
import { peopleToSeat, refuseOverLimit, refusePast } from "./who-can-be-booked";
import { noticeOfBooking, noticeOfJoining, noticeOfMove } from "./words";

export type Pair = {
  readonly requestId: string;
  readonly partnerIds: readonly string[];
  readonly start: EpochMs;
  readonly askAnyway: boolean;
  /** The actor's own words. */
  readonly hopesToLearn: string;
  /** The partner offers themself: their seat needs no answer, and a limit they set is theirs to exceed. */
  readonly isOffer: boolean;
  readonly overLimit: boolean;
};

type People = readonly store.PersonRow[];

/**
 * Seats the requester and the partners for `[start, start + the request's length)`, each partner for a need of their
 * own. With needs still open the session is `needs_partner`, and the request stays on the board at that time.
 *
 * A request whose partner said "not now" is open again while its session, `needs_partner`, keeps its time. Booking
 * a new partner at that time fills the seat of that same session; booking at another time moves it. So the calendar
 * event, the history and the address stay, and there is one live session per request throughout.
 */
export async function bookPair(context: Context, pair: Pair, memory: Memory<Booked>): Promise<Booked> {
  const { db, actor } = context;
  await countOne(context, "book");
  const request = await store.requestToBook(db, pair.requestId);
  if (!request) throw notFound("request");
  const ids = [request.requesterId, ...pair.partnerIds];
  if (new Set(ids).size < ids.length)
    throw new DomainError("invalid", "You cannot pair with yourself.", {
      fields: { partnerIds: "You cannot pair with yourself." },
    });
  refuseMoreThanNeeded(pair, request);
  const window = { start: pair.start, end: pair.start + request.lengthMin * MINUTE_MS };
  await refuseUnlessOpen(db, request);
  await refusePast(db, window.start);
  const people = await peopleToSeat(db, ids, actor.personId);
  const live = await store.liveSessionOf(db, request.id);
  const seats = live ? await store.seatsOf(db, live.id) : [];
  await needsFor(db, request, seats, joining(people, seats, actor.personId), actor.personId);
  const own = live && ownTime(live, seats);
  const cachedNames = await refuseUnlessFree(context, { people, window, own, askAnyway: pair.askAnyway });
  // At its own time those who watch are free already.
  const busyIds =
    live && live.startAt !== window.start
      ? await busyAmong(context, { people: await watchersIn(db, seats, ids), window, own })
      : [];

  const find = async (on: Db) => [...ids, ...(await store.personIdsOn(on, request.id))];
  const { result, isNew } = await holdingPeople(db, find, async (tx) => {
    const answered = await memory.recall(tx);
    if (answered) return { result: answered, isNew: false };
    const id = await seat(tx, context, pair, { window, ids, cachedNames, busyIds });
    await memory.keep(tx, { id, cachedNames });
    return { result: { id, cachedNames }, isNew: true };
  });
  if (isNew) metrics().bookings.inc({ by: pair.isOffer ? "offer" : "requester" });
  return result;
}

/** Whoever watches and pairs now is no observer any more. */
async function watchersIn(db: Db, seats: readonly store.SeatRow[], joiningIds: readonly string[]) {
  const ids = seats.flatMap(({ active, role, personId }) =>
    active && role === "observer" && personId && !joiningIds.includes(personId) ? [personId] : [],
  );
  return ids.length === 0 ? [] : store.peopleByIds(db, ids);
}

function refuseMoreThanNeeded({ partnerIds }: Pair, { needs }: store.RequestToBook): void {
  if (partnerIds.length <= Math.max(1, needs.length)) return;
  const sentence =
    needs.length > 1
      ? `This needs ${needs.length} people beside you. Choose as many at most.`
      : "This needs one person beside you. Choose who it is.";
  throw new DomainError("invalid", sentence, { fields: { partnerIds: sentence } });
}

async function refuseUnlessOpen(db: Db, request: store.RequestToBook): Promise<void> {
  if (request.state === "booked") throw bookedAlready();
  if (request.state !== "open")
    throw new DomainError(
      "not_possible",
      request.state === "done" ? "This request is done." : "This request was withdrawn.",
    );
  if (request.neededByAt <= (await databaseNow(db)))
    throw new DomainError("not_possible", "This request has expired. Its requester can revive it.");
}

const ownTime = (live: store.SessionRow, seats: readonly store.SeatRow[]) => ({
  intervals: [{ start: live.startAt, end: live.endAt }],
  personIds: activeIn(seats),
});

/** Whoever sits there, also to watch. */
const activeIn = (seats: readonly store.SeatRow[]): string[] =>
  seats.flatMap(({ active, personId }) => (active && personId ? [personId] : []));

const partnerIdsIn = (seats: readonly store.SeatRow[]): string[] =>
  seats.flatMap(({ active, role, personId }) => (active && role === "partner" && personId ? [personId] : []));

/** Those who get a seat: all but the requester. @throws {DomainError} `not_possible` where one has a seat already */
function joining(people: People, seats: readonly store.SeatRow[], actorId: string): People {
  const sitting = partnerIdsIn(seats);
  const partners = people.slice(1);
  const already = partners.find(({ id }) => sitting.includes(id));
  if (already)
    throw new DomainError(
      "not_possible",
      already.id === actorId
        ? "You have a seat in this session already."
        : `${already.name} has a seat in this session already.`,
    );
  return partners;
}

/** Whoever sits there already was asked for that time: it changes by rescheduling, which asks them again. */
function refuseOtherTime(
  staying: People,
  live: store.SessionRow,
  window: Interval,
  zone: string,
  isOffer: boolean,
): void {
  if (staying.length === 0 || live.startAt === window.start) return;
  // Who sits in a private session is for its people to know.
  const isHidden = live.isPrivate && isOffer;
  const names = isHidden ? "Somebody" : joined(staying.map(({ name }) => firstName(name)));
  throw new DomainError(
    "not_possible",
    `${names} ${staying.length > 1 && !isHidden ? "are" : "is"} booked for ${formatDay(live.startAt, zone)} ${formatTime(live.startAt, zone)}. Reschedule the session to choose another time.`,
  );
}

type Asked = {
  readonly window: Interval;
  readonly ids: readonly string[];
  readonly cachedNames: readonly string[];
  /** Observers whose calendar says that they are busy then. */
  readonly busyIds: readonly string[];
};

/** Everything that has to be true is asked again here, under the locks. */
async function seat(
  tx: Db,
  context: Context,
  pair: Pair,
  { window, ids, cachedNames, busyIds }: Asked,
): Promise<string> {
  const { actor } = context;
  const request = await store.requestToBook(tx, pair.requestId, { lock: true });
  if (!request) throw notFound("request");
  await refuseUnlessOpen(tx, request);
  if (window.end - window.start !== request.lengthMin * MINUTE_MS)
    throw new DomainError("not_possible", "The request was changed meanwhile. Look again.");
  await refusePast(tx, window.start);
  const people = await peopleToSeat(tx, ids, actor.personId);
  const live = await store.liveSessionOf(tx, request.id);
  if (live && live.state !== "needs_partner") throw bookedAlready();
  const seats = live ? await store.seatsOf(tx, live.id) : [];
  const partners = joining(people, seats, actor.personId);
  const staying = await store.peopleByIds(tx, partnerIdsIn(seats));
  if (live) refuseOtherTime(staying, live, window, actor.zone, pair.isOffer);
  const needIds = await needsFor(tx, request, seats, partners, actor.personId);
  await refuseDeclined(tx, pair, partners);
  for (const partner of partners) {
    if (pair.isOffer && pair.overLimit) continue;
    await refuseOverLimit(tx, partner, window.start, live?.id, actor.personId);
  }
  // Last of all, so that nothing that is refused before tells it from a time that is taken.
  if (await store.anyAvoidance(tx, [...ids, ...staying.map(({ id }) => id)])) throw slotTaken();

  const isWhole = staying.length + partners.length >= request.needs.length;
  if (live) await moveWatchers(tx, context, { request, live, seats }, { window, ids, busyIds });
  const id = await storeSession(tx, request, window, live, isWhole ? "booked" : "needs_partner");
  await storeSeats(tx, id, people, needIds, pair, window);
  await store.setRequestState(tx, request.id, isWhole ? "booked" : "open");
  if (!isWhole) await closeAtStart(tx, id, window.start);
  await audit(tx, context, "session_booked", { kind: "session", id });
  await store.insertChange(tx, id, actor.personId, "booked", {
    start: window.start,
    end: window.end,
    partners: partners.map(({ name }) => name).join(", "),
    partnerIds: partners.map((partner) => partner.id).join(","),
    offered: pair.isOffer ? 1 : 0,
    cached: cachedNames.join(", "),
  });
  for (const person of people) {
    if (person.id === actor.personId) continue;
    const words = { title: request.title, window, zone: person.zone, by: actor.name, isOffer: pair.isOffer };
    await notify(tx, {
      personId: person.id,
      kind: pair.isOffer ? "offered" : "booked",
      text: noticeOfBooking(words),
      href: `/sessions/${id}`,
    });
  }
  const who = joined(partners.map(({ name }) => name));
  for (const person of staying)
    await notify(tx, {
      personId: person.id,
      kind: "booked",
      text: noticeOfJoining({
        title: request.title,
        window,
        zone: person.zone,
        by: who,
        isOne: partners.length === 1,
      }),
      href: `/sessions/${id}`,
    });
  if (live) await store.raiseSequence(tx, id);
  await enqueue(tx, live ? "update-event" : "send-invite", { sessionId: id });
  return id;
}

/** Those who watch come along, without those who are not free then. */
async function moveWatchers(
  tx: Db,
  { actor }: Context,
  on: { request: store.RequestToBook; live: store.SessionRow; seats: readonly store.SeatRow[] },
  { window, ids, busyIds }: Omit<Asked, "cachedNames">,
): Promise<void> {
  const people = await watchersIn(tx, on.seats, ids);
  const seated = people.flatMap((person) => {
    const seat = on.seats.find(({ personId }) => personId === person.id);
    return seat ? [{ seat, person }] : [];
  });
  const was = { start: on.live.startAt, end: on.live.endAt };
  const before = { session: on.live, request: on.request, seated, window: was };
  const staying = await releaseObservers(tx, before, { window, joiningIds: ids, busyIds });
  if (was.start === window.start) return;
  await tellOthers(
    tx,
    staying,
    actor.personId,
    "moved",
    (told) => noticeOfMove({ ...told, by: actor.name }),
    window,
  );
}

/** Whoever said "not now" may change their own mind; others do not ask them again. */
async function refuseDeclined(tx: Db, pair: Pair, partners: People): Promise<void> {
  const declined = await store.hasDeclined(tx, pair.requestId, pair.partnerIds);
  for (const { id, name } of partners.filter((partner) => declined.includes(partner.id))) {
    if (!pair.isOffer)
      throw new DomainError("not_possible", `${name} cannot take this one now. Choose somebody else.`);
    await store.deleteDecline(tx, pair.requestId, id);
  }
}

async function storeSession(
  tx: Db,
  request: store.RequestToBook,
  { start, end }: Interval,
  live: store.SessionRow | undefined,
  state: "booked" | "needs_partner",
): Promise<string> {
  const { zone } = request.requester;
  const agreed = {
    state,
    eventState: "queued" as const,
    startAt: start,
    endAt: end,
    zone,
    agreedWallTime: wallTime(start, zone),
    place: request.place,
  };
  if (!live) return store.insertSession(tx, { ...agreed, requestId: request.id });
  await store.updateSession(tx, live.id, agreed);
  return live.id;
}

async function storeSeats(
  tx: Db,
  sessionId: string,
  people: People,
  needIds: readonly (string | null)[],
  pair: Pair,
  { start, end }: Interval,
): Promise<void> {
  const [requester, ...partners] = people;
  if (!requester) throw new Error("A session without its requester.");
  const times = { sessionId, startAt: start, endAt: end };
  await store.insertSeat(tx, {
    ...times,
    personId: requester.id,
    teamId: requester.teamId,
    role: "requester",
    answer: "accepted",
    // What they wrote when they booked somebody else into it stays.
    ...(!pair.isOffer && pair.hopesToLearn !== "" && { hopesToLearn: pair.hopesToLearn }),
  });
  for (const [position, partner] of partners.entries()) {
    await store.insertSeat(tx, {
      ...times,
      personId: partner.id,
      teamId: partner.teamId,
      role: "partner",
      needId: needIds[position] ?? null,
      answer: pair.isOffer ? "accepted" : "waiting",
      hopesToLearn: pair.isOffer ? pair.hopesToLearn : "",
    });
  }
}
