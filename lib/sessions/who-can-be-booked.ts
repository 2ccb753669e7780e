import { type Db, databaseNow } from "../context";
import { DomainError, notFound } from "../errors";
import type { EpochMs } from "../time/instant";
import type { Interval } from "../time/interval";
import { addDays, dateIn, startOfDay, startOfIsoWeek } from "../time/zone";
import * as store from "./store";

/**
 * The people of a booking, in the order given.
 * @throws {DomainError} `not_found` for one who is not here (any more); `not_possible` for one who pauses
 */
export async function peopleToSeat(db: Db, ids: readonly string[], actorId: string) {
  const rows = await store.peopleByIds(db, ids);
  return ids.map((id) => {
    const person = rows.find((row) => row.id === id);
    if (!person || person.deactivatedAt !== null) throw notFound("person");
    if (person.pausedAt !== null && id !== actorId)
      throw new DomainError("not_possible", `${person.name} takes a break from pairing.`);
    return person;
  });
}

/** The ISO week around `instant` as people in `zone` have it. */
export function weekAround(instant: EpochMs, zone: string): Interval {
  const monday = startOfIsoWeek(dateIn(instant, zone));
  return { start: startOfDay(monday, zone), end: startOfDay(addDays(monday, 7), zone) };
}

/**
 * To be asked under the lock on the person: two bookings counted at once would both fit.
 * @throws {DomainError} `not_possible`
 */
export async function refuseOverLimit(
  tx: Db,
  person: store.PersonRow,
  start: EpochMs,
  exceptSessionId: string | undefined,
  actorId: string,
): Promise<void> {
  const taken = await store.countSeats(tx, person.id, weekAround(start, person.zone), exceptSessionId);
  if (taken < person.maxPerWeek) return;
  if (person.id === actorId)
    throw new DomainError("not_possible", "That is more than you set as your most sessions a week.", {
      detail: { overLimit: true },
    });
  throw new DomainError("not_possible", `${person.name} has no room for another session that week.`);
}

/** @throws {DomainError} `invalid` for a time that is past by the database's clock, or absurdly far away */
export async function refusePast(db: Db, start: EpochMs): Promise<void> {
  const now = await databaseNow(db);
  const sentence =
    start <= now
      ? "That time has passed. Choose a later one."
      : start > now + MOST_AHEAD_MS
        ? "That is more than a year ahead."
        : undefined;
  if (sentence) throw new DomainError("invalid", sentence, { fields: { start: sentence } });
}

const MOST_AHEAD_MS = 366 * 86_400_000;
