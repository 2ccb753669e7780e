import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { DAY_MS } from "@/lib/time/instant";
import { FIND_SCRIPT, finder, findText, personLine, team } from "./account-page";
import type { LocalGoogle } from "./control";
import { daySections } from "./day-list";
import { patchOf } from "./event-form";
import { cityOf, type Markup, pageFrame, refusalPage, STAND_IN, seat, teamsOf, topBar } from "./page-frame";
import { CALENDAR_STYLE } from "./page-style";
import { Refusal } from "./refusal";
import { wordsFor } from "./scopes";
import type { Person, ResponseStatus } from "./state";
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
    const [person, event] = [form.get("person") ?? "", form.get("event") ?? ""];
    act(world, control, form);
    return back(c, person, event);
  });
  return app;
}

function act(world: World, control: LocalGoogle, form: URLSearchParams): void {
  const [person = "", event = "", action = ""] = ["person", "event", "action"].map(
    (name) => form.get(name) ?? "",
  );
  try {
    if (action === "delete") control.deleteEvent(person, event);
    else if (action === "change") change(world, control, person, event, form);
    else if (action === "revoke") control.revoke(person);
    else if (["accepted", "declined", "tentative"].includes(action))
      control.respond(person, event, action as ResponseStatus);
  } catch (error) {
    // A page left open offers what is gone by now: showing it as it is answers that.
    if (!(error instanceof Refusal || error instanceof RangeError)) throw error;
  }
}

function change(world: World, control: LocalGoogle, email: string, id: string, form: URLSearchParams): void {
  const person = world.person(email);
  const own = person && world.ownEvent(person.email, id);
  if (!own || own.event.calendarId !== own.calendar.id) return;
  const { event } = own;
  const patch = patchOf(event, form, person.zone);
  if (Object.keys(patch).length > 0) control.patchEvent(email, id, patch);
  const calendar = form.get("calendar");
  if (calendar && calendar !== event.calendarId) control.moveToCalendar(email, id, calendar);
}

const back = (c: Context, person: string, event: string) =>
  c.redirect(`/calendar?person=${encodeURIComponent(person)}#${encodeURIComponent(event)}`, 303);

function peoplePage(world: World) {
  const people = Object.values(world.state.people);
  const teams = teamsOf(people);
  return pageFrame(
    "Local Google",
    CALENDAR_STYLE,
    html`${topBar("people")}
<main class="sheet"><div><h1>Whose calendar?</h1><p class="quiet">The next two weeks of everybody here, as Google would show them.</p><p class="quiet small">${STAND_IN}</p></div>
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
    html`${topBar()}
<main class="sheet"><div class="head">${seat(person, teams, "large")}<div><h1>${person.name}</h1><p class="quiet">${person.email} · ${person.group} · times in ${cityOf(person.zone)}</p></div></div>
${daySections(world, person, from, from + DAYS_SHOWN * DAY_MS)}
${access(world, person)}
<p class="quiet small">${STAND_IN}</p></main>`,
  );
}

/** What the one app there is may do, and the way to end that. */
function access(world: World, { email }: Person): Markup {
  const granted = world.state.grants[email] ?? [];
  if (granted.length === 0)
    return html`<section class="panel" id="access"><h2>Access</h2><p class="quiet">Deskside has no access to this account.</p></section>`;
  return html`<section class="panel" id="access"><h2>Deskside has access</h2><ul class="granted small">${granted.map((scope) => html`<li>${wordsFor(scope)}</li>`)}</ul>
<form method="post" action="/calendar"><input type="hidden" name="person" value="${email}"><input type="hidden" name="event" value="access">
<button class="button danger" name="action" value="revoke">Take its access away</button></form></section>`;
}
