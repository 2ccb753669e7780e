import { instantOf, parseMoment } from "./event-time";
import { parseRule } from "./recurrence";
import { invalid, Refusal, required } from "./refusal";
import type { Guest, ResponseStatus, StoredEvent } from "./state";

export type Body = Record<string, unknown>;

const RESPONSES: readonly string[] = ["needsAction", "declined", "tentative", "accepted"];
const STATUSES: readonly string[] = ["confirmed", "tentative", "cancelled"];

/** What a client may say about an event everybody shares. */
export type SharedFields = Pick<
  StoredEvent,
  | "status"
  | "summary"
  | "description"
  | "location"
  | "start"
  | "end"
  | "recurrence"
  | "guests"
  | "visibility"
  | "eventType"
  | "sharedProperties"
>;

/**
 * Reads a whole event resource, refusing what Google refuses. Read-only fields are passed over, as Google does.
 * Answers given before stay when the client leaves them out. `zone` is the calendar's.
 * https://developers.google.com/workspace/calendar/api/v3/reference/events#resource
 */
export function parseEvent(
  body: Body,
  { zone, organizer, before = [] }: { zone: string; organizer: string; before?: Guest[] },
): SharedFields {
  const start = parseMoment(body.start, "start");
  const end = parseMoment(body.end, "end");
  if ("date" in start !== "date" in end)
    throw invalid("Invalid start or end: one has a date, the other a time.");
  if (instantOf(end, zone) <= instantOf(start, zone)) {
    throw new Refusal(400, "timeRangeEmpty", "The specified time range is empty.");
  }
  const recurrence = recurrenceOf(body.recurrence);
  if (recurrence && "dateTime" in start && !start.timeZone)
    throw required("Missing time zone definition for start time.");
  return {
    status: oneOf(STATUSES, body.status, "status") ?? "confirmed",
    summary: text(body.summary),
    description: text(body.description),
    location: text(body.location),
    start,
    end,
    recurrence,
    guests: guestsOf(body.attendees, organizer, before),
    visibility: text(body.visibility),
    eventType: text(body.eventType) ?? "default",
    sharedProperties: propertiesOf(body, "shared"),
  } as SharedFields;
}

/** The event as a client would have written it: what a patch is laid upon. */
export function bodyOf(event: StoredEvent, calendarId: string): Body {
  const { privateProperties = {}, transparency } = event.copies[calendarId] ?? {};
  const { status, summary, description, location, start, end, recurrence, guests, visibility, eventType } =
    event;
  const extendedProperties = { private: privateProperties, shared: event.sharedProperties };
  return {
    status,
    summary,
    description,
    location,
    start,
    end,
    recurrence,
    attendees: guests,
    visibility,
    eventType,
    transparency,
    extendedProperties,
  };
}

/**
 * A patch: objects are merged, lists replaced, `null` takes away.
 * https://developers.google.com/workspace/calendar/api/v3/reference/events/patch
 */
export function mergePatch(target: Body, patch: Body): Body {
  const merged: Body = { ...target };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name];
    else if (isObject(value)) merged[name] = mergePatch(isObject(merged[name]) ? merged[name] : {}, value);
    else merged[name] = value;
  }
  return merged;
}

export function propertiesOf(body: Body, kind: "private" | "shared"): Record<string, string> {
  const properties = isObject(body.extendedProperties) ? body.extendedProperties[kind] : undefined;
  if (!isObject(properties)) return {};
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, String(value)]));
}

export const isObject = (value: unknown): value is Body =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** https://developers.google.com/workspace/calendar/api/v3/reference/events/insert: base32hex, 5 to 1024 characters */
export function eventIdOrRefuse(id: unknown): string | undefined {
  if (id === undefined || id === null) return undefined;
  if (typeof id === "string" && /^[a-v0-9]{5,1024}$/.test(id)) return id;
  throw invalid("Invalid resource id value.");
}

function recurrenceOf(value: unknown): string[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw invalid("Invalid recurrence rule.");
  if (value.length === 0) return undefined;
  const lines = value.map(String);
  parseRule(lines);
  return lines;
}

function guestsOf(value: unknown, organizer: string, before: Guest[]): Guest[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw invalid("Invalid attendees.");
  const guests = new Map<string, Guest>();
  for (const one of value) {
    const given: Body = isObject(one) ? one : {};
    if (typeof given.email !== "string") throw required("Missing attendee email.");
    const email = given.email.trim().toLowerCase();
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) throw invalid("Invalid attendee email.");
    const answer = oneOf(RESPONSES, given.responseStatus, "responseStatus") as ResponseStatus | undefined;
    const answered = before.find((guest) => guest.email === email);
    guests.set(email, {
      email,
      displayName: text(given.displayName),
      optional: given.optional === true ? true : undefined,
      comment: text(given.comment) ?? answered?.comment,
      responseStatus:
        answer ?? answered?.responseStatus ?? (email === organizer ? "accepted" : "needsAction"),
    });
  }
  return [...guests.values()];
}

function oneOf(allowed: readonly string[], value: unknown, name: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string" && allowed.includes(value)) return value;
  throw invalid(`Invalid value for: ${name}`);
}

const text = (value: unknown): string | undefined =>
  value === undefined || value === null ? undefined : String(value);
