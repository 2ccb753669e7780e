import { randomUUID } from "node:crypto";
import { CalendarError } from "@/lib/calendar/calendar-error";
import { chooseCalendars } from "@/lib/calendar/choose-calendars";
import { eventIdOf } from "@/lib/calendar/google-events";
import { DomainError } from "@/lib/errors";
import { postRequest } from "@/lib/requests/post-request";
import { answerSession } from "@/lib/sessions/answer-session";
import { bookSession } from "@/lib/sessions/book-session";
import { cancelSession } from "@/lib/sessions/cancel-session";
import { completeSession } from "@/lib/sessions/complete-session";
import { declineSession } from "@/lib/sessions/decline-session";
import { keepAgreedTime } from "@/lib/sessions/keep-agreed-time";
import { leaveSession } from "@/lib/sessions/leave-session";
import { offerToPair } from "@/lib/sessions/offer-to-pair";
import { rescheduleSession } from "@/lib/sessions/reschedule-session";
import { swapPartner } from "@/lib/sessions/swap-partner";
import { watchSession } from "@/lib/sessions/watch-session";
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from "@/lib/time/instant";
import { dateIn, startOfDay, weekdayOf } from "@/lib/time/zone";
import type { Chance } from "./chance";
import type { Company, Member } from "./month-company";

const ZONE = "Europe/Berlin";
const LENGTH_MS = 50 * MINUTE_MS;

/** How often each kind is tried. */
const WEIGHTS = {
  book: 26,
  offer: 8,
  reschedule: 9,
  cancel: 4,
  decline: 5,
  accept: 6,
  swap: 4,
  complete: 5,
  watch: 6,
  leave: 2,
  keepAgreedTime: 2,
  googleMove: 8,
  googleMoveOntoAnother: 3,
  googleLengthen: 3,
  googleAllDay: 1,
  googleSeries: 1,
  googleOtherCalendar: 1,
  googleDelete: 4,
  googleEdit: 4,
  guestDeclines: 5,
  guestAccepts: 5,
  requesterDeclines: 1,
  busyElsewhere: 6,
  revoke: 1,
  reconnect: 2,
} as const;

export type Kind = keyof typeof WEIGHTS;
export type Outcome = "done" | "refused" | "nothing to do";

type Live = {
  id: string;
  requestId: string;
  state: string;
  start: EpochMs;
  end: EpochMs;
  requester: Member;
  partner: Member | undefined;
  declined: Member | undefined;
  watching: Member[];
  stoppedWatching: Member[];
};

/** One thing that happens in the company, at its present time. What people may be refused is an outcome; anything else throws. */
export async function operate(company: Company, chance: Chance): Promise<{ kind: Kind; outcome: Outcome }> {
  const kind = chance.weighted(WEIGHTS);
  try {
    return { kind, outcome: (await OPERATIONS[kind](company, chance)) ? "done" : "nothing to do" };
  } catch (error) {
    if (!(error instanceof DomainError || error instanceof CalendarError)) throw error;
    return { kind, outcome: "refused" };
  }
}

type Operation = (company: Company, chance: Chance) => Promise<boolean>;

