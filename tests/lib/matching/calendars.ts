import { busy } from "@/db/schema/calendar";
import { seats, sessions } from "@/db/schema/sessions";
import { packBusy } from "@/lib/calendar/packed-busy";
import type { ReadFailure } from "@/lib/calendar/schema";
import type { Db } from "@/lib/context";
import { DAY_MS, type EpochMs } from "@/lib/time/instant";
import { NOW } from "../../support/company";

export const at = (moment: string): EpochMs => Date.parse(moment);

const cached = (personId: string) => ({
  personId,
  fromAt: NOW - DAY_MS,
  toAt: NOW + 35 * DAY_MS,
  readAt: NOW - 60_000,
  triedAt: NOW - 60_000,
});

/** What Google said a minute ago: busy at these times, free otherwise. */
export async function aCalendar(db: Db, personId: string, times: [string, string][] = []) {
  const packed = packBusy(times.map(([start, end]) => ({ start: at(start), end: at(end) })));
  await db.insert(busy).values({ ...cached(personId), packed });
}

export async function anUnknownCalendar(db: Db, personId: string, failure: ReadFailure = "never_connected") {
  await db.insert(busy).values({ ...cached(personId), readAt: null, packed: new Uint8Array(), failure });
}

/** A session of the request, with seats of these people. */
export async function aSession(
  db: Db,
  requestId: string,
  start: EpochMs,
  people: { id: string; teamId?: string }[],
  { state = "held" as (typeof sessions.$inferInsert)["state"], lengthMin = 50 } = {},
) {
  const startAt = start;
  const endAt = start + lengthMin * 60_000;
  const [session] = await db
    .insert(sessions)
    .values({
      requestId,
      state,
      startAt,
      endAt,
      zone: "Europe/Berlin",
      agreedWallTime: "2027-01-01T09:00",
      place: "video",
    })
    .returning();
  const sessionId = (session as { id: string }).id;
  await db.insert(seats).values(
    people.map(({ id, teamId }, k) => ({
      sessionId,
      personId: id,
      teamId,
      role: k === 0 ? ("requester" as const) : ("partner" as const),
      startAt,
      endAt,
    })),
  );
  return sessionId;
}
