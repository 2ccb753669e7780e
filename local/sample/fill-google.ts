import { CALENDAR_SCOPES } from "@/lib/calendar/google-consent";
import { bodyOfDraft } from "@/lib/calendar/google-event-shape";
import { eventIdOf } from "@/lib/calendar/google-events";
import { eventDescription, isVideo, locationWords } from "@/lib/sessions/event-text";
import type { LocalGoogle } from "../google/control";
import type { PlannedEvent } from "./calendars";
import { idOf } from "./derived";
import { personOf } from "./diary";
import { type PersonKey, people } from "./people";
import type { PlannedSession } from "./plan";
import { teams } from "./teams";

export const SCOPES = ["openid", "email", ...Object.values(CALENDAR_SCOPES)];

type MadeEvent = { id: string; etag: string; meetUrl: string | null };

/** What Google knows after the filling: who granted what, and the event of each session by the session's id. */
export type GoogleSide = {
  refreshTokens: Partial<Record<PersonKey, string>>;
  events: Map<string, MadeEvent>;
};

export const NO_GOOGLE: GoogleSide = { refreshTokens: {}, events: new Map() };

export const sessionIdOf = (session: { title: string }) => idOf("session", session.title);

/** People, calendars, grants and events in the local Google. */
export function fillGoogle(
  google: LocalGoogle,
  sessions: readonly PlannedSession[],
  calendars: readonly PlannedEvent[],
  appUrl: string,
): GoogleSide {
  google.addPeople(
    people.map(({ email, name, zone, team }) => ({ email, name, zone, group: groupOf(team) })),
  );
  for (const { owner, body } of calendars) google.addEvent(personOf(owner).email, body);
  addSharedCalendars(google);

  const events = new Map<string, MadeEvent>();
  for (const session of sessions) {
    if (personOf(session.by).connection !== "connected") continue;
    events.set(sessionIdOf(session), addSession(google, session, appUrl));
  }

  const refreshTokens: GoogleSide["refreshTokens"] = {};
  for (const { key, email, connection } of people) {
    if (connection === "never") continue;
    refreshTokens[key] = google.grant(email, SCOPES).refreshToken;
    if (connection !== "revoked") continue;
    // Nobody else may see this calendar either, or the company's free/busy would make it known again.
    google.revoke(email);
    google.setVisibility(email, false);
  }
  return { refreshTokens, events };
}

const groupOf = (key: string) => teams.find((team) => team.key === key)?.name ?? "";

/** Calendars that a person may choose to count as busy, or not. */
function addSharedCalendars(google: LocalGoogle): void {
  const readersIn = (...keys: string[]) =>
    people.filter(({ team }) => keys.includes(team)).map((p) => p.email);
  google.addCalendar({
    id: "c_northlightoncall@group.calendar.google.com",
    summary: "On-call rota",
    owner: personOf("marta").email,
    readers: readersIn("sre", "platform", "backend"),
  });
  google.addCalendar({
    id: "c_northlightbackendbirthdays@group.calendar.google.com",
    summary: "Backend birthdays",
    owner: personOf("elif").email,
    readers: readersIn("backend"),
  });
}

function addSession(google: LocalGoogle, session: PlannedSession, appUrl: string): MadeEvent {
  const sessionId = sessionIdOf(session);
  const [requester, partner] = [personOf(session.by), personOf(session.partner)];
  const { body: text, understand, bring, hopesToLearn } = session;
  const body = bodyOfDraft({
    id: eventIdOf(sessionId),
    sessionId,
    summary: session.title,
    description: eventDescription({
      body: text,
      understand,
      bring,
      requesterName: requester.name,
      hopes: [{ name: partner.name, text: hopesToLearn }],
      link: new URL(`/sessions/${sessionId}`, appUrl).href,
    }),
    location: locationWords(session.place, requester.name, partner.name),
    start: session.start,
    end: session.end,
    zone: requester.zone,
    attendees: [{ email: partner.email, name: partner.name }],
    meet: isVideo(session.place),
  });
  const attendees = [{ email: partner.email, displayName: partner.name, responseStatus: "accepted" }];
  const event = google.addEvent(requester.email, { ...body, attendees });
  return {
    id: event.id,
    etag: String(event.etag),
    meetUrl: event.hangoutLink ? String(event.hangoutLink) : null,
  };
}
