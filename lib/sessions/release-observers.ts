import type { Db } from "../context";
import { notify } from "../people/notices";
import type { Interval } from "../time/interval";
import { type Locked, type SeatedPerson, withSeat } from "./change-session";
import { observersIn } from "./observers";
import * as store from "./store";
import { noticeOfLostSeat } from "./words";

type Why = {
  /** When the session is going to be. */
  readonly window: Interval;
  /** Who is about to pair. */
  readonly joiningIds?: readonly string[];
  /** Whose calendar says that they are busy then. */
  readonly busyIds?: readonly string[];
};

/**
 * Frees the seats of observers who cannot be there: who has another seat then, or is busy, or is kept apart from
 * somebody who pairs from now on. So they are never in the way of those who pair. They are told the same sentence
 * whatever the reason. Who pairs now is no observer any more and keeps their seat.
 * @returns the session as it is afterwards; the very same where everybody stays
 */
export async function releaseObservers<L extends Locked>(
  tx: Db,
  locked: L,
  { window, joiningIds = [], busyIds = [] }: Why,
): Promise<L> {
  const watching = observersIn(locked).filter(({ person }) => !joiningIds.includes(person.id));
  if (watching.length === 0) return locked;
  const ids = watching.map(({ person }) => person.id);
  const out = new Set([
    ...busyIds,
    ...(await store.seatedElsewhere(tx, ids, window, locked.session.id)),
    ...(await store.avoidingAny(tx, ids, joiningIds)),
  ]);
  let after = locked;
  for (const one of watching) {
    if (!out.has(one.person.id)) continue;
    await takeSeatFrom(tx, locked, one);
    after = withSeat(after, one.seat.id, GONE);
  }
  return after;
}

/** As of one who left: they have no part in what is written about it later. */
const GONE = { answer: "declined", active: false } as const;

export async function unseatObserver(tx: Db, { session }: Locked, { seat, person }: SeatedPerson) {
  await store.updateSeat(tx, seat.id, GONE);
  await store.insertChange(tx, session.id, person.id, "unwatched");
}

/** The event follows by a job of the caller's. */
export async function takeSeatFrom(tx: Db, locked: Locked, one: SeatedPerson): Promise<void> {
  const { session, request, window } = locked;
  await unseatObserver(tx, locked, one);
  await notify(tx, {
    personId: one.person.id,
    kind: "unseated",
    text: noticeOfLostSeat({ title: request.title, window, zone: one.person.zone }),
    href: `/sessions/${session.id}`,
  });
}
