import { randomBytes } from "node:crypto";
import type { EpochMs } from "@/lib/time/instant";
import {
  type Body,
  bodyOf,
  eventIdOrRefuse,
  mergePatch,
  parseEvent,
  propertiesOf,
  type SharedFields,
} from "./event-input";
import { statusOn } from "./event-resource";
import { instantOf } from "./event-time";
import { requestConference } from "./meet";
import { Refusal } from "./refusal";
import type { Calendar, Guest, Mail, ResponseStatus, StoredEvent } from "./state";
import type { World } from "./world";

export type Telling = "all" | "externalOnly" | "none";
export type ChangeOptions = { tell: Telling; conferences: boolean };

/** https://developers.google.com/workspace/calendar/api/v3/reference/events/insert */
export function insertEvent(
  world: World,
  calendar: Calendar,
  body: Body,
  options: ChangeOptions,
): StoredEvent {
  const id = eventIdOrRefuse(body.id) ?? randomId();
  // A deleted event keeps its id for ever.
  if (world.eventOn(calendar.id, id)) {
    throw new Refusal(409, "duplicate", "The requested identifier already exists.");
  }
  const fields = parseEvent(body, { zone: calendar.zone, organizer: calendar.id });
  const now = world.now();
  const event: StoredEvent = {
    ...fields,
    uid: uidOf(world, id),
    id,
    calendarId: calendar.id,
    created: now,
    updated: now,
    version: 0,
    sequence: 0,
    cancelledStarts: [],
    conference: options.conferences ? requestConference(world, body.conferenceData, undefined) : undefined,
    copies: {},
  };
  event.copies[calendar.id] = copyOf(body);
  shareWithGuests(world, event);
  world.store(event);
  mail(world, event, "invitation", event.guests, options.tell);
  return event;
}

/** Only the fields in `patch`. https://developers.google.com/workspace/calendar/api/v3/reference/events/patch */
export function patchEvent(
  world: World,
  calendar: Calendar,
  event: StoredEvent,
  patch: Body,
  options: ChangeOptions,
) {
  return changeEvent(world, calendar, event, mergePatch(bodyOf(event, calendar.id), patch), {
    ...options,
    conferences: options.conferences && "conferenceData" in patch,
  });
}

/** The whole event. https://developers.google.com/workspace/calendar/api/v3/reference/events/update */
export function changeEvent(
  world: World,
  calendar: Calendar,
  event: StoredEvent,
  body: Body,
  options: ChangeOptions,
): StoredEvent {
  const fields = parseEvent(body, { zone: calendar.zone, organizer: event.calendarId, before: event.guests });
  if (event.calendarId !== calendar.id) return changeAsGuest(world, calendar, event, body, fields, options);

  // Everything that may be refused comes before the first change.
  const conference = options.conferences
    ? requestConference(world, body.conferenceData, event.conference)
    : event.conference;
  const before = event.guests;
  const moved = isMoved(event, fields, calendar.zone);
  Object.assign(event, fields);
  if (moved) {
    event.sequence++;
    // A new time is a new question (RFC 5546, 2.1.4).
    for (const guest of event.guests)
      if (guest.email !== event.calendarId) guest.responseStatus = "needsAction";
  }
  event.copies[calendar.id] = copyOf(body);
  event.conference = conference;
  const removed = before.filter(({ email }) => !event.guests.some((guest) => guest.email === email));
  for (const { email } of removed) {
    const copy = event.copies[email];
    if (copy) copy.gone = true;
  }
  if (event.status === "cancelled") return cancelEvent(world, event, options.tell);
  shareWithGuests(world, event);
  touch(world, event);
  const isNew = ({ email }: Guest) => !before.some((guest) => guest.email === email);
  mail(world, event, "cancellation", removed, options.tell);
  mail(world, event, "invitation", event.guests.filter(isNew), options.tell);
  mail(
    world,
    event,
    "update",
    event.guests.filter((guest) => !isNew(guest)),
    options.tell,
  );
  return event;
}

