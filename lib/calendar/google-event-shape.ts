import { type EventText, editedTexts, marksOf } from "@/lib/calendar/event-marks";
import type { calendar_v3 } from "@/lib/calendar/google";
import type { EpochMs } from "@/lib/time/instant";

/** A session as it is written to the requester's calendar. `zone` is IANA and only says how Google shows the time. */
export type EventDraft = {
  readonly id: string;
  readonly sessionId: string;
  readonly summary: string;
  readonly description: string;
  readonly location?: string;
  readonly start: EpochMs;
  readonly end: EpochMs;
  readonly zone: string;
  /** Without the organiser, who is in it by owning it. */
  readonly attendees: readonly Attendee[];
  /** Whether Google makes a Meet link. */
  readonly meet: boolean;
};

/** Without an `answer` the one given before is kept. A list replaces what is there, so it carries what people added. */
type Attendee = {
  readonly email: string;
  readonly name?: string | undefined;
  readonly answer?: EventAnswer;
  readonly optional?: boolean | undefined;
  readonly comment?: string | undefined;
};

/**
 * `start`, `end` and `zone` go together; `fromDays` where the event lasts whole days so far. `location: null` takes it
 * away; `meet: false` takes the link away; `once` ends a series.
 */
export type EventPatch = {
  readonly summary?: string;
  readonly description?: string;
  readonly location?: string | null;
  readonly start?: EpochMs;
  readonly end?: EpochMs;
  readonly zone?: string;
  readonly attendees?: readonly Attendee[];
  readonly meet?: boolean;
  readonly fromDays?: true;
  readonly once?: true;
};

export type EventAnswer = "waiting" | "tentative" | "accepted" | "declined";

export type CalendarEvent = {
  readonly id: string;
  readonly etag: string;
  readonly status: "confirmed" | "tentative" | "cancelled";
  readonly sessionId: string | null;
  readonly summary: string;
  readonly description: string;
  readonly location: string | null;
  /** `null` when the event lasts whole days. */
  readonly start: EpochMs | null;
  readonly end: EpochMs | null;
  readonly recurring: boolean;
  readonly sequence: number;
  readonly organizer: string | null;
  readonly attendees: readonly (Attendee & { readonly answer: EventAnswer })[];
  readonly meetUrl: string | null;
  /** A link was asked for and is not made yet. */
  readonly meetPending: boolean;
  /** Whether a link was ever asked for, by us or by somebody in Google; it may have been refused or taken away since. */
  readonly meetAsked: boolean;
  readonly htmlLink: string | null;
  /** What somebody put into their own words since we last wrote it. */
  readonly edited: readonly EventText[];
  /** Null where Google does not say. */
  readonly created: EpochMs | null;
};

const SESSION_PROPERTY = "desksideSession";
const MEET_PROPERTY = "desksideMeet";
const MEET_ASKED = { [MEET_PROPERTY]: "asked" };

export function bodyOfDraft(draft: EventDraft): calendar_v3.Schema$Event {
  return {
    id: draft.id,
    summary: draft.summary,
    description: draft.description,
    location: draft.location,
    start: momentOf(draft.start, draft.zone),
    end: momentOf(draft.end, draft.zone),
    attendees: draft.attendees.map(({ email, name, optional }) => ({ email, displayName: name, optional })),
    conferenceData: draft.meet ? meetRequest(draft.id) : undefined,
    extendedProperties: {
      private: {
        [SESSION_PROPERTY]: draft.sessionId,
        ...marksOf({ ...draft, location: draft.location ?? null }),
        ...(draft.meet ? MEET_ASKED : {}),
      },
    },
  };
}

