import { randomBytes } from "node:crypto";
import type { EpochMs } from "@/lib/time/instant";
import { copyOf, isMoved, shareWithGuests, touch } from "./event-copies";
import { type Body, bodyOf, eventIdOrRefuse, mergePatch, parseEvent } from "./event-input";
import { statusOn } from "./event-resource";
import { answer, changeAsGuest } from "./guest-changes";
import { requestConference } from "./meet";
import { mail, type Telling } from "./outbox";
import { Refusal } from "./refusal";
import type { Calendar, Guest, StoredEvent } from "./state";
import type { World } from "./world";

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

function uidOf(world: World, id: string): string {
  const uid = `${id}@google.com`;
  // Two organisers may choose the same id, each on a calendar of their own.
  return world.state.events[uid] ? `${id}.${randomId()}@google.com` : uid;
}

const randomId = () =>
  BigInt(`0x${randomBytes(16).toString("hex")}`)
    .toString(32)
    .padStart(26, "0");
