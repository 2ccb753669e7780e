import type postgres from "postgres";
import type { GoogleProcess, RawEvent } from "./book-processes";

/** Each is a count that has to be 0. */
export type Invariants = {
  overlappingSeats: number;
  sessionsWithoutEvent: number;
  eventsWithoutSession: number;
  duplicateEvents: number;
  impossibleRequests: number;
  /** Contested hours that nobody got, though somebody asked. */
  lostHours: number;
};

type Session = {
  id: string;
  event: string | null;
  startMs: number;
  endMs: number;
  requester: string;
  others: string[];
};

/** From raw rows and from what Google's calendars hold, without any code of ours that keeps the two together. */
export async function countBroken(
  sql: postgres.Sql,
  google: GoogleProcess,
  people: readonly { email: string }[],
  hoursWon: { asked: number; won: number },
): Promise<Invariants> {
  const sessions = await liveSessions(sql);
  const calendars = new Map<string, RawEvent[]>();
  for (const { email } of people)
    calendars.set(
      email,
      (await google.eventsOf(email)).filter(({ status }) => status !== "cancelled"),
    );
  const agrees = (session: Session) => {
    const event = calendars.get(session.requester)?.find(({ id }) => id === session.event);
    return event !== undefined && isSame(event, session) && session.others.every(hasIt(session, calendars));
  };
  return {
    overlappingSeats: await overlappingSeats(sql),
    sessionsWithoutEvent: sessions.filter((session) => !agrees(session)).length,
    eventsWithoutSession: eventsWithout(sessions, calendars),
    duplicateEvents: duplicates(calendars),
    impossibleRequests: await impossibleRequests(sql),
    lostHours: hoursWon.asked - hoursWon.won,
  };
}

const isSame = (event: RawEvent, { startMs, endMs, requester, others }: Session) =>
  Date.parse(event.start.dateTime) === startMs &&
  Date.parse(event.end.dateTime) === endMs &&
  event.organizer.email === requester &&
  others.every((email) => event.attendees?.some((attendee) => attendee.email === email));

const hasIt =
  ({ event }: Session, calendars: ReadonlyMap<string, RawEvent[]>) =>
  (email: string) =>
    calendars.get(email)?.some(({ id }) => id === event) === true;

const liveSessions = (sql: postgres.Sql) => sql<Session[]>`
  select s.id, s.google_event_id as event, p.email as requester,
    (extract(epoch from s.start_at) * 1000)::float8 as "startMs", (extract(epoch from s.end_at) * 1000)::float8 as "endMs",
    array(select o.email from seats x join people o on o.id = x.person_id
      where x.session_id = s.id and x.active and x.role <> 'requester') as others
  from sessions s join requests r on r.id = s.request_id join people p on p.id = r.requester_id
  where s.state in ('booked', 'needs_partner', 'conflict')`;

async function overlappingSeats(sql: postgres.Sql): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    select count(*)::int as n from seats a join seats b
      on a.person_id = b.person_id and a.id < b.id and a.active and b.active
      and a.start_at < b.end_at and b.start_at < a.end_at`;
  return row?.n ?? 0;
}

/** Events in a calendar that belong to no live session of that calendar's owner. */
function eventsWithout(sessions: readonly Session[], calendars: ReadonlyMap<string, RawEvent[]>): number {
  const owners = new Map(sessions.map((session) => [session.event, [session.requester, ...session.others]]));
  return [...calendars].flatMap(([email, events]) =>
    events.filter(({ id }) => !owners.get(id)?.includes(email)),
  ).length;
}

/** One calendar, one time, more than one event; every session of the measurement has an hour of its own. */
function duplicates(calendars: ReadonlyMap<string, RawEvent[]>): number {
  let found = 0;
  for (const events of calendars.values()) {
    const times = events.map(({ start, end }) => `${Date.parse(start.dateTime)} ${Date.parse(end.dateTime)}`);
    found += times.length - new Set(times).size;
  }
  return found;
}

/** Booked with no live session or several, open with one, or a session without exactly a requester and a partner. */
async function impossibleRequests(sql: postgres.Sql): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    select count(*)::int as n from requests r
    where (select count(*) from sessions s where s.request_id = r.id and s.state = 'booked')
        <> (case r.state when 'booked' then 1 else 0 end)
      or exists (select from sessions s where s.request_id = r.id and s.state = 'booked'
        and (select string_agg(x.role, ' ' order by x.role) from seats x where x.session_id = s.id and x.active)
          is distinct from 'partner requester')`;
  return row?.n ?? 0;
}
