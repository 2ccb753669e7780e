import { html } from "hono/html";
import type { EpochMs } from "@/lib/time/instant";
import { changeForm } from "./event-form";
import { statusOn } from "./event-resource";
import type { Markup } from "./page-frame";
import { type Occurrence, occurrencesOf } from "./recurrence";
import type { Calendar, Guest, Person, StoredEvent } from "./state";
import type { World } from "./world";

/** `isFirst`: a link leads to the first of a series. */
type Entry = { event: StoredEvent; calendar: Calendar; occurrence: Occurrence; isFirst: boolean };

/** One section for each day that has something, in the person's own zone. */
export function daySections(world: World, person: Person, from: EpochMs, to: EpochMs): Markup | Markup[] {
  const entries = world
    .calendarsOf(person.email)
    .flatMap((calendar) => world.eventsOn(calendar.id).map((event) => ({ event, calendar })))
    .filter(({ event, calendar }) => statusOn(event, calendar.id) !== "cancelled")
    .flatMap(({ event, calendar }) =>
      occurrencesOf(event, person.zone, from, to).map((occurrence, index) => ({
        event,
        calendar,
        occurrence,
        isFirst: index === 0,
      })),
    )
    .sort((a, b) => a.occurrence.start - b.occurrence.start);
  if (entries.length === 0) return html`<p>Nothing in the next two weeks.</p>`;

  const days = Map.groupBy(entries, ({ occurrence }) => dayOf(Math.max(occurrence.start, from), person.zone));
  return [...days].map(
    ([day, ofDay]) =>
      html`<section class="day"><h2>${day}</h2><ul class="events">${ofDay.map((entry) => eventRow(world, person, entry))}</ul></section>`,
  );
}

function eventRow(world: World, person: Person, entry: Entry): Markup {
  const { event, calendar, occurrence, isFirst } = entry;
  const own = event.guests.find(({ email }) => email === person.email);
  const link = event.conference?.status === "success" ? event.conference.url : undefined;
  return html`<li class="event ${own?.responseStatus ?? ""}" ${isFirst ? html`id="${event.id}"` : ""}>
<p class="time">${timesOf(event, occurrence, person.zone)}</p>
<div class="what"><h3>${event.summary ?? "(no title)"}</h3>
${calendar.id === person.email ? "" : html`<p class="small quiet">${calendar.summary}</p>`}
${event.guests.length > 0 ? guests(world, event) : ""}
${event.location ? html`<p class="small">${event.location}</p>` : ""}
${link ? html`<p class="small"><a href="${link}" rel="noreferrer">${link}</a></p>` : ""}
${event.conference?.status === "pending" ? html`<p class="small quiet">The Meet link is being made.</p>` : ""}
${event.description ? html`<p class="small text">${linked(event.description)}</p>` : ""}
${actions(world, person, entry, own)}</div></li>`;
}

const ANSWERS = {
  needsAction: "has not answered",
  accepted: "accepted",
  declined: "declined",
  tentative: "maybe",
};

function guests(world: World, event: StoredEvent): Markup {
  const nameOf = (id: string) => world.person(id)?.name ?? world.state.calendars[id]?.summary ?? id;
  const organiser = event.guests.find(({ email }) => email === event.calendarId);
  const others = event.guests.filter(({ email }) => email !== event.calendarId);
  return html`<ul class="guests small"><li><b>${nameOf(event.calendarId)}</b> <span class="quiet">organiser${organiser && organiser.responseStatus !== "accepted" ? `, ${ANSWERS[organiser.responseStatus]}` : ""}</span></li>
${others.map(({ email, displayName, responseStatus }) => html`<li><a href="/calendar?person=${encodeURIComponent(email)}#${event.id}">${world.person(email)?.name ?? displayName ?? email}</a> <span class="quiet">${ANSWERS[responseStatus]}</span></li>`)}</ul>`;
}

/** Who is invited answers, the organiser changes the event, a guest may throw away their copy. */
function actions(world: World, person: Person, entry: Entry, own: Guest | undefined): Markup {
  const { event, calendar } = entry;
  const isOrganiser = event.calendarId === calendar.id;
  const mayAnswer = own || (event.calendarId === person.email && event.guests.length > 0);
  // Who invites is taken to come.
  const given = own?.responseStatus ?? (mayAnswer ? "accepted" : undefined);
  const button = (action: string, words: string, kind = "") =>
    html`<button class="button ${kind}" name="action" value="${action}" ${given === action ? html`aria-pressed="true"` : ""} aria-label="${words}: ${event.summary ?? ""}">${words}</button>`;
  const answers =
    mayAnswer || !isOrganiser
      ? html`<form method="post" action="/calendar" class="actions"><input type="hidden" name="person" value="${person.email}"><input type="hidden" name="event" value="${event.id}">
${mayAnswer ? [button("accepted", "Accept"), button("tentative", "Maybe"), button("declined", "Decline")] : ""}${isOrganiser ? "" : button("delete", "Delete", "danger")}</form>`
      : "";
  return html`${answers}${isOrganiser ? changeForm(person, world.calendarsOf(person.email), entry) : ""}`;
}

function timesOf(event: StoredEvent, { start, end }: Occurrence, zone: string): string {
  if ("date" in event.start) return "all day";
  const format = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone });
  return `${format.format(start)}–${format.format(end)}`;
}

const dayOf = (instant: EpochMs, zone: string) =>
  new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", timeZone: zone })
    .format(instant)
    .replace(",", "");

const REFERENCES: Record<string, string> = { lt: "<", gt: ">", quot: '"', "#39": "'", amp: "&" };

/** Descriptions may hold HTML, as in Google; shown here without tags, and with addresses as links. */
function linked(description: string): (Markup | string)[] {
  const plain = description.replace(/<br\s*\/?>|<\/p>/gi, "\n").replace(/<[^>]+>/g, "");
  const text = plain.replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => REFERENCES[name] ?? "");
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, index) => (index % 2 === 1 ? html`<a href="${part}" rel="noreferrer">${part}</a>` : part));
}