export function bodyOfPatch(
  id: string,
  patch: EventPatch,
  answered: CalendarEvent["attendees"],
): calendar_v3.Schema$Event {
  const body: calendar_v3.Schema$Event = {};
  if (patch.summary !== undefined) body.summary = patch.summary;
  if (patch.description !== undefined) body.description = patch.description;
  if (patch.location !== undefined) body.location = patch.location;
  // The client library drops `undefined` but sends `null`, which is how a patch takes something away.
  const noDate = (patch.fromDays ? { date: null } : {}) as object;
  if (patch.start !== undefined) body.start = { ...momentOf(patch.start, patch.zone), ...noDate };
  if (patch.end !== undefined) body.end = { ...momentOf(patch.end, patch.zone), ...noDate };
  if (patch.once) body.recurrence = null as never;
  if (patch.attendees) body.attendees = patch.attendees.map((attendee) => attendeeOf(attendee, answered));
  if (patch.meet !== undefined) body.conferenceData = (patch.meet ? meetRequest(id) : null) as never;
  const marks = { ...marksOf(patch), ...(patch.meet ? MEET_ASKED : {}) };
  if (Object.keys(marks).length > 0) body.extendedProperties = { private: marks };
  return body;
}

const momentOf = (instant: EpochMs, zone: string | undefined) => ({
  dateTime: new Date(instant).toISOString(),
  timeZone: zone,
});

/** A repeated request id makes no second link. https://developers.google.com/workspace/calendar/api/guides/create-events#conferencing */
const meetRequest = (requestId: string): calendar_v3.Schema$ConferenceData => ({
  createRequest: { requestId, conferenceSolutionKey: { type: "hangoutsMeet" } },
});

const ANSWERS: Record<string, EventAnswer> = {
  needsAction: "waiting",
  tentative: "tentative",
  accepted: "accepted",
  declined: "declined",
};

function attendeeOf(
  { email, name, answer, optional, comment }: Attendee,
  answered: CalendarEvent["attendees"],
): calendar_v3.Schema$EventAttendee {
  const given = answer ?? answered.find((one) => one.email === email.toLowerCase())?.answer;
  const responseStatus = Object.keys(ANSWERS).find((status) => ANSWERS[status] === given);
  return { email, displayName: name, responseStatus, optional, comment };
}

export function eventOf(event: calendar_v3.Schema$Event): CalendarEvent {
  const properties = event.extendedProperties?.private;
  return {
    id: event.id ?? "",
    etag: event.etag ?? "",
    status: event.status === "cancelled" || event.status === "tentative" ? event.status : "confirmed",
    sessionId: properties?.[SESSION_PROPERTY] ?? null,
    summary: event.summary ?? "",
    description: event.description ?? "",
    location: event.location ?? null,
    start: instantOf(event.start),
    end: instantOf(event.end),
    recurring: Boolean(event.recurrence?.length || event.recurringEventId),
    sequence: event.sequence ?? 0,
    organizer: event.organizer?.email?.toLowerCase() ?? null,
    attendees: (event.attendees ?? []).flatMap(guestOf),
    meetUrl: meetUrlOf(event),
    meetPending: event.conferenceData?.createRequest?.status?.statusCode === "pending",
    meetAsked: Boolean(event.conferenceData || event.hangoutLink || properties?.[MEET_PROPERTY]),
    htmlLink: event.htmlLink ?? null,
    edited: editedTexts(event, properties),
    created: event.created ? Date.parse(event.created) : null,
  };
}

function guestOf(guest: calendar_v3.Schema$EventAttendee): CalendarEvent["attendees"] {
  if (!guest.email) return [];
  return [
    {
      email: guest.email.toLowerCase(),
      answer: ANSWERS[guest.responseStatus ?? ""] ?? "waiting",
      name: guest.displayName ?? undefined,
      optional: guest.optional ?? undefined,
      comment: guest.comment ?? undefined,
    },
  ];
}

const instantOf = (moment: calendar_v3.Schema$EventDateTime | undefined): EpochMs | null =>
  moment?.dateTime ? Date.parse(moment.dateTime) : null;

function meetUrlOf({ hangoutLink, conferenceData }: calendar_v3.Schema$Event): string | null {
  const video = conferenceData?.entryPoints?.find(({ entryPointType }) => entryPointType === "video");
  return hangoutLink ?? video?.uri ?? null;
}
