import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalAttendeeType,
  ICalCalendarMethod,
  type ICalEventData,
  ICalEventStatus,
  ICalEventTransparency,
} from "ical-generator";
import type { EpochMs } from "../time/instant";

/** A session as other programs' calendars get it. Texts are as people typed them. */
export type CalendarEntry = {
  /** The same in every file about this session. */
  readonly uid: string;
  /** RFC 5545, 3.8.7.4: an object with a lower one than a calendar knows is old. */
  readonly sequence: number;
  /** When this was said (RFC 5545, 3.8.7.2). */
  readonly stamp: EpochMs;
  readonly start: EpochMs;
  readonly end: EpochMs;
  readonly summary: string;
  readonly description: string;
  readonly location?: string | undefined;
  /** The way back. */
  readonly url: string;
  readonly organizer: { readonly name: string; readonly email: string };
  /** The organizer among them. */
  readonly attendees: readonly Attendee[];
  readonly isCancelled: boolean;
};

type Attendee = {
  readonly name: string;
  readonly email: string;
  readonly answer: "waiting" | "accepted" | "declined";
  readonly isOptional: boolean;
};

const PRODUCT = "//Deskside//Deskside//EN";

/** How often programs should read a feed again. */
const FEED_MINUTES = 15;

/** To be mailed: RFC 5546, 3.2.2. A calendar that has it already changes it. */
export const invitation = (entry: CalendarEntry): string => calendarOf([entry], ICalCalendarMethod.REQUEST);

/**
 * To be mailed: RFC 5546, 3.2.5. Takes it out of the calendar of whoever gets it; `attendees` are those for whom it is
 * over. Where it goes on without them it is not cancelled itself, and then has no status.
 */
export const cancellation = (entry: CalendarEntry): string => calendarOf([entry], ICalCalendarMethod.CANCEL);

/** A file to open in a calendar: RFC 5546, 3.2.1. */
export const published = (entry: CalendarEntry): string => calendarOf([entry], ICalCalendarMethod.PUBLISH);

/** A calendar to subscribe to. */
export const feed = (name: string, entries: readonly CalendarEntry[]): string =>
  calendarOf(entries, ICalCalendarMethod.PUBLISH, name);

function calendarOf(entries: readonly CalendarEntry[], method: ICalCalendarMethod, name?: string): string {
  const calendar = ical({ prodId: PRODUCT, method });
  if (name !== undefined) calendar.name(keepable(name)).ttl(FEED_MINUTES * 60);
  for (const entry of entries) calendar.createEvent({ ...eventOf(entry), status: statusOf(entry, method) });
  return `${calendar.toString().trimEnd()}\r\n`;
}

/** Times are written in UTC: they need no zone that the reader would have to know. */
const eventOf = (entry: CalendarEntry): ICalEventData => ({
  id: entry.uid,
  sequence: entry.sequence,
  stamp: new Date(entry.stamp),
  start: new Date(entry.start),
  end: new Date(entry.end),
  summary: keepable(entry.summary),
  description: keepable(entry.description),
  ...(entry.location ? { location: keepable(entry.location) } : {}),
  url: entry.url,
  transparency: ICalEventTransparency.OPAQUE,
  organizer: { name: nameOf(entry.organizer), email: entry.organizer.email },
  attendees: entry.attendees.map((attendee) => ({
    name: nameOf(attendee),
    email: attendee.email,
    type: ICalAttendeeType.INDIVIDUAL,
    role: attendee.isOptional ? ICalAttendeeRole.OPT : ICalAttendeeRole.REQ,
    status: ANSWERS[attendee.answer],
    // Answers are given on the session's page: what a calendar sends goes to the organizer, who is not Deskside.
    rsvp: false,
  })),
});

function statusOf({ isCancelled }: CalendarEntry, method: ICalCalendarMethod): ICalEventStatus | null {
  if (isCancelled) return ICalEventStatus.CANCELLED;
  return method === ICalCalendarMethod.CANCEL ? null : ICalEventStatus.CONFIRMED;
}

const ANSWERS = {
  waiting: ICalAttendeeStatus.NEEDSACTION,
  accepted: ICalAttendeeStatus.ACCEPTED,
  declined: ICalAttendeeStatus.DECLINED,
} as const;

/** The library wants a name. */
const nameOf = ({ name, email }: { name: string; email: string }) => keepable(name).trim() || email;

/** Control characters may not be written at all (RFC 5545, 3.1); the library escapes and folds the rest. */
const keepable = (text: string): string =>
  text.replace(/\r\n?/g, "\n").replace(/(?![\t\n])\p{Cc}|\p{Surrogate}/gu, "");
