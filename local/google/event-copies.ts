import { type Body, propertiesOf, type SharedFields } from "./event-input";
import { instantOf } from "./event-time";
import type { Copy, StoredEvent } from "./state";
import type { World } from "./world";

/** Every change makes a new version, which the entity tag shows. */
export function touch(world: World, event: StoredEvent): void {
  event.version++;
  event.updated = world.now();
  world.store(event);
}

export function isMoved(event: StoredEvent, fields: SharedFields, zone: string): boolean {
  const times = (one: Pick<StoredEvent, "start" | "end" | "recurrence">) =>
    JSON.stringify([
      instantOf(one.start, zone),
      instantOf(one.end, zone),
      one.recurrence,
      "date" in one.start,
    ]);
  return times(event) !== times(fields);
}

/** What of an event is one calendar's own. */
export function copyOf(body: Body): Copy {
  const copy: Copy = { privateProperties: propertiesOf(body, "private") };
  if (body.transparency === "transparent") copy.transparency = "transparent";
  return copy;
}

/** Whoever is a guest and has a calendar here gets the event on it. */
export function shareWithGuests(world: World, event: StoredEvent): void {
  for (const { email } of event.guests) {
    if (!world.state.calendars[email] || email === event.calendarId) continue;
    const { gone: _, ...kept } = event.copies[email] ?? { privateProperties: {} };
    event.copies[email] = kept;
  }
}