/** A guest decides about their answer and what is private to their calendar; nothing else. */
function changeAsGuest(
  world: World,
  calendar: Calendar,
  event: StoredEvent,
  body: Body,
  fields: SharedFields,
  options: ChangeOptions,
) {
  const shared = (one: SharedFields) =>
    JSON.stringify([
      one.summary,
      one.description,
      one.location,
      one.recurrence,
      one.visibility,
      one.sharedProperties,
    ]);
  if (shared(fields) !== shared(event) || isMoved(event, fields, calendar.zone)) {
    throw new Refusal(
      403,
      "forbiddenForNonOrganizer",
      "Shared properties can only be changed by the organizer of the event.",
    );
  }
  event.copies[calendar.id] = copyOf(body);
  const own = fields.guests.find(({ email }) => email === calendar.id);
  if (own) answer(world, event, calendar.id, own.responseStatus, options.tell, own.comment);
  touch(world, event);
  return event;
}

/** A guest's answer, which the organiser's copy and all others show at once. */
export function answer(
  world: World,
  event: StoredEvent,
  email: string,
  response: ResponseStatus,
  tell: Telling,
  comment?: string,
): void {
  const guest = event.guests.find((one) => one.email === email);
  if (!guest) return;
  const changed = guest.responseStatus !== response;
  Object.assign(guest, { responseStatus: response, comment: comment ?? guest.comment });
  touch(world, event);
  if (!changed || tell === "none") return;
  const summary = `${response}: ${event.summary ?? ""}`;
  world.state.outbox.push({
    at: world.now(),
    kind: "answer",
    from: email,
    to: event.calendarId,
    eventId: event.id,
    summary,
  });
}

/** https://developers.google.com/workspace/calendar/api/v3/reference/events/delete */
export function deleteEvent(world: World, calendarId: string, event: StoredEvent, tell: Telling): void {
  if (statusOn(event, calendarId) === "cancelled")
    throw new Refusal(410, "deleted", "Resource has been deleted");
  if (event.calendarId === calendarId) {
    cancelEvent(world, event, tell);
    return;
  }
  const copy = event.copies[calendarId];
  if (copy) copy.gone = true;
  answer(world, event, calendarId, "declined", tell);
}

export function deleteInstance(world: World, event: StoredEvent, originalStart: EpochMs): void {
  if (event.cancelledStarts.includes(originalStart))
    throw new Refusal(410, "deleted", "Resource has been deleted");
  event.cancelledStarts.push(originalStart);
  touch(world, event);
}

function cancelEvent(world: World, event: StoredEvent, tell: Telling): StoredEvent {
  event.status = "cancelled";
  touch(world, event);
  mail(world, event, "cancellation", event.guests, tell);
  return event;
}

function touch(world: World, event: StoredEvent): void {
  event.version++;
  event.updated = world.now();
  world.store(event);
}

function isMoved(event: StoredEvent, fields: SharedFields, zone: string): boolean {
  const times = (one: Pick<StoredEvent, "start" | "end" | "recurrence">) =>
    JSON.stringify([
      instantOf(one.start, zone),
      instantOf(one.end, zone),
      one.recurrence,
      "date" in one.start,
    ]);
  return times(event) !== times(fields);
}

function copyOf(body: Body): StoredEvent["copies"][string] {
  const copy: StoredEvent["copies"][string] = { privateProperties: propertiesOf(body, "private") };
  if (body.transparency === "transparent") copy.transparency = "transparent";
  return copy;
}

/** Whoever is a guest and has a calendar here gets the event on it. */
function shareWithGuests(world: World, event: StoredEvent): void {
  for (const { email } of event.guests) {
    if (!world.state.calendars[email] || email === event.calendarId) continue;
    const { gone: _, ...kept } = event.copies[email] ?? { privateProperties: {} };
    event.copies[email] = kept;
  }
}

function mail(
  world: World,
  event: StoredEvent,
  kind: Mail["kind"],
  guests: readonly Guest[],
  tell: Telling,
): void {
  if (tell === "none") return;
  for (const { email } of guests) {
    if (email === event.calendarId || (tell === "externalOnly" && world.person(email))) continue;
    world.state.outbox.push({
      at: world.now(),
      kind,
      from: event.calendarId,
      to: email,
      eventId: event.id,
      summary: event.summary ?? "",
    });
  }
}

function uidOf(world: World, id: string): string {
  const uid = `${id}@google.com`;
  // Two organisers may choose the same id, each on a calendar of their own.
  return world.state.events[uid] ? `${id}.${randomId()}@google.com` : uid;
}

const randomId = () =>
  BigInt(`0x${randomBytes(16).toString("hex")}`)
    .toString(32)
    .padStart(26, "0");
