import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { DAY_MS } from "@/lib/time/instant";
import { FIND_SCRIPT, finder, findText, personLine, team } from "./account-page";
import type { LocalGoogle } from "./control";
import { daySections } from "./day-list";
import { brand, cityOf, pageFrame, refusalPage, STAND_IN, seat, teamsOf } from "./page-frame";
import { CALENDAR_STYLE } from "./page-style";
import { Refusal } from "./refusal";
import type { ResponseStatus } from "./state";
import type { World } from "./world";

const DAYS_SHOWN = 14;

/** The people, and each one's next two weeks: what a visitor of the demo looks at instead of calendar.google.com. */
export function calendarPageRoutes(world: World, control: LocalGoogle): Hono {
  const app = new Hono();
  app.get("/", (c) => c.html(peoplePage(world)));
  app.get("/calendar", (c) => {
    const page = calendarPage(world, c.req.query("person") ?? "");
    return page ? c.html(page) : c.html(refusalPage("not_found", "Nobody here has that address."), 404);
  });
  app.post("/calendar", async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const [person, event, action] = ["person", "event", "action"].map((name) => form.get(name) ?? "") as [
      string,
      string,
      string,
    ];
    act(control, person, event, action);
    return back(c, person, event);
  });
  return app;
}

function act(control: LocalGoogle, person: string, event: string, action: string): void {
  try {
    if (action === "delete") control.deleteEvent(person, event);
    else if (["accepted", "declined", "tentative"].includes(action))
      control.respond(person, event, action as ResponseStatus);
  } catch (error) {
    // A page left open offers what is gone by now: showing it as it is answers that.
    if (!(error instanceof Refusal || error instanceof RangeError)) throw error;
  }
}

const back = (c: Context, person: string, event: string) =>
  c.redirect(`/calendar?person=${encodeURIComponent(person)}#${encodeURIComponent(event)}`, 303);

function peoplePage(world: World) {
  const people = Object.values(world.state.people);
  const teams = teamsOf(people);
  return pageFrame(
    "Local Google",
    CALENDAR_STYLE,
    html`<header class="top"><div>${brand}<span class="quiet small">${STAND_IN}</span></div></header>
<main class="sheet"><div><h1>Whose calendar?</h1><p class="quiet">The next two weeks of everybody here, as Google would show them.</p></div>
${finder("people")}
<div class="teams">${teams.map((one) =>
      team(
        one,
        people
          .filter(({ group }) => group === one)
          .map(
            (person) =>
              html`<li data-find="${findText(person)}"><a class="person" href="/calendar?person=${encodeURIComponent(person.email)}">${personLine(person, teams)}</a></li>`,
          ),
      ),
    )}</div>
${people.length === 0 ? html`<p class="quiet">Nobody is here yet.</p>` : ""}
<p class="quiet" id="nobody" hidden>Nobody here is called that.</p></main>${FIND_SCRIPT}`,
  );
}

function calendarPage(world: World, email: string) {
  const person = world.person(email);
  if (!person) return undefined;
  const teams = teamsOf(Object.values(world.state.people));
  const now = Temporal.Instant.fromEpochMilliseconds(world.now()).toZonedDateTimeISO(person.zone);
  const from = now.startOfDay().epochMilliseconds;
  return pageFrame(
    `${person.name}, calendar`,
    CALENDAR_STYLE,
    html`<header class="top"><div>${brand}<a href="/">Everybody’s calendars</a></div></header>
<main class="sheet"><div class="head">${seat(person, teams, "large")}<div><h1>${person.name}</h1><p class="quiet">${person.email} · ${person.group} · times in ${cityOf(person.zone)}</p></div></div>
${daySections(world, person, from, from + DAYS_SHOWN * DAY_MS)}
<p class="quiet small">${STAND_IN}</p></main>`,
  );
}
