import { shareWithGuests, touch } from "./event-copies";
import { statusOn } from "./event-resource";
import { mail, type Telling } from "./outbox";
import { invalid, notFound, Refusal } from "./refusal";
import type { Calendar, StoredEvent } from "./state";
import type { World } from "./world";

/**
 * Gives an event to another calendar, which becomes its organiser. It keeps its id, and is cancelled on the calendar
 * it leaves; guests keep theirs.
 * https://developers.google.com/workspace/calendar/api/v3/reference/events/move
 */
export function moveToCalendar(
  world: World,
  { event, from, to, tell }: { event: StoredEvent; from: Calendar; to: Calendar; tell: Telling },
): StoredEvent {
  if (statusOn(event, from.id) === "cancelled") throw notFound();
  if (event.calendarId !== from.id) {
    throw new Refusal(403, "cannotChangeOrganizer", "Only the organizer can move an event.");
  }
  if (event.eventType !== "default") throw invalid("Only default events can be moved.");
  if (from.id === to.id) return event;
  const there = world.eventOn(to.id, event.id);
  if (there && there !== event) {
    throw new Refusal(409, "duplicate", "The requested identifier already exists.");
  }
  const left = event.copies[from.id] ?? { privateProperties: {} };
  event.copies[to.id] = left;
  event.copies[from.id] = { privateProperties: {}, gone: true };
  event.calendarId = to.id;
  // Whoever left the event as its organiser and is its guest too, stays one.
  shareWithGuests(world, event);
  touch(world, event);
  mail(world, event, "update", event.guests, tell);
  return event;
}
