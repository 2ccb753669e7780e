import { type Db, databaseNow, type JobContext } from "../context";
import { EXCLUSION_VIOLATION, sqlState } from "../errors";
import { firstName } from "../people/first-name";
import { wallTime } from "./agreed-time";
import {
  closeAtStart,
  holdingSession,
  type Locked,
  putOnBoard,
  queueEventJob,
  settledState,
  tellOthers,
} from "./change-session";
import { agreedOf, type Current } from "./current-event";
import { foundOf, type Located } from "./find-event";
import { followAnswers } from "./follow-answers";
import { answerChanges, googleChanges, isNothing, type TimeChange, timeChange } from "./google-changes";
import {
  noticeOfConflict,
  noticeOfGoogleAcceptance,
  noticeOfGoogleDeletion,
  noticeOfGoogleMove,
  noticeOfGoogleReturn,
} from "./google-words";
import { releaseObservers } from "./release-observers";
import { isLive } from "./schema";
import * as store from "./store";

const BY_GOOGLE = { by: "google" } as const;

/**
 * Takes over what people changed in Google, in one transaction that holds the session: its time, its end, their answers.
 * Everybody with a seat is told. Nothing is done on the word of an event that was read before somebody here or another
 * worker changed what is known of it.
 * @param located Null where the event was deleted
 * @returns `stale` where it has to be read again
 */
export async function followGoogle(
  { db }: JobContext,
  { sessionId, etag, agreed, seen }: Current,
  located: Located | null,
  now: number,
): Promise<"nothing" | "followed" | "stale"> {
  const found = located && foundOf(located);
  if (isNothing(googleChanges(found, seen, agreed, now))) return "nothing";
  return holdingSession(db, sessionId, [], async (tx, locked) => {
    const { session } = locked;
    if (!isLive(session.state) || session.googleEtag !== etag) return "stale";
    const agreedNow = agreedOf(locked);
    const dbNow = await databaseNow(tx);
    if (isNothing(googleChanges(found, session.eventSeen, agreedNow, dbNow))) return "stale";
    await store.raiseSequence(tx, session.id);
    if (!located || !found) {
      await followDeletion(tx, locked);
      return "followed";
    }
    const change = timeChange(found, session.eventSeen, agreedNow, dbNow);
    const after = await followTime(tx, locked, change);
    const moved = after.window.start !== locked.window.start || after.window.end !== locked.window.end;
    await followAnswers(tx, after, answerChanges(found, session.eventSeen, agreedNow, moved));
    await store.updateSession(tx, session.id, { eventSeen: found, googleEtag: located.event.etag });
    return "followed";
  });
}

/** As if it had been cancelled here; there is no event left to take out of the calendars. */
async function followDeletion(tx: Db, locked: Locked): Promise<void> {
  const { session } = locked;
  await store.updateSession(tx, session.id, {
    state: "cancelled",
    eventState: "none",
    eventFailure: null,
    meetUrl: null,
  });
  await store.releaseSeats(tx, session.id);
  await store.setRequestState(tx, session.requestId, "open");
  await store.insertChange(tx, session.id, null, "cancelled", BY_GOOGLE);
  await tellOthers(tx, locked, null, "google_cancelled", noticeOfGoogleDeletion);
}

/** @returns the session as it is afterwards */
async function followTime(tx: Db, locked: Locked, change: TimeChange): Promise<Locked> {
  if (change.kind === "moved") return followMove(tx, locked, change);
  if (change.kind === "conflict") return dispute(tx, locked, change.conflict);
  if (change.kind === "settled") return settle(tx, locked);
  return locked;
}

async function followMove(
  tx: Db,
  locked: Locked,
  { start, end }: { start: number; end: number },
): Promise<Locked> {
  const { session, request } = locked;
  const { zone } = request.requester;
  const state = settledState(locked);
  const moved = { startAt: start, endAt: end, zone, agreedWallTime: wallTime(start, zone), state };
  let staying: Locked;
  try {
    // In a savepoint: if somebody has another session then, there is more to be written down.
    staying = await tx.transaction(async (inner) => {
      const kept = await releaseObservers(inner, locked, { window: { start, end } });
      await store.updateSession(inner, session.id, moved);
      return kept;
    });
  } catch (error) {
    if (sqlState(error) !== EXCLUSION_VIOLATION) throw error;
    return dispute(tx, locked, { reason: "taken", start, end });
  }
  const detail = { ...BY_GOOGLE, from: session.startAt, start, end };
  await store.insertChange(tx, session.id, null, "moved", detail);
  await tellOthers(tx, staying, null, "google_moved", noticeOfGoogleMove, { start, end });
  // The job takes them off the event.
  if (staying !== locked) await queueEventJob(tx, locked, "update-event");
  await putOnBoard(tx, locked);
  if (state === "needs_partner") await closeAtStart(tx, session.id, start);
  return { ...staying, session: { ...session, ...moved, conflict: null }, window: { start, end } };
}

async function dispute(
  tx: Db,
  locked: Locked,
  conflict: NonNullable<store.SessionRow["conflict"]>,
): Promise<Locked> {
  const { session, request } = locked;
  await store.updateSession(tx, session.id, { state: "conflict", conflict });
  // Nobody is asked for a time that may not hold.
  await store.setRequestState(tx, session.requestId, "booked");
  const { reason, start, end } = conflict;
  const who = reason === "requester_declined" ? request.requesterId : null;
  await store.insertChange(tx, session.id, who, "conflict", { ...BY_GOOGLE, reason, start, end });
  const requester = firstName(request.requester.name);
  await tellOthers(tx, locked, null, "conflict", (told) =>
    noticeOfConflict({ ...told, conflict, requester }),
  );
  return { ...locked, session: { ...session, state: "conflict", conflict } };
}

/** Somebody undid in Google what was in dispute. */
async function settle(tx: Db, locked: Locked): Promise<Locked> {
  const { session, request, window } = locked;
  const state = settledState(locked);
  await store.updateSession(tx, session.id, { state });
  await putOnBoard(tx, locked);
  if (session.conflict?.reason === "requester_declined") {
    const by = request.requester.name;
    await store.insertChange(tx, session.id, request.requesterId, "accepted", BY_GOOGLE);
    await tellOthers(tx, locked, request.requesterId, "accepted", (told) =>
      noticeOfGoogleAcceptance({ ...told, by }),
    );
  } else {
    const from = session.conflict?.start ?? null;
    await store.insertChange(tx, session.id, null, "moved", { ...BY_GOOGLE, from, ...window });
    await tellOthers(tx, locked, null, "google_moved", noticeOfGoogleReturn);
  }
  return { ...locked, session: { ...session, state, conflict: null } };
}
