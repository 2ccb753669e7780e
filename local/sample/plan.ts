import type { Place } from "@/lib/sessions/schema";
import { DAY_MS, type EpochMs, HOUR_MS } from "@/lib/time/instant";
import type { Interval } from "@/lib/time/interval";
import { type BookedSession, upcoming, type WaitingSession, waiting } from "./booked";
import { diceOf } from "./derived";
import { type Diary, personOf } from "./diary";
import { pastSessions } from "./notes/all";
import type { PastSession } from "./notes/past-session";
import type { PersonKey } from "./people";
import type { SystemKey } from "./systems";
import type { TeamKey } from "./teams";

/** A session with a time. */
export type PlannedSession = Interval & {
  title: string;
  by: PersonKey;
  partner: PersonKey;
  asks: readonly TeamKey[];
  /** The teams asked for each further person; nobody sits there yet. */
  and: readonly (readonly TeamKey[])[];
  observersMax: number;
  systems: readonly SystemKey[];
  place: Place;
  lengthMin: number;
  body: string;
  understand: string;
  bring: string;
  hopesToLearn: string;
  postedAt: EpochMs;
  bookedAt: EpochMs;
  from: { past: PastSession } | { upcoming: BookedSession } | { waiting: WaitingSession };
};

/**
 * Gives each session a time at which both its people work and neither sits in another one.
 * Those with a wish choose first; then the newest, so that an old one never pushes a recent one further back.
 */
export function planSessions(diary: Diary): PlannedSession[] {
  const wishes = [
    ...waiting.map((session) => planned(diary, session, { waiting: session }, -session.daysAgo, session)),
    ...upcoming.map((session) => planned(diary, session, { upcoming: session }, session.inDays, session)),
  ];
  const byAge = [...pastSessions].sort((a, b) => a.daysAgo - b.daysAgo);
  const past = byAge.map((session) => {
    const posted = { postedDaysAgo: session.daysAgo + diceOf(session.title, "posted").between(3, 12) };
    const text = { ...posted, bring: "", asks: [personOf(session.partner).team] };
    return planned(diary, { ...session, ...text }, { past: session }, -session.daysAgo, {});
  });
  return [...wishes, ...past];
}

type Posted = Pick<BookedSession, "title" | "by" | "partner" | "asks" | "systems" | "place" | "lengthMin"> &
  Pick<
    BookedSession,
    "body" | "understand" | "bring" | "postedDaysAgo" | "and" | "observersMax" | "couldJoin"
  >;

function planned(
  diary: Diary,
  posted: Posted,
  from: PlannedSession["from"],
  inDays: number,
  { preferred, hopesToLearn = "" }: { preferred?: string; hopesToLearn?: string },
): PlannedSession {
  const step = inDays < 0 ? -1 : 1;
  const date = diary.workday(posted.by, inDays, step);
  const dice = diceOf(posted.title);
  const { and = [], observersMax = 0, couldJoin } = posted;
  // Whoever could join keeps that time open, too.
  const people = [posted.by, posted.partner, ...(couldJoin ? [couldJoin] : [])];
  const time = diary.place(people, date, posted.lengthMin, { step, preferred, dice });
  const reference = step === 1 ? diary.now : time.start + inDays * -DAY_MS;
  const postedAt = diary.atDesk(posted.by, reference - posted.postedDaysAgo * DAY_MS, dice);
  const bookedAt = Math.min(postedAt + dice.between(1, 40) * HOUR_MS, time.start - 2 * HOUR_MS, diary.now);
  const { title, by, partner, asks, systems, place, lengthMin, body, understand, bring } = posted;
  const text = { title, by, partner, asks, systems, place, lengthMin, body, understand, bring };
  return { ...text, ...time, and, observersMax, hopesToLearn, postedAt, bookedAt, from };
}
