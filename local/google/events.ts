import { type Context, Hono } from "hono";
import { askerFor, calendarFor } from "./asker";
import {
  type ChangeOptions,
  changeEvent,
  deleteEvent,
  deleteInstance,
  insertEvent,
  patchEvent,
} from "./event-changes";
import { listEvents } from "./event-listing";
import { moveToCalendar } from "./event-move";
import { etagOf, instanceId, resourceOf, statusOn } from "./event-resource";
import { selectFields } from "./fields";
import { readConference } from "./meet";
import type { Telling } from "./outbox";
import { readJson } from "./read-json";
import { type Occurrence, occurrencesOf } from "./recurrence";
import { invalid, notFound, Refusal, required } from "./refusal";
import type { Calendar, StoredEvent } from "./state";
import type { World } from "./world";

const PATH = "/calendars/:calendarId/events";
const ONE = `${PATH}/:eventId`;

/** https://developers.google.com/workspace/calendar/api/v3/reference/events */
export function eventRoutes(world: World): Hono {
  const app = new Hono();
  const calendarOf = (c: Context, call: "events.read" | "events.write") =>
    calendarFor(world, askerFor(world, c, call), c.req.param("calendarId") ?? "", call);
  const answer = (c: Context, body: unknown) => c.json(selectFields(body, c.req.query("fields")) as object);

  app.get(PATH, (c) =>
    answer(c, listEvents(world, calendarOf(c, "events.read"), askerFor(world, c, "events.read").email, c)),
  );

  app.post(PATH, async (c) => {
    const calendar = calendarOf(c, "events.write");
    const event = insertEvent(world, calendar, await readJson(c), optionsOf(c));
    return answer(c, resourceOf(world, event, calendar.id));
  });

  app.get(ONE, (c) => {
    const calendar = calendarOf(c, "events.read");
    const { event, occurrence } = find(world, calendar, c.req.param("eventId"));
    if (c.req.header("if-none-match") === etagOf(event)) return c.body(null, 304);
    readConference(world, event);
    return answer(c, resourceOf(world, event, calendar.id, occurrence));
  });

  app.on(["PATCH", "PUT"], ONE, async (c) => {
    const calendar = calendarOf(c, "events.write");
    const { event, occurrence } = find(world, calendar, c.req.param("eventId") ?? "");
    if (occurrence)
      throw new Refusal(501, "notImplemented", "The local Google changes a series only as a whole.");
    const body = await readJson(c);
    refuseStale(c, event);
    const change = c.req.method === "PUT" ? changeEvent : patchEvent;
    return answer(c, resourceOf(world, change(world, calendar, event, body, optionsOf(c)), calendar.id));
  });

  app.post(`${ONE}/move`, (c) => {
    const from = calendarOf(c, "events.write");
    const destination = c.req.query("destination");
    if (!destination) throw required("Required parameter: destination");
    const to = calendarFor(world, askerFor(world, c, "events.write"), destination, "events.write");
    const { event, occurrence } = find(world, from, c.req.param("eventId"));
    if (occurrence) {
      throw new Refusal(400, "cannotChangeOrganizerOfInstance", "An instance has its series' organizer.");
    }
    moveToCalendar(world, { event, from, to, tell: optionsOf(c).tell });
    return answer(c, resourceOf(world, event, to.id));
  });

  app.delete(ONE, (c) => {
    const calendar = calendarOf(c, "events.write");
    const { event, occurrence } = find(world, calendar, c.req.param("eventId"));
    refuseStale(c, event);
    if (occurrence) deleteInstance(world, event, occurrence.originalStart);
    else deleteEvent(world, calendar.id, event, optionsOf(c).tell);
    return c.body(null, 204);
  });

  return app;
}

function find(world: World, calendar: Calendar, id: string): { event: StoredEvent; occurrence?: Occurrence } {
  const event = world.eventOn(calendar.id, id);
  if (event) return { event };
  const [, masterId = "", date = ""] = /^(.+)_(\d{8}(?:T\d{6}Z)?)$/.exec(id) ?? [];
  const master = world.eventOn(calendar.id, masterId);
  if (!master?.recurrence || statusOn(master, calendar.id) === "cancelled") throw notFound();
  const about = Temporal.PlainDate.from(date.slice(0, 8)).toZonedDateTime("UTC");
  const from = about.subtract({ days: 2 }).epochMilliseconds;
  const to = about.add({ days: 3 }).epochMilliseconds;
  const whole = { ...master, cancelledStarts: [] };
  const occurrence = occurrencesOf(whole, calendar.zone, from, to).find(
    (one) => instanceId(master, one.originalStart) === id,
  );
  if (!occurrence) throw notFound();
  return { event: master, occurrence };
}

/** https://developers.google.com/workspace/calendar/api/guides/version-resources */
function refuseStale(c: Context, event: StoredEvent): void {
  const condition = c.req.header("if-match");
  if (condition === undefined || condition === "*" || condition === etagOf(event)) return;
  throw new Refusal(412, "conditionNotMet", "Precondition Failed", {
    location: "If-Match",
    locationType: "header",
  });
}

function optionsOf(c: Context): ChangeOptions {
  const version = c.req.query("conferenceDataVersion") ?? "0";
  if (version !== "0" && version !== "1") throw invalid("Invalid value for: conferenceDataVersion");
  const tell = c.req.query("sendUpdates") ?? (c.req.query("sendNotifications") === "true" ? "all" : "none");
  if (!["all", "externalOnly", "none"].includes(tell)) throw invalid("Invalid value for: sendUpdates");
  return { conferences: version === "1", tell: tell as Telling };
}
