import { copyOf, isMoved, touch } from "./event-copies";
import type { Body, SharedFields } from "./event-input";
import type { Telling } from "./outbox";
import { Refusal } from "./refusal";
import type { Calendar, ResponseStatus, StoredEvent } from "./state";
import type { World } from "./world";

/** A guest decides about their answer and what is private to their calendar; nothing else. */
export function changeAsGuest(
  world: World,
  calendar: Calendar,
  event: StoredEvent,
  body: Body,
  fields: SharedFields,
  { tell }: { tell: Telling },
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
  const answered = own && answer(world, event, calendar.id, own.responseStatus, tell, own.comment);
  if (!answered) touch(world, event);
  return event;
}

/** A guest's answer, which the organiser's copy and all others show at once. Yields whether they are a guest. */
export function answer(
  world: World,
  event: StoredEvent,
  email: string,
  response: ResponseStatus,
  tell: Telling,
  comment?: string,
): boolean {
  // An organiser who is not on the list yet comes onto it with their answer.
  if (email === event.calendarId && !event.guests.some((one) => one.email === email)) {
    event.guests.push({ email, responseStatus: "accepted" });
  }
  const guest = event.guests.find((one) => one.email === email);
  if (!guest) return false;
  const changed = guest.responseStatus !== response;
  Object.assign(guest, { responseStatus: response, comment: comment ?? guest.comment });
  touch(world, event);
  if (!changed || tell === "none" || email === event.calendarId) return true;
  const summary = `${response}: ${event.summary ?? ""}`;
  world.state.outbox.push({
    at: world.now(),
    kind: "answer",
    from: email,
    to: event.calendarId,
    eventId: event.id,
    summary,
  });
  return true;
}
