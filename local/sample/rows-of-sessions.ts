import type { schema } from "@/db/schema/schema";
import type { Place } from "@/lib/sessions/schema";
import { noticeOfAcceptance, noticeOfBooking } from "@/lib/sessions/words";
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from "@/lib/time/instant";
import { addDays, dateIn, startOfDay, wallIn } from "@/lib/time/zone";
import { diceOf, idOf } from "./derived";
import { type Diary, personOf } from "./diary";
import { type GoogleSide, sessionIdOf } from "./fill-google";
import type { PersonKey } from "./people";
import type { PlannedSession } from "./plan";
import { openRequests, type SampleRequest } from "./requests";
import { noteRows } from "./rows-of-notes";
import { personIdOf, systemIdOf, teamIdOf } from "./rows-of-people";
import type { SystemKey } from "./systems";
import type { TeamKey } from "./teams";
import { unanswered } from "./unanswered";

type Row<T extends { $inferInsert: unknown }> = T["$inferInsert"];

type Posted = {
  title: string;
  by: PersonKey;
  asks: readonly TeamKey[];
  and?: readonly (readonly TeamKey[])[];
  systems: readonly SystemKey[];
  lengthMin: number;
  place: Place;
  body: string;
  understand: string;
  bring: string;
};

const requestIdOf = ({ title }: { title: string }) => idOf("request", title);
/** Of the seat at `position`; the first has kept the id it had when there was no other. */
const needIdOf = ({ title }: { title: string }, position = 0) =>
  idOf("need", title, ...(position > 0 ? [String(position)] : []));

type RequestMoments = { postedAt: EpochMs; neededByAt: EpochMs; observersMax: number };

function requestRow(
  request: Posted,
  state: "open" | "booked" | "done",
  { postedAt, neededByAt, observersMax }: RequestMoments,
): Row<typeof schema.requests> {
  const { title, by, lengthMin, place, body, understand, bring } = request;
  const text = { title, body, understand, bring, lengthMin, place };
  const who = { requesterId: personIdOf(by), teamId: teamIdOf(personOf(by).team) };
  const when = { neededByAt, createdAt: postedAt, updatedAt: postedAt };
  return { id: requestIdOf(request), ...who, ...text, ...when, observersMax, state };
}

const seatsOf = ({ asks, and = [] }: Posted) => [asks, ...and];

const needsOf = (requests: readonly Posted[]) => ({
  requestSystems: requests.flatMap((request) =>
    request.systems.map((system) => ({ requestId: requestIdOf(request), systemId: systemIdOf(system) })),
  ),
  requestNeeds: requests.flatMap((request) =>
    seatsOf(request).map((_, position) => ({
      id: needIdOf(request, position),
      requestId: requestIdOf(request),
      position,
    })),
  ),
  requestNeedTeams: requests.flatMap((request) =>
    seatsOf(request).flatMap((teams, position) =>
      teams.map((team) => ({ needId: needIdOf(request, position), teamId: teamIdOf(team) })),
    ),
  ),
});

/** The board. */
export const openRequestRows = (diary: Diary) => postedRows(diary, openRequests);

/** Requests whose day has passed. */
export const unansweredRows = (diary: Diary) => postedRows(diary, unanswered);

function postedRows(diary: Diary, posted: readonly SampleRequest[]) {
  const requests = posted.map((request) => {
    const { by, neededInDays, postedDaysAgo, observersMax } = request;
    const dice = diceOf(request.title, "posted");
    const postedAt = diary.atDesk(by, diary.now - postedDaysAgo * DAY_MS, dice);
    const day = diary.workday(by, neededInDays, neededInDays < 0 ? -1 : 1);
    return requestRow(request, "open", { postedAt, neededByAt: endOf(day, personOf(by).zone), observersMax });
  });
  return { requests, ...needsOf(posted) };
}

const endOf = (date: string, zone: string) => startOfDay(addDays(date, 1), zone);

/** Sessions of the past, those that wait for somebody, and those to come; with their requests. */
export function sessionRows(diary: Diary, planned: readonly PlannedSession[], side: GoogleSide) {
  return {
    requests: planned.map((session) => {
      const zone = personOf(session.by).zone;
      const spareDays = diceOf(session.title, "needed").between(0, 4);
      const neededByAt = endOf(addDays(dateIn(session.start, zone), spareDays), zone);
      const { postedAt, observersMax } = session;
      const state = isHeld(session) ? "done" : hasFreeSeat(session) ? "open" : "booked";
      return requestRow(session, state, { postedAt, neededByAt, observersMax });
    }),
    ...needsOf(planned),
    sessions: planned.map((session) => sessionRow(session, side)),
    seats: planned.flatMap((session) => seatRows(diary, session)),
    changes: planned.flatMap((session) => changeRows(session)),
    notices: planned.flatMap((session) => noticeRows(diary, session)),
    ...noteRows(diary, planned),
  };
}

