import type { Context } from "hono";
import { DAY_MS } from "@/lib/time/instant";
import { type GoogleEvent, resourceOf, statusOn } from "./event-resource";
import { instantParameter } from "./event-time";
import { pageOf } from "./page";
import { type Occurrence, occurrencesOf } from "./recurrence";
import { invalid, Refusal } from "./refusal";
import type { Calendar, StoredEvent } from "./state";
import type { World } from "./world";

/** Without `timeMax`, series are followed this far into the future. */
const HORIZON_MS = 730 * DAY_MS;

/** https://developers.google.com/workspace/calendar/api/v3/reference/events/list */
export function listEvents(world: World, calendar: Calendar, asker: string, c: Context) {
  const from = instantParameter("timeMin", c.req.query("timeMin"));
  const to = instantParameter("timeMax", c.req.query("timeMax"));
  if (from !== undefined && to !== undefined && to <= from) {
    throw new Refusal(400, "timeRangeEmpty", "The specified time range is empty.");
  }
  const single = c.req.query("singleEvents") === "true";
  const orderBy = c.req.query("orderBy");
  if (orderBy !== undefined && orderBy !== "startTime" && orderBy !== "updated")
    throw invalid("Invalid value for: orderBy");
  if (orderBy === "startTime" && !single) {
    throw new Refusal(400, "badRequest", "The requested ordering is not available for the particular query.");
  }

  const found = world
    .eventsOn(calendar.id)
    .filter((event) => c.req.query("showDeleted") === "true" || statusOn(event, calendar.id) !== "cancelled")
    .filter((event) => matches(event, calendar, c))
    .flatMap((event) => timesOf(event, calendar, single, from ?? 0, to ?? world.now() + HORIZON_MS));
  if (orderBy === "startTime") found.sort((a, b) => a.occurrence.start - b.occurrence.start);
  if (orderBy === "updated") found.sort((a, b) => a.event.updated - b.event.updated);

  const { items, nextPageToken } = pageOf(found, c, { usual: 250, most: 2500 });
  return {
    kind: "calendar#events",
    etag: `"${world.now()}"`,
    summary: calendar.summary,
    timeZone: calendar.zone,
    accessRole: calendar.owner === asker ? "owner" : "reader",
    nextPageToken,
    items: items.map(
      ({ event, occurrence }): GoogleEvent =>
        resourceOf(world, event, calendar.id, single ? occurrence : undefined),
    ),
  };
}

type Found = { event: StoredEvent; occurrence: Occurrence };

function timesOf(event: StoredEvent, calendar: Calendar, single: boolean, from: number, to: number): Found[] {
  const occurrences = occurrencesOf(event, calendar.zone, from, to);
  return (single ? occurrences : occurrences.slice(0, 1)).map((occurrence) => ({ event, occurrence }));
}

function matches(event: StoredEvent, calendar: Calendar, c: Context): boolean {
  const own = event.copies[calendar.id]?.privateProperties ?? {};
  const words = c.req.query("q")?.toLowerCase();
  const uid = c.req.query("iCalUID");
  return (
    holds(own, c.req.queries("privateExtendedProperty")) &&
    holds(event.sharedProperties, c.req.queries("sharedExtendedProperty")) &&
    (uid === undefined || uid === event.uid) &&
    (words === undefined ||
      `${event.summary} ${event.description} ${event.location}`.toLowerCase().includes(words))
  );
}

function holds(properties: Record<string, string>, constraints: string[] = []): boolean {
  return constraints.every((constraint) => {
    const [name = "", value] = constraint.split(/=(.*)/s);
    if (value === undefined) throw invalid("Invalid extended property constraint.");
    return properties[name] === value;
  });
}