const OPERATIONS: Record<Kind, Operation> = {
  book: async (company, chance) => {
    const requester = member(company, chance);
    const partner = chance.pick(company.members.filter(({ teamId }) => teamId !== requester.teamId));
    if (!partner) return false;
    const actor = await company.context(requester.id);
    const { id } = await postRequest(actor, {
      key: randomUUID(),
      title: `Work no. ${chance.below(1_000_000)}`,
      lengthMin: 50,
      teamIds: [partner.teamId],
      observers: chance.below(3),
    });
    await bookSession(actor, {
      ...{ requestId: id, partnerIds: [partner.id], key: randomUUID(), askAnyway: true },
      start: someTime(company, chance),
    });
    return true;
  },
  offer: async (company, chance) => {
    const [open] = await company.sql<{ id: string }[]>`
      select id from requests where state = 'open' and needed_by_at > now() order by md5(id::text || ${chance.next()}::text) limit 1`;
    if (!open) return false;
    await offerToPair(await company.context(member(company, chance).id), {
      ...{ requestId: open.id, key: randomUUID(), askAnyway: true, overLimit: true },
      start: someTime(company, chance),
    });
    return true;
  },
  reschedule: (company, chance) =>
    withLive(company, chance, async (session) => {
      const who = chance.next() < 0.5 ? session.requester : (session.partner ?? session.requester);
      const start = chance.next() < 0.2 ? session.start + LENGTH_MS / 2 : someTime(company, chance);
      await rescheduleSession(await company.context(who.id), {
        ...{ id: session.id, start, key: randomUUID(), askAnyway: true },
      });
    }),
  cancel: (company, chance) =>
    withLive(company, chance, async ({ id, requester }) => {
      await cancelSession(await company.context(requester.id), { id, reason: "An incident came up" });
    }),
  decline: (company, chance) =>
    withLive(company, chance, async ({ id, partner }) => {
      if (partner) await declineSession(await company.context(partner.id), { id });
    }),
  accept: (company, chance) =>
    withLive(company, chance, async ({ id, partner, declined }) => {
      const who = partner ?? declined;
      if (who) await answerSession(await company.context(who.id), { id });
    }),
  swap: (company, chance) =>
    withLive(company, chance, async ({ id, requester }) => {
      const partnerId = member(company, chance).id;
      await swapPartner(await company.context(requester.id), {
        ...{ id, partnerId, key: randomUUID(), askAnyway: true },
      });
    }),
  complete: async (company, chance) => {
    const over = (await liveSessions(company)).filter(({ end }) => end <= company.clock.now());
    const session = chance.pick(over);
    if (!session) return false;
    const outcome = chance.next() < 0.9 ? "held" : "not_held";
    await completeSession(await company.context(session.requester.id), { id: session.id, outcome });
    return true;
  },
  watch: (company, chance) =>
    withLive(company, chance, async ({ id }) => {
      await watchSession(await company.context(member(company, chance).id), {
        ...{ id, key: randomUUID(), askAnyway: true, overLimit: true },
      });
    }),
  leave: async (company, chance) => {
    const session = chance.pick((await liveSessions(company)).filter(({ watching }) => watching.length > 0));
    const observer = session && chance.pick(session.watching);
    if (!observer) return false;
    await leaveSession(await company.context(observer.id), { id: session.id });
    return true;
  },
  keepAgreedTime: async (company, chance) => {
    const session = chance.pick((await liveSessions(company)).filter(({ state }) => state === "conflict"));
    if (!session) return false;
    await keepAgreedTime(await company.context(session.requester.id), { id: session.id });
    return true;
  },
  googleMove: (company, chance) =>
    withEvent(company, chance, ({ requester, eventId }) => {
      const start = someTime(company, chance);
      company.google.moveEvent(requester.email, eventId, start, start + LENGTH_MS);
    }),
  googleMoveOntoAnother: (company, chance) =>
    withEvent(company, chance, async ({ id, requester, partner, eventId }) => {
      const others = (await liveSessions(company)).filter(
        (one) =>
          one.id !== id && partner && one.partner?.id === partner.id && one.start > company.clock.now(),
      );
      const start = chance.pick(others)?.start ?? someTime(company, chance);
      if (hasEvent(company, requester, eventId))
        company.google.moveEvent(requester.email, eventId, start, start + LENGTH_MS);
    }),
  googleLengthen: (company, chance) =>
    withEvent(company, chance, ({ requester, eventId, start, end }) =>
      company.google.moveEvent(requester.email, eventId, start, end + 30 * MINUTE_MS),
    ),
  googleAllDay: (company, chance) =>
    withEvent(company, chance, ({ requester, eventId, start }) => {
      const [date, next] = [dateIn(start, ZONE), dateIn(start + DAY_MS, ZONE)];
      company.google.patchEvent(requester.email, eventId, {
        start: { date, dateTime: null, timeZone: null },
        end: { date: next, dateTime: null, timeZone: null },
      });
    }),
  googleSeries: (company, chance) =>
    withEvent(company, chance, ({ requester, eventId }) => {
      company.google.patchEvent(requester.email, eventId, { recurrence: ["RRULE:FREQ=WEEKLY;COUNT=3"] });
    }),
  googleOtherCalendar: (company, chance) =>
    withEvent(company, chance, async ({ requester, eventId }) => {
      const { id } = company.google.addCalendar({ summary: "Side projects", owner: requester.email });
      await chooseCalendars(await company.context(requester.id), { calendarIds: [requester.email, id] });
      if (hasEvent(company, requester, eventId)) company.google.moveToCalendar(requester.email, eventId, id);
    }),
  googleDelete: (company, chance) =>
    withEvent(company, chance, ({ requester, eventId }) =>
      company.google.deleteEvent(requester.email, eventId),
    ),
  googleEdit: (company, chance) =>
    withEvent(company, chance, ({ requester, eventId }) => {
      company.google.patchEvent(requester.email, eventId, {
        summary: `Ours, no. ${chance.below(1_000_000)}`,
      });
    }),
  guestDeclines: (company, chance) => guestAnswers(company, chance, "declined"),
  guestAccepts: (company, chance) => guestAnswers(company, chance, "accepted"),
  requesterDeclines: (company, chance) =>
    withEvent(company, chance, ({ requester, eventId }) => {
      const event = company.google.storedEvents().find(({ id }) => id === eventId);
      const guests = (event?.guests ?? []).filter(({ email }) => email !== requester.email);
      company.google.patchEvent(requester.email, eventId, {
        attendees: [...guests, { email: requester.email, responseStatus: "declined" }],
      });
    }),
  busyElsewhere: async (company, chance) => {
    const start = someTime(company, chance);
    company.google.addEvent(member(company, chance).email, {
      summary: "Something else",
      start: { dateTime: new Date(start).toISOString() },
      end: { dateTime: new Date(start + HOUR_MS).toISOString() },
    });
    return true;
  },
  revoke: async (company, chance) => {
    company.google.revoke(member(company, chance).email);
    return true;
  },
  reconnect: async (company, chance) => {
    const found = chance.pick(await company.shutOut());
    if (!found) return false;
    await company.reconnect(found);
    return true;
  },
};

