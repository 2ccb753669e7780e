import type { Db } from "../context";
import { EXCLUSION_VIOLATION, sqlState } from "../errors";
import { notify } from "../people/notices";
import type { Interval } from "../time/interval";
import {
  closeAtStart,
  type Locked,
  queueEventJob,
  type SeatChange,
  settledState,
  tellOthers,
  tellRequester,
  withSeat,
} from "./change-session";
import { isSeatFree } from "./fill-needs";
import type { AnswerChange } from "./google-changes";
import { noticeOfGoogleAcceptance, noticeOfGoogleDecline, noticeOfTooLate } from "./google-words";
import { observerSeatsLeft } from "./observers";
import { releaseObservers } from "./release-observers";
import * as store from "./store";

const BY_GOOGLE = { by: "google" } as const;

type Seated = Locked["seated"][number];
type Told = { title: string; window: Interval; zone: string };

/** Takes over what people answered in Google, one after the other, under the session's locks. */
export async function followAnswers(tx: Db, locked: Locked, changes: readonly AnswerChange[]): Promise<void> {
  let current = locked;
  for (const { seatId, kind } of changes) {
    const one = current.seated.find(({ seat }) => seat.id === seatId);
    // Who lost a seat by the same change has nothing more to answer.
    if (!one || (!one.seat.active && kind !== "returned" && kind !== "unseated")) continue;
    const change = await follow(tx, current, one, kind);
    current = withSeat(current, seatId, change);
  }
}

async function follow(tx: Db, locked: Locked, one: Seated, kind: AnswerChange["kind"]): Promise<SeatChange> {
  if (kind === "declined") return decline(tx, locked, one);
  if (kind === "returned") return takeBack(tx, locked, one);
  if (kind === "unseated") return takeOff(tx, locked);
  await store.updateSeat(tx, one.seat.id, { answer: kind });
  if (kind === "accepted") await tellAcceptance(tx, locked, one);
  return { answer: kind };
}

/** What "not now" does here, but the guest stays on the event: there they can change their mind. */
async function decline(tx: Db, locked: Locked, { seat, person }: Seated): Promise<SeatChange> {
  const { session } = locked;
  const change = { answer: "declined", active: false } as const;
  await store.updateSeat(tx, seat.id, change);
  await store.insertChange(tx, session.id, person.id, "declined", BY_GOOGLE);
  const watches = seat.role === "observer";
  const isLost = !watches && settledState(withSeat(locked, seat.id, change)) === "needs_partner";
  const isOpened = isLost && session.state !== "conflict";
  const words = (told: Told) => noticeOfGoogleDecline({ ...told, by: person.name, isOpened });
  await (watches
    ? tellRequester(tx, locked, "unwatched", words)
    : tellOthers(tx, locked, person.id, "declined", words));
  if (!isLost) return change;
  await store.insertDecline(tx, session.requestId, person.id);
  // What is in dispute about its time stays so, and nobody is asked for a time that may not hold.
  if (isOpened) {
    await store.updateSession(tx, session.id, { state: "needs_partner" });
    await store.setRequestState(tx, session.requestId, "open");
  }
  await closeAtStart(tx, session.id, session.startAt);
  return change;
}

/** A late yes: the seat is theirs again if nobody else has it and their time is free; otherwise the guest is taken off. */
async function takeBack(tx: Db, locked: Locked, one: Seated): Promise<SeatChange> {
  const { session, seated } = locked;
  const { seat, person } = one;
  const pairs = seat.role === "partner";
  const isFree = pairs ? isSeatFree(locked, seat) : observerSeatsLeft(locked) > 0;
  if (!isFree) return refuse(tx, locked, one, true);
  const change = { answer: "accepted", active: true } as const;
  const counts = (other: Seated) => other.seat.active && !(pairs && other.seat.role === "observer");
  const active = seated.flatMap((other) => (counts(other) ? [other.person.id] : []));
  const mayMeet = person.deactivatedAt === null && !(await store.anyAvoidance(tx, [...active, person.id]));
  if (!mayMeet || !(await isSeated(tx, seat.id, change))) return refuse(tx, locked, one, false);
  if (pairs) {
    const staying = await releaseObservers(tx, locked, { window: locked.window, joiningIds: [person.id] });
    if (staying !== locked) await queueEventJob(tx, locked, "update-event");
    await store.deleteDecline(tx, session.requestId, person.id);
    const state = settledState(withSeat(locked, seat.id, change));
    const isDisputed = session.state === "conflict";
    if (!isDisputed) await store.updateSession(tx, session.id, { state });
    await store.setRequestState(tx, session.requestId, isDisputed || state === "booked" ? "booked" : "open");
  }
  await tellAcceptance(tx, locked, one);
  return change;
}

/** In a savepoint: whether the person's time is free is for the database to say. */
async function isSeated(tx: Db, seatId: string, change: SeatChange): Promise<boolean> {
  try {
    await tx.transaction((inner) => store.updateSeat(inner, seatId, change));
    return true;
  } catch (error) {
    if (sqlState(error) !== EXCLUSION_VIOLATION) throw error;
    return false;
  }
}

async function refuse(tx: Db, locked: Locked, { person }: Seated, isTaken: boolean): Promise<SeatChange> {
  const { session, request, window } = locked;
  await notify(tx, {
    personId: person.id,
    kind: "accepted",
    text: noticeOfTooLate({ title: request.title, window, zone: person.zone, isTaken }),
    href: `/sessions/${session.id}`,
  });
  return takeOff(tx, locked);
}

/** The job leaves out of the event whoever has no seat and no standing no. */
async function takeOff(tx: Db, locked: Locked): Promise<SeatChange> {
  await queueEventJob(tx, locked, "update-event");
  return {};
}

async function tellAcceptance(tx: Db, locked: Locked, { seat, person }: Seated): Promise<void> {
  await store.insertChange(tx, locked.session.id, person.id, "accepted", BY_GOOGLE);
  const words = (told: Told) => noticeOfGoogleAcceptance({ ...told, by: person.name });
  await (seat.role === "observer"
    ? tellRequester(tx, locked, "watched", words)
    : tellOthers(tx, locked, person.id, "accepted", words));
}
