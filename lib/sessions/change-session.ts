import { type Context, type Db, databaseNow } from "../context";
import { DomainError, notFound } from "../errors";
import { enqueue } from "../jobs/queue";
import { countOne } from "../people/limits";
import { notify } from "../people/notices";
import type { Interval } from "../time/interval";
import { mayKeep } from "./conflict";
import { isFilled } from "./fill-needs";
import { withRefusals } from "./refusals";
import { isLive, type SessionState } from "./schema";
import * as store from "./store";

export type SeatedPerson = { readonly seat: store.SeatRow; readonly person: store.PersonRow };

/** A session with its people as it is under its locks. */
export type Locked = {
  readonly session: store.SessionRow;
  readonly request: store.RequestToBook;
  /** Whoever has left the company is not among them. */
  readonly seated: readonly SeatedPerson[];
  readonly window: Interval;
};

/** The same as the actor sees it. */
export type Current = Locked & {
  /** The actor's seat, also one they declined. */
  readonly mine: store.SeatRow | undefined;
};

/** The actor has, or had, a seat. */
type Seated = { readonly mine: store.SeatRow };

/**
 * Changes a session in one transaction that holds its people, its request and itself, always locked in that order.
 * @param joiningIds People who are to get a seat.
 * @throws {DomainError} `not_found` where it does not exist for the actor; `limited`
 */
export async function changeSession<T>(
  context: Context,
  id: string,
  change: (tx: Db, current: Current) => Promise<T>,
  joiningIds: readonly string[] = [],
): Promise<T> {
  const { db, actor } = context;
  await countOne(context, "change");
  return holdingSession(db, id, [actor.personId, ...joiningIds], (tx, locked) =>
    change(tx, asSeenBy(locked, actor.personId)),
  );
}

/**
 * The same where nobody acts: what was done in Google is not refused for what the person may see.
 * @param alsoIds people to be locked besides those with a seat
 * @throws {DomainError} `not_found` for one that is gone
 */
export async function holdingSession<T>(
  db: Db,
  id: string,
  alsoIds: readonly string[],
  change: (tx: Db, locked: Locked) => Promise<T>,
): Promise<T> {
  const find = async (on: Db) => [...(await store.personIdsIn(on, id)), ...alsoIds];
  return holdingPeople(db, find, async (tx) => change(tx, await sessionAsItIs(tx, id, { lock: true })));
}

/**
 * Runs `change` in a transaction that holds everybody whom `find` names: all at once, in id order. Who is found later
 * than the locks were asked for, since they took a seat in between, is locked by starting again.
 */
export async function holdingPeople<T>(
  db: Db,
  find: (on: Db) => Promise<readonly string[]>,
  change: (tx: Db) => Promise<T>,
): Promise<T> {
  for (;;) {
    const ids = await find(db);
    const done = await withRefusals(() =>
      db.transaction(async (tx) => {
        if (ids.length > 0) await store.lockPeople(tx, ids);
        const after = await find(tx);
        return after.every((id) => ids.includes(id)) ? { result: await change(tx) } : undefined;
      }),
    );
    if (done) return done.result;
  }
}

export const currentSession = async (db: Db, id: string, actorId: string): Promise<Current> =>
  asSeenBy(await sessionAsItIs(db, id), actorId);

async function sessionAsItIs(db: Db, id: string, { lock = false } = {}): Promise<Locked> {
  const found = await store.sessionById(db, id);
  const request = found && (await store.requestToBook(db, found.requestId, { lock }));
  const session = lock ? await store.sessionById(db, id, { lock }) : found;
  if (!session || !request) throw notFound("session");
  const seats = await store.seatsOf(db, id);
  const people = await store.peopleByIds(
    db,
    seats.flatMap(({ personId }) => (personId ? [personId] : [])),
  );
  const seated = seats.flatMap((seat) => {
    const person = people.find((one) => one.id === seat.personId);
    return person ? [{ seat, person }] : [];
  });
  return { session, request, seated, window: { start: session.startAt, end: session.endAt } };
}

function asSeenBy(locked: Locked, actorId: string): Current {
  const mine = locked.seated.find(({ seat }) => seat.personId === actorId)?.seat;
  if (locked.session.isPrivate && !(mine && isTheirs(mine, locked.session))) throw notFound("session");
  return { ...locked, mine };
}

/** Neither declined nor given to somebody else. Where nobody sat together, all seats are free. */
export const isTheirs = ({ active, answer }: store.SeatRow, { state }: store.SessionRow): boolean =>
  active || (answer !== "declined" && (state === "cancelled" || state === "not_held"));

