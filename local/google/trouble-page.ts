import { Hono } from "hono";
import { html } from "hono/html";
import type { LocalGoogle, PushWeather } from "./control";
import type { CallRecord, Fault } from "./faults";
import { type Markup, pageFrame, STAND_IN, topBar } from "./page-frame";
import { CALENDAR_STYLE } from "./page-style";

type Trouble = { name: string; words: string; instead: Fault["instead"] };

/** Only Calendar calls: signing in goes on. */
const CALENDAR_CALLS = "^/calendar/";

const TROUBLES: readonly Trouble[] = [
  { name: "503", words: "fail with 503, out of order", instead: { status: 503 } },
  {
    name: "403",
    words: "are refused with 403, rate limit exceeded",
    instead: { status: 403, reason: "rateLimitExceeded" },
  },
  { name: "hang", words: "hang for a minute", instead: { delayMs: 60_000 } },
  { name: "lost", words: "are carried out, but their answer is lost", instead: { dropAnswer: true } },
];

type Weather = { name: string; words: string; weather: PushWeather };

const FAIR: Weather = { name: "fair", words: "arrive at once", weather: {} };
const WEATHERS: readonly Weather[] = [
  FAIR,
  { name: "lost", words: "are all lost", weather: { lose: "all" } },
  { name: "twice", words: "arrive twice", weather: { copies: 2 } },
  { name: "late", words: "arrive up to 20 seconds late, in any order", weather: { jitterMs: 20_000 } },
];

const CALLS_SHOWN = 15;
const MOST_CALLS = 99;

/** For the curious: what Deskside's next calls meet, and what it called. */
export function troublePageRoutes(control: LocalGoogle): Hono {
  const app = new Hono();
  app.get("/trouble", (c) => c.html(troublePage(control)));
  app.post("/trouble", async (c) => {
    act(control, new URLSearchParams(await c.req.text()));
    return c.redirect("/trouble", 303);
  });
  return app;
}

function act(control: LocalGoogle, form: URLSearchParams): void {
  const named = <One extends { name: string }>(all: readonly One[], field: string) =>
    all.find(({ name }) => name === form.get(field));
  const action = form.get("action");
  if (action === "off") control.clearFaults();
  if (action === "pushes") control.push(named(WEATHERS, "weather")?.weather ?? {});
  const trouble = named(TROUBLES, "trouble");
  const times = Number(form.get("times"));
  if (action === "on" && trouble && Number.isInteger(times) && times > 0 && times <= MOST_CALLS) {
    control.fault({ path: CALENDAR_CALLS, times, instead: trouble.instead });
  }
}

function troublePage(control: LocalGoogle): Markup {
  const pending = control.faults();
  const now = JSON.stringify(control.pushWeather());
  const weather = WEATHERS.find((one) => JSON.stringify(one.weather) === now);
  return pageFrame(
    "Let something go wrong",
    CALENDAR_STYLE,
    html`${topBar("trouble")}
<main class="sheet"><div><h1>Let something go wrong</h1><p class="quiet">See what Deskside does about it. Signing in is not affected.</p></div>
<section class="panel"><h2>Calls to Google Calendar</h2>
<form method="post" class="line"><label for="times">The next</label><input id="times" name="times" type="number" min="1" max="${MOST_CALLS}" value="3" required>
<label for="trouble">calls</label><select id="trouble" name="trouble">${TROUBLES.map(({ name, words }) => html`<option value="${name}">${words}</option>`)}</select>
<button class="button main" name="action" value="on">Switch on</button></form>
${pending.length > 0 ? switchedOn(pending) : html`<p class="quiet small">Nothing is switched on: calls are answered.</p>`}</section>
<section class="panel"><h2>Notifications of changes</h2>
<form method="post" class="line"><label for="weather">From now on they</label><select id="weather" name="weather">
${WEATHERS.map(({ name, words }) => html`<option value="${name}" ${name === (weather ?? FAIR).name ? "selected" : ""}>${words}</option>`)}</select>
<button class="button" name="action" value="pushes">Set</button></form>
<p class="quiet small">${control.channels().length === 1 ? "1 calendar is" : `${control.channels().length} calendars are`} watched.</p></section>
<section class="day"><h2>Last calls</h2>${lastCalls(control.calls(new RegExp(CALENDAR_CALLS)))}</section>
<p class="quiet small">${STAND_IN}</p></main>`,
  );
}

function switchedOn(pending: readonly (Fault & { times: number })[]): Markup {
  const words = ({ instead, times }: Fault & { times: number }) => {
    const known = TROUBLES.find((one) => JSON.stringify(one.instead) === JSON.stringify(instead));
    return `${times === 1 ? "1 more call" : `${times} more calls`}: ${known?.words ?? JSON.stringify(instead)}`;
  };
  return html`<ul class="switched small">${pending.map((one) => html`<li>${words(one)}</li>`)}</ul>
<form method="post"><button class="button" name="action" value="off">Switch all off</button></form>`;
}

function lastCalls(calls: readonly CallRecord[]): Markup {
  if (calls.length === 0) return html`<p class="quiet">None yet.</p>`;
  const format = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });
  return html`<ul class="events calls small">${calls
    .slice(-CALLS_SHOWN)
    .reverse()
    .map(
      ({ at, method, path, person, status }) =>
        html`<li class="event"><span class="quiet">${format.format(at)}</span><span class="path"><b>${status ?? "no answer"}</b> ${method} ${decodedPath(path)}${person ? html` <span class="quiet">for ${person}</span>` : ""}</span></li>`,
    )}</ul>`;
}

function decodedPath(path: string): string {
  const shown = path.replace("/calendar/v3", "");
  try {
    return decodeURIComponent(shown);
  } catch {
    return shown;
  }
}
