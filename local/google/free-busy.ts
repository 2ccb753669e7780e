import { Hono } from "hono";
import { DAY_MS, type EpochMs } from "@/lib/time/instant";
import { type Interval, mergeIntervals } from "@/lib/time/interval";
import { askerFor } from "./asker";
import { isObject } from "./event-input";
import { statusOn } from "./event-resource";
import { instantParameter, isZone, momentIn } from "./event-time";
import { selectFields } from "./fields";
import { readJson } from "./read-json";
import { occurrencesOf } from "./recurrence";
import { invalid, Refusal, required } from "./refusal";
import type { Calendar, StoredEvent } from "./state";
import type { World } from "./world";

const MOST_CALENDARS = 50;
const LONGEST_WINDOW_MS = 90 * DAY_MS;

/** https://developers.google.com/workspace/calendar/api/v3/reference/freebusy/query */
export function freeBusyRoutes(world: World): Hono {
  const app = new Hono();

  app.post("/freeBusy", async (c) => {
    const asker = askerFor(world, c, "freebusy.query");
    const query = await readJson(c);
    const { from, to } = windowOf(query);
    const zone = query.timeZone ?? "UTC";
    if (!isZone(zone)) throw invalid("Invalid time zone definition.");
    const calendars: Record<string, unknown> = {};
    for (const id of itemsOf(query)) {
      const calendar = world.calendar(id, asker.email);
      calendars[id] =
        calendar && mayAsk(world, calendar, asker.email)
          ? { busy: busyText(busyOf(world, calendar, from, to), zone) }
          : NOT_FOUND;
    }
    const body = {
      kind: "calendar#freeBusy",
      timeMin: momentIn(from, "UTC"),
      timeMax: momentIn(to, "UTC"),
      calendars,
    };
    return c.json(selectFields(body, c.req.query("fields")) as object);
  });

  return app;
}

const NOT_FOUND = { errors: [{ domain: "global", reason: "notFound" }], busy: [] };

/** Free/busy is open to everybody of one's own domain, unless a person turned that off. */
function mayAsk(world: World, calendar: Calendar, asker: string): boolean {
  if (calendar.owner === asker || calendar.readers.includes(asker)) return true;
  const owner = world.person(calendar.owner);
  return (
    calendar.id === calendar.owner && Boolean(owner?.visible) && domainOf(calendar.owner) === domainOf(asker)
  );
}

const domainOf = (email: string) => email.split("@")[1];

/** Busy is what is neither cancelled, thrown away, declined, nor marked as free; merged and cut to the window. */
function busyOf(world: World, calendar: Calendar, from: EpochMs, to: EpochMs): Interval[] {
  const busy = world
    .eventsOn(calendar.id)
    .filter((event) => blocks(event, calendar))
    .flatMap((event) => occurrencesOf(event, calendar.zone, from, to));
  return mergeIntervals(
    busy.map(({ start, end }) => ({ start: Math.max(start, from), end: Math.min(end, to) })),
  );
}

function blocks(event: StoredEvent, calendar: Calendar): boolean {
  if (statusOn(event, calendar.id) === "cancelled") return false;
  if (event.copies[calendar.id]?.transparency === "transparent" || event.eventType === "workingLocation")
    return false;
  return event.guests.find(({ email }) => email === calendar.owner)?.responseStatus !== "declined";
}

const busyText = (busy: readonly Interval[], zone: string) =>
  busy.map(({ start, end }) => ({ start: momentIn(start, zone), end: momentIn(end, zone) }));

function windowOf(query: Record<string, unknown>): { from: EpochMs; to: EpochMs } {
  const from = instantParameter("timeMin", query.timeMin as string | undefined);
  const to = instantParameter("timeMax", query.timeMax as string | undefined);
  if (from === undefined) throw required("Missing timeMin parameter.");
  if (to === undefined) throw required("Missing timeMax parameter.");
  if (to <= from) throw new Refusal(400, "timeRangeEmpty", "The specified time range is empty.");
  if (to - from > LONGEST_WINDOW_MS) {
    throw new Refusal(400, "timeRangeTooLong", "The requested time range is too long.");
  }
  return { from, to };
}

function itemsOf(query: Record<string, unknown>): string[] {
  const items = Array.isArray(query.items) ? query.items : [];
  const most = query.calendarExpansionMax ?? MOST_CALENDARS;
  if (typeof most !== "number" || most < 1 || most > MOST_CALENDARS)
    throw invalid("Invalid value for: calendarExpansionMax");
  if (items.length > most) {
    throw new Refusal(
      400,
      "tooManyCalendarsRequested",
      "The number of calendars requested is too large for a single query.",
    );
  }
  return items.map((item) => {
    if (!isObject(item) || typeof item.id !== "string") throw required("Missing item id.");
    return item.id;
  });
}
