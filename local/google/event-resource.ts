import { instantOf, momentIn } from "./event-time";
import { type Occurrence, zoneOf } from "./recurrence";
import type { Conference, EventMoment, StoredEvent } from "./state";
import type { World } from "./world";

export type GoogleEvent = Record<string, unknown> & { id: string };

export const etagOf = (event: StoredEvent) => `"${event.created * 1000 + event.version}"`;

export const statusOn = (event: StoredEvent, calendarId: string) =>
  event.copies[calendarId]?.gone ? "cancelled" : event.status;

/**
 * An event as one calendar shows it; with `occurrence`, one instance of a series.
 * https://developers.google.com/workspace/calendar/api/v3/reference/events#resource
 */
export function resourceOf(
  world: World,
  event: StoredEvent,
  calendarId: string,
  occurrence?: Occurrence,
): GoogleEvent {
  const calendar = world.state.calendars[calendarId];
  const zone = calendar?.zone ?? "UTC";
  const organizerCalendar = world.state.calendars[event.calendarId];
  const copy = event.copies[calendarId];
  const viewer = calendar?.owner;
  const instance = event.recurrence ? occurrence : undefined;
  return withoutUndefined({
    kind: "calendar#event",
    etag: etagOf(event),
    id: instance ? instanceId(event, instance.originalStart) : event.id,
    status: statusOn(event, calendarId),
    htmlLink: `https://www.google.com/calendar/event?eid=${Buffer.from(`${event.id} ${calendarId}`).toString("base64url")}`,
    created: new Date(event.created).toISOString(),
    updated: new Date(event.updated).toISOString(),
    summary: event.summary,
    description: event.description,
    location: event.location,
    creator: { email: organizerCalendar?.owner, self: organizerCalendar?.owner === viewer || undefined },
    organizer: {
      email: event.calendarId,
      displayName:
        organizerCalendar?.id === organizerCalendar?.owner ? undefined : organizerCalendar?.summary,
      self: event.calendarId === calendarId || undefined,
    },
    start: momentOf(event, event.start, instance?.start, zone),
    end: momentOf(event, event.end, instance?.end, zone),
    recurrence: instance ? undefined : event.recurrence,
    recurringEventId: instance ? event.id : undefined,
    originalStartTime: instance ? momentOf(event, event.start, instance.originalStart, zone) : undefined,
    transparency: copy?.transparency,
    visibility: event.visibility,
    iCalUID: event.uid,
    sequence: event.sequence,
    attendees:
      event.guests.length > 0 ? event.guests.map((guest) => guestOf(guest, event, viewer)) : undefined,
    hangoutLink: event.conference?.status === "success" ? event.conference.url : undefined,
    conferenceData: event.conference && conferenceOf(event.conference),
    extendedProperties: propertiesOn(event, calendarId),
    reminders: { useDefault: true },
    eventType: event.eventType,
  }) as GoogleEvent;
}

export function instanceId(event: StoredEvent, originalStart: number): string {
  const utc = new Date(originalStart).toISOString().replace(/[-:]|\.\d+/g, "");
  return `${event.id}_${"date" in event.start ? utc.slice(0, 8) : utc}`;
}

function momentOf(
  event: StoredEvent,
  moment: EventMoment,
  instant: number | undefined,
  calendarZone: string,
) {
  const zone = zoneOf(event, calendarZone);
  if ("date" in moment) {
    if (instant === undefined) return { date: moment.date };
    return {
      date: Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDate().toString(),
    };
  }
  const shownIn = moment.timeZone ?? calendarZone;
  return { dateTime: momentIn(instant ?? instantOf(moment, calendarZone), shownIn), timeZone: shownIn };
}

function guestOf(guest: StoredEvent["guests"][number], event: StoredEvent, viewer: string | undefined) {
  return withoutUndefined({
    ...guest,
    organizer: guest.email === event.calendarId || undefined,
    self: guest.email === viewer || undefined,
  });
}

/** Private properties stay on the calendar they were written to; shared ones go with the event. */
function propertiesOn(event: StoredEvent, calendarId: string) {
  const own = event.copies[calendarId]?.privateProperties ?? {};
  const kinds = withoutUndefined({
    private: Object.keys(own).length > 0 ? own : undefined,
    shared: Object.keys(event.sharedProperties).length > 0 ? event.sharedProperties : undefined,
  });
  return Object.keys(kinds).length > 0 ? kinds : undefined;
}

function conferenceOf({ requestId, url, status }: Conference) {
  const createRequest = {
    requestId,
    conferenceSolutionKey: { type: "hangoutsMeet" },
    status: { statusCode: status },
  };
  if (status !== "success") return { createRequest };
  return {
    createRequest,
    entryPoints: [{ entryPointType: "video", uri: url, label: url.replace("https://", "") }],
    conferenceSolution: { key: { type: "hangoutsMeet" }, name: "Google Meet" },
    conferenceId: url.split("/").at(-1),
  };
}

const withoutUndefined = (object: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