function member({ members }: Company, chance: Chance): Member {
  const found = chance.pick(members);
  if (!found) throw new Error("Nobody works here.");
  return found;
}

/** On the half hour, within a week of working days. */
function someTime({ clock }: Company, chance: Chance): EpochMs {
  for (;;) {
    const date = dateIn(clock.now() + chance.below(8) * DAY_MS, ZONE);
    const start = startOfDay(date, ZONE) + (9 * 2 + chance.below(15)) * 30 * MINUTE_MS;
    if (weekdayOf(date) <= 5 && start > clock.now() + 5 * MINUTE_MS) return start;
  }
}

async function liveSessions({ sql, members }: Company): Promise<Live[]> {
  const rows = await sql<
    {
      id: string;
      requestId: string;
      state: string;
      start: number;
      end: number;
      seats: { person: string; role: string; active: boolean; answer: string }[];
    }[]
  >`
    select s.id, s.request_id as "requestId", s.state, 
      (extract(epoch from s.start_at) * 1000)::float8 as start, (extract(epoch from s.end_at) * 1000)::float8 as end,
      (select json_agg(json_build_object('person', person_id, 'role', role, 'active', active, 'answer', answer))
       from seats where session_id = s.id) as seats
    from sessions s where s.state in ('booked', 'needs_partner', 'conflict') order by s.id`;
  return rows.flatMap(({ seats, ...row }) => {
    const all = (find: (seat: (typeof seats)[number]) => boolean) =>
      seats.filter(find).flatMap(({ person }) => members.find(({ id }) => id === person) ?? []);
    const at = (find: (seat: (typeof seats)[number]) => boolean) => all(find)[0];
    const requester = at(({ role }) => role === "requester");
    if (!requester) return [];
    return {
      ...row,
      requester,
      partner: at(({ role, active }) => role === "partner" && active),
      declined: at(({ role, active, answer }) => role === "partner" && !active && answer === "declined"),
      watching: all(({ role, active }) => role === "observer" && active),
      stoppedWatching: all(({ role, active }) => role === "observer" && !active),
    };
  });
}

async function withLive(company: Company, chance: Chance, change: (session: Live) => Promise<void>) {
  const ahead = (await liveSessions(company)).filter(({ start }) => start > company.clock.now());
  const session = chance.pick(ahead);
  if (!session) return false;
  await change(session);
  return true;
}

/** Of a session that has its event in the requester's calendar by now. */
const withEvent = async (
  company: Company,
  chance: Chance,
  change: (session: Live & { eventId: string }) => Promise<void> | void,
): Promise<boolean> => {
  let done = false;
  await withLive(company, chance, async (session) => {
    const eventId = eventIdOf(session.id);
    if (!hasEvent(company, session.requester, eventId)) return;
    await change({ ...session, eventId });
    done = true;
  });
  return done;
};

const hasEvent = ({ google }: Company, { email }: Member, eventId: string): boolean =>
  google.events(email).some(({ id }) => id === eventId);

const guestAnswers = (company: Company, chance: Chance, answer: "accepted" | "declined") =>
  withEvent(company, chance, ({ partner, declined, watching, stoppedWatching, eventId }) => {
    const pairs = answer === "declined" ? partner : (declined ?? partner);
    const watches = chance.pick(answer === "declined" ? watching : [...stoppedWatching, ...watching]);
    const guest = chance.next() < 0.3 ? (watches ?? pairs) : pairs;
    if (guest && hasEvent(company, guest, eventId)) company.google.respond(guest.email, eventId, answer);
  });
