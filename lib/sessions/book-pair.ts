import { type Context, type Db, databaseNow } from "../context";
import { DomainError, notFound } from "../errors";
import { enqueue } from "../jobs/queue";
import { notify } from "../people/notices";
import type { Memory } from "../people/once";
import { type EpochMs, MINUTE_MS } from "../time/instant";
import type { Interval } from "../time/interval";
import { wallTime } from "./agreed-time";
import { refuseUnlessFree } from "./check-calendars";
import { bookedAlready, slotTaken, withRefusals } from "./refusals";
import type { Booked } from "./schema";
import * as store from "./store";
import { peopleToSeat, refuseOverLimit, refusePast } from "./who-can-be-booked";
import { noticeOfBooking } from "./words";

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
 * Seats the requester and the partners for `[start, start + the request's length)`.
 *
 * A request whose partner said "not now" is open again while its session, `needs_partner`, keeps its time. Booking
 * a new partner at that time fills the seat of that same session; booking at another time moves it. So the calendar
 * event, the history and the address stay, and there is one live session per request throughout.
 */
export async function bookPair(context: Context, pair: Pair, memory: Memory<Booked>): Promise<Booked> {
  const { db, actor } = context;
  const request = await store.requestToBook(db, pair.requestId);
  if (!request) throw notFound("request");
  const ids = [request.requesterId, ...pair.partnerIds];
  if (new Set(ids).size < ids.length)
    throw new DomainError("invalid", "You cannot pair with yourself.", {
      fields: { partnerIds: "You cannot pair with yourself." },
    });
  const window = { start: pair.start, end: pair.start + request.lengthMin * MINUTE_MS };
  await refuseUnlessOpen(db, request);
  await refusePast(db, window.start);
  const people = await peopleToSeat(db, ids, actor.personId);
  const cachedNames = await refuseUnlessFree(context, {
    people,
    window,
    own: await ownTime(db, request.id),
    askAnyway: pair.askAnyway,
  });

  return withRefusals(() =>
    db.transaction(async (tx) => {
      await store.lockPeople(tx, ids);
      const answered = await memory.recall(tx);
      if (answered) return answered;
      const id = await seat(tx, context, pair, window, ids, cachedNames);
      const result = { id, cachedNames };
      await memory.keep(tx, result);
      return result;
    }),
  );
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

async function ownTime(db: Db, requestId: string) {
  const live = await store.liveSessionOf(db, requestId);
  if (!live) return undefined;
  const seats = await store.seatsOf(db, live.id);
  const personIds = seats.flatMap(({ active, personId }) => (active && personId ? [personId] : []));
  return { intervals: [{ start: live.startAt, end: live.endAt }], personIds };
}

/** Everything that has to be true is asked again here, under the locks. */
async function seat(
  tx: Db,
  context: Context,
  pair: Pair,
  window: Interval,
  ids: readonly string[],
  cachedNames: readonly string[],
): Promise<string> {
  const { actor } = context;
  const request = await store.requestToBook(tx, pair.requestId, { lock: true });
  if (!request) throw notFound("request");
  await refuseUnlessOpen(tx, request);
  await refusePast(tx, window.start);
  const people = await peopleToSeat(tx, ids, actor.personId);
  const partners = people.slice(1);
  const live = await store.liveSessionOf(tx, request.id);
  if (live && live.state !== "needs_partner") throw bookedAlready();
  await refuseDeclined(tx, pair, partners);
  for (const partner of partners) {
    if (pair.isOffer && pair.overLimit) continue;
    await refuseOverLimit(tx, partner, window.start, live?.id, actor.personId);
  }
  // Last of all, so that nothing that is refused before tells it from a time that is taken.
  if (await store.anyAvoidance(tx, ids)) throw slotTaken();

  const id = await storeSession(tx, request, window, live);
  await storeSeats(tx, id, request, people, pair, window);
  await store.setRequestState(tx, request.id, "booked");
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
  if (live) await store.raiseSequence(tx, id);
  await enqueue(tx, live ? "update-event" : "send-invite", { sessionId: id });
  return id;
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
): Promise<string> {
  const { zone } = request.requester;
  const agreed = {
    state: "booked" as const,
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
  request: store.RequestToBook,
  people: People,
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
    hopesToLearn: pair.isOffer ? "" : pair.hopesToLearn,
  });
  for (const [position, partner] of partners.entries()) {
    await store.insertSeat(tx, {
      ...times,
      personId: partner.id,
      teamId: partner.teamId,
      role: "partner",
      needId: request.needIds[position] ?? null,
      answer: pair.isOffer ? "accepted" : "waiting",
      hopesToLearn: pair.isOffer ? pair.hopesToLearn : "",
    });
  }
}
