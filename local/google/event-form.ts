import { html } from "hono/html";
import { DAY_MS } from "@/lib/time/instant";
import type { Body } from "./event-input";
import { instantOf, momentIn } from "./event-time";
import type { Markup } from "./page-frame";
import type { Occurrence } from "./recurrence";
import type { Calendar, Person, StoredEvent } from "./state";

/** The organiser's hand: the title of every event, its end; the time of what is no series and no longer than a day. */
export function changeForm(
  person: Person,
  calendars: readonly Calendar[],
  { event, occurrence }: { event: StoredEvent; occurrence: Occurrence },
): Markup {
  const of = (field: string) => `${field}-${event.id}-${occurrence.start}`;
  const hasTime = !event.recurrence && (isAllDay(event) || occurrence.end - occurrence.start < DAY_MS);
  return html`<details class="change"><summary aria-label="Change: ${event.summary ?? ""}">Change</summary>
<form method="post" action="/calendar" class="fields"><input type="hidden" name="person" value="${person.email}"><input type="hidden" name="event" value="${event.id}">
<p class="field wide"><label for="${of("title")}">Title</label><input id="${of("title")}" name="title" value="${event.summary ?? ""}" maxlength="200" autocomplete="off"></p>
${hasTime ? timeFields(person, event, occurrence, of) : ""}
${!event.recurrence && calendars.length > 1 ? calendarField(event, calendars, of) : ""}
<p class="wide actions"><button class="button main" name="action" value="change">Save</button><button class="button danger" name="action" value="delete" formnovalidate>Delete</button>${event.recurrence ? html`<span class="quiet small">the whole series</span>` : ""}</p></form></details>`;
}

function timeFields(
  person: Person,
  event: StoredEvent,
  { start, end }: Occurrence,
  of: (field: string) => string,
): Markup {
  const allDay = isAllDay(event);
  const wall = (at: number) => momentIn(at, person.zone);
  const time = (name: string, label: string, value: string) =>
    html`<p class="field"><label for="${of(name)}">${label}</label><input id="${of(name)}" name="${name}" type="time" value="${value}" required></p>`;
  return html`<p class="field day-field"><label for="${of("day")}">Day</label><input id="${of("day")}" name="day" type="date" value="${wall(start).slice(0, 10)}" required></p>
${time("from", "From", allDay ? "09:00" : wall(start).slice(11, 16))}${time("until", "Until", allDay ? "10:00" : wall(end).slice(11, 16))}
<p class="tick"><label><input type="checkbox" name="allDay" value="1" ${allDay ? "checked" : ""}> All day</label></p>`;
}

function calendarField(
  event: StoredEvent,
  calendars: readonly Calendar[],
  of: (field: string) => string,
): Markup {
  return html`<p class="field wide"><label for="${of("calendar")}">Calendar</label><select id="${of("calendar")}" name="calendar">
${calendars.map(({ id, summary }) => html`<option value="${id}" ${id === event.calendarId ? "selected" : ""}>${summary}</option>`)}</select></p>`;
}

/**
 * The patch that a sent form asks for; what it leaves as it is, is not in it. Times are wall times of `zone`,
 * and one that ends before it starts ends on the next day.
 * @throws {RangeError} for a day or a time that is none
 */
export function patchOf(event: StoredEvent, form: URLSearchParams, zone: string): Body {
  const patch: Body = {};
  const title = form.get("title");
  if (title !== null && title !== (event.summary ?? "")) patch.summary = title;
  if (!form.has("day")) return patch;

  const { start, end } = form.has("allDay") ? wholeDays(event, form) : wallTimes(form, zone);
  const isSame = (one: StoredEvent["start"], other: StoredEvent["start"]) =>
    "date" in one === "date" in other && instantOf(one, zone) === instantOf(other, zone);
  if (isSame(start, event.start) && isSame(end, event.end)) return patch;
  const none = { date: null, dateTime: null, timeZone: null };
  return { ...patch, start: { ...none, ...start }, end: { ...none, ...end } };
}

/** As many days as before, or one. */
function wholeDays(event: StoredEvent, form: URLSearchParams) {
  const day = Temporal.PlainDate.from(form.get("day") ?? "");
  const [before, after] = [event.start, event.end];
  const days =
    "date" in before && "date" in after
      ? Temporal.PlainDate.from(before.date).until(Temporal.PlainDate.from(after.date)).days
      : 1;
  return { start: { date: day.toString() }, end: { date: day.add({ days }).toString() } };
}

function wallTimes(form: URLSearchParams, zone: string) {
  const day = Temporal.PlainDate.from(form.get("day") ?? "");
  const [from, until] = ["from", "until"].map((name) => Temporal.PlainTime.from(form.get(name) ?? "")) as [
    Temporal.PlainTime,
    Temporal.PlainTime,
  ];
  const ends = Temporal.PlainTime.compare(until, from) > 0 ? day : day.add({ days: 1 });
  const moment = (date: Temporal.PlainDate, time: Temporal.PlainTime) => ({
    dateTime: momentIn(date.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds, zone),
    timeZone: zone,
  });
  return { start: moment(day, from), end: moment(ends, until) };
}

const isAllDay = ({ start }: StoredEvent) => "date" in start;