const isHeld = ({ from }: PlannedSession) =>
  "past" in from || ("waiting" in from && from.waiting.written !== null);

/** Somebody else is sought for it, at its time. */
export const hasFreeSeat = ({ and }: PlannedSession) => and.length > 0;

function sessionRow(session: PlannedSession, side: GoogleSide): Row<typeof schema.sessions> {
  const { zone } = personOf(session.by);
  const event = side.events.get(sessionIdOf(session));
  return {
    id: sessionIdOf(session),
    requestId: requestIdOf(session),
    state: isHeld(session) ? "held" : hasFreeSeat(session) ? "needs_partner" : "booked",
    startAt: session.start,
    endAt: session.end,
    zone,
    agreedWallTime: `${dateIn(session.start, zone)}T${wallIn(session.start, zone)}`,
    place: session.place,
    eventState: event ? "made" : "none",
    googleEventId: event?.id ?? null,
    googleEtag: event?.etag ?? null,
    meetUrl: event?.meetUrl ?? null,
    createdAt: session.bookedAt,
    isPrivate: privateBy(session) !== undefined,
  };
}

const privateBy = ({ from }: PlannedSession) => ("past" in from ? from.past.privateBy : undefined);

/** Whatever is over or about to begin, people were reminded of and asked about already. */
function seatRows(diary: Diary, session: PlannedSession): Row<typeof schema.seats>[] {
  const seat = (person: PersonKey) => ({
    id: idOf("seat", session.title, person),
    sessionId: sessionIdOf(session),
    personId: personIdOf(person),
    teamId: teamIdOf(personOf(person).team),
    answer: "accepted" as const,
    startAt: session.start,
    endAt: session.end,
    remindedOf: session.start < diary.now + DAY_MS ? session.start : null,
    noteAskedAt: session.end < diary.now ? session.end : null,
  });
  return [
    { ...seat(session.by), role: "requester" },
    {
      ...seat(session.partner),
      role: "partner",
      needId: needIdOf(session),
      hopesToLearn: session.hopesToLearn,
    },
  ];
}

function changeRows(session: PlannedSession): Row<typeof schema.sessionChanges>[] {
  const change = { sessionId: sessionIdOf(session), actorId: personIdOf(session.by) };
  const id = (kind: string) => idOf("change", session.title, kind);
  const { start, end, partner, bookedAt } = session;
  const detail = { start, end, partners: personOf(partner).name, offered: 0 };
  const booked = { ...change, id: id("booked"), kind: "booked" as const, at: bookedAt, detail };
  if (!isHeld(session)) return [booked];
  const held = { ...change, id: id("held"), kind: "held" as const, at: session.end + 5 * MINUTE_MS };
  const hider = privateBy(session);
  if (!hider) return [booked, held];
  const hidden = { actorId: personIdOf(hider), kind: "made_private" as const, at: held.at + MINUTE_MS };
  return [booked, held, { ...change, id: id("made_private"), ...hidden }];
}

/** Of what is to come the partner was told, and the requester when they said yes; the older ones have been read. */
function noticeRows(diary: Diary, session: PlannedSession): Row<typeof schema.notices>[] {
  if (!("upcoming" in session.from)) return [];
  const { title } = session;
  const [requester, partner] = [personOf(session.by), personOf(session.partner)];
  const told = (to: PersonKey, kind: string, createdAt: EpochMs, text: string) => ({
    id: idOf("notice", title, kind),
    personId: personIdOf(to),
    kind,
    text,
    href: `/sessions/${sessionIdOf(session)}`,
    createdAt,
    readAt: createdAt < diary.now - 4 * DAY_MS ? createdAt + HOUR_MS : null,
  });
  const booking = { title, window: session, zone: partner.zone, by: requester.name, isOffer: false };
  const yes = { title, window: session, zone: requester.zone, by: partner.name };
  const answeredAt = Math.min(session.bookedAt + diceOf(title, "yes").between(4, 90) * MINUTE_MS, diary.now);
  return [
    told(session.partner, "booked", session.bookedAt, noticeOfBooking(booking)),
    told(session.by, "accepted", answeredAt, noticeOfAcceptance(yes)),
  ];
}
