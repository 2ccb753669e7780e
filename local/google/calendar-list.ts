import { Hono } from "hono";
import { askerFor } from "./asker";
import { selectFields } from "./fields";
import { pageOf } from "./page";
import { notFound } from "./refusal";
import type { Calendar } from "./state";
import type { World } from "./world";

/** https://developers.google.com/workspace/calendar/api/v3/reference/calendarList */
export function calendarListRoutes(world: World): Hono {
  const app = new Hono();

  app.get("/users/me/calendarList", (c) => {
    const asker = askerFor(world, c, "calendarList.read");
    const listed = Object.values(world.state.calendars).filter((calendar) => isListed(calendar, asker.email));
    const { items, nextPageToken } = pageOf(listed, c, { usual: 100, most: 250 });
    const body = {
      kind: "calendar#calendarList",
      etag: '"1"',
      nextPageToken,
      items: items.map((calendar) => entryOf(calendar, asker.email)),
    };
    return c.json(selectFields(body, c.req.query("fields")) as object);
  });

  app.get("/users/me/calendarList/:calendarId", (c) => {
    const asker = askerFor(world, c, "calendarList.read");
    const calendar = world.calendar(c.req.param("calendarId"), asker.email);
    if (!calendar || !isListed(calendar, asker.email)) throw notFound();
    return c.json(selectFields(entryOf(calendar, asker.email), c.req.query("fields")) as object);
  });

  return app;
}

const isListed = (calendar: Calendar, email: string) =>
  calendar.owner === email || calendar.readers.includes(email);

function entryOf(calendar: Calendar, email: string) {
  return {
    kind: "calendar#calendarListEntry",
    etag: '"1"',
    id: calendar.id,
    summary: calendar.summary,
    timeZone: calendar.zone,
    selected: true,
    accessRole: calendar.owner === email ? "owner" : "reader",
    ...(calendar.id === email ? { primary: true } : {}),
  };
}