/** @throws {DomainError} `not_possible` for a session that is over, in words that fit its state */
export function refuseUnlessLive({ session }: Current): void {
  if (isLive(session.state)) return;
  const words: Partial<Record<SessionState, string>> = {
    cancelled: "This session is cancelled already.",
    held: "This session was held already.",
    not_held: "This session did not happen.",
  };
  throw new DomainError("not_possible", words[session.state] ?? "This session is over.");
}

/**
 * For what the requester and the partners may do while it is ahead. @throws {DomainError} `forbidden` with `sentence`;
 * `not_possible` for a session that is over
 */
export function refuseUnlessPairs(current: Current, sentence: string): asserts current is Current & Seated {
  const { mine } = current;
  const forbidden = new DomainError("forbidden", sentence);
  if (!mine || mine.role === "observer") throw forbidden;
  // First, because nobody's seat is active in a session that is over.
  refuseUnlessLive(current);
  if (!mine.active) throw forbidden;
}

/** Whether somebody comes whom Google heard decline is theirs to say. @throws {DomainError} `forbidden` */
export function refuseUnlessMaySettle({ session, mine, request }: Current & Seated): void {
  if (session.conflict && !mayKeep(session.conflict, mine.role))
    throw new DomainError("forbidden", `Only ${request.requester.name} can say whether they come.`);
}

/** By the database's clock. @throws {DomainError} `not_possible` */
export async function refuseOnceStarted(tx: Db, { session }: Current): Promise<void> {
  if (session.startAt <= (await databaseNow(tx)))
    throw new DomainError("not_possible", "It has begun. Say on its page whether it happened.");
}

/** Tells everybody with an active seat but the actor; everybody where nobody acted. */
export async function tellOthers(
  tx: Db,
  current: Locked,
  actorId: string | null,
  kind: string,
  words: (told: { title: string; window: Interval; zone: string }) => string,
  window: Interval = current.window,
): Promise<void> {
  for (const { seat, person } of current.seated) {
    if (!seat.active || person.id === actorId) continue;
    await notify(tx, {
      personId: person.id,
      kind,
      text: words({ title: current.request.title, window, zone: person.zone }),
      href: `/sessions/${current.session.id}`,
    });
  }
}

/** Who watches comes and goes quietly: the requester alone is told. */
export async function tellRequester(
  tx: Db,
  { request, session, window }: Locked,
  kind: "watched" | "unwatched",
  words: (told: { title: string; window: Interval; zone: string }) => string,
): Promise<void> {
  const { id, zone } = request.requester;
  await notify(tx, {
    personId: id,
    kind,
    text: words({ title: request.title, window, zone }),
    href: `/sessions/${session.id}`,
  });
}

/**
 * Time, place, people or state changed: what was sent of it is older now, and the event follows in its own time. The
 * job knows by what way: the requester's calendar, mail, or none.
 */
export async function queueEventJob(
  tx: Db,
  { session }: { readonly session: Pick<store.SessionRow, "id" | "eventState"> },
  name: "update-event" | "cancel-event",
): Promise<void> {
  await store.raiseSequence(tx, session.id);
  if (session.eventState !== "none") await store.updateSession(tx, session.id, { eventState: "queued" });
  await enqueue(tx, name, { sessionId: session.id });
}

/** What a live session is where nothing is in dispute. */
export const settledState = ({
  request,
  seated,
}: Pick<Locked, "request" | "seated">): "booked" | "needs_partner" =>
  isFilled(
    request,
    seated.map(({ seat }) => seat),
  )
    ? "booked"
    : "needs_partner";

export type SeatChange = Partial<Pick<store.SeatRow, "answer" | "active">>;

/** As it is once this seat has changed. */
export const withSeat = <L extends Locked>(locked: L, seatId: string, change: SeatChange): L => ({
  ...locked,
  seated: locked.seated.map((one) =>
    one.seat.id === seatId ? { ...one, seat: { ...one.seat, ...change } } : one,
  ),
});

/** Once its time is no longer in dispute, somebody is sought again for a session that needs its partner. */
export async function putOnBoard(tx: Db, locked: Locked): Promise<void> {
  if (locked.session.state === "conflict" && settledState(locked) === "needs_partner")
    await store.setRequestState(tx, locked.session.requestId, "open");
}

/** A session that needs its partner is looked at when it begins, at `startAt` (epoch milliseconds). */
export async function closeAtStart(tx: Db, sessionId: string, startAt: number): Promise<void> {
  const waitS = Math.ceil((startAt - (await databaseNow(tx))) / 1000);
  await enqueue(tx, "close-unfilled", { sessionId }, { startAfterS: Math.max(0, waitS) });
}
