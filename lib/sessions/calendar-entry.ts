import { eventIdOf } from "../calendar/google-events";
import type { CalendarEntry } from "../calendar/icalendar";
import type { Config } from "../config";
import { locationWords } from "./event-text";
import type { Described } from "./mail-store";

/** Somebody's seat, as an entry names them. */
export type EntrySeat = {
  readonly role: "requester" | "partner" | "observer";
  readonly answer: "waiting" | "accepted" | "declined";
  readonly active: boolean;
  readonly hopesToLearn: string;
  readonly person: { readonly name: string; readonly email: string } | null;
};

/** What is longer, calendars cut in places of their own choice. */
const MOST_CHARACTERS = 6_000;

/** A session for calendars outside Google. Those who left it are not in it, but for one that it is told to. */
export function calendarEntryOf(
  { session, request, requester, changedAt }: Described,
  seats: readonly EntrySeat[],
  config: Pick<Config, "AUTH_URL">,
): CalendarEntry {
  const seated = seats.flatMap((seat) =>
    seat.active && seat.person ? [{ ...seat, person: seat.person }] : [],
  );
  const partner = seated.find(({ role }) => role === "partner")?.person.name;
  const url = new URL(`/sessions/${session.id}`, config.AUTH_URL).href;
  return {
    uid: uidOf(session.id, config),
    sequence: session.sequence,
    stamp: changedAt,
    start: session.startAt,
    end: session.endAt,
    summary: request.title,
    description: descriptionOf(request, requester.name, seated, url),
    location: locationWords(session.place, requester.name, partner) ?? session.meetUrl ?? undefined,
    url,
    organizer: { name: requester.name, email: requester.email },
    attendees: seated.map(({ person, answer, role }) => ({
      ...person,
      answer,
      isOptional: role === "observer",
    })),
    isCancelled: session.state === "cancelled",
  };
}

/** The same in invitations, changes, files and feeds. */
const uidOf = (sessionId: string, { AUTH_URL }: Pick<Config, "AUTH_URL">): string =>
  `${eventIdOf(sessionId)}@${new URL(AUTH_URL).hostname}`;

function descriptionOf(
  { body, understand, bring }: Described["request"],
  requesterName: string,
  seated: readonly { hopesToLearn: string; person: { name: string } }[],
  url: string,
): string {
  const parts = [
    body,
    titled(`What ${requesterName} wants to understand`, understand),
    titled(`What ${requesterName} brings`, bring),
    ...seated.map(({ person, hopesToLearn }) => titled(`What ${person.name} hopes to learn`, hopesToLearn)),
  ].filter((part) => part.trim() !== "");
  const text = [...parts.join("\n\n")];
  const shown =
    text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS).join("")} …` : text.join("");
  return `${shown === "" ? "" : `${shown}\n\n`}Session page and note: ${url}`;
}

const titled = (title: string, text: string) => (text.trim() === "" ? "" : `${title}:\n${text}`);
