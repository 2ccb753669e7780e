import { firstName } from "@/components/people/first-name";
import type { ConflictReason, ConflictView, SessionView } from "@/lib/sessions/schema";
import { formatDay, formatTimeRange } from "@/lib/time/format";
import { nameOf } from "./session-words";

/** For one line in a list. */
export const CONFLICT_SHORT: Record<ConflictReason, string> = {
  taken: "Moved in Google onto a time that is taken",
  all_day: "Made an all-day event in Google",
  recurring: "Made a repeating event in Google",
  past: "Moved in Google to a time that has passed",
  other_calendar: "Moved to another calendar in Google",
  requester_declined: "Declined in Google by who asked",
};

/** What happened, in a sentence, to whoever reads it. */
export function conflictTitle({ conflict, mine, seats }: SessionView): string {
  if (conflict?.reason === "requester_declined") {
    const requester = seats.find(({ role }) => role === "requester");
    const who =
      mine?.role === "requester" ? "You" : requester ? firstName(nameOf(requester)) : "The requester";
    return `${who} declined this in Google Calendar.`;
  }
  return conflict ? TITLES[conflict.reason] : "";
}

const TITLES: Record<Exclude<ConflictReason, "requester_declined">, string> = {
  taken: "Google Calendar has another time than was agreed.",
  all_day: "Somebody made this an all-day event in Google Calendar.",
  recurring: "Somebody made this repeat in Google Calendar.",
  past: "Somebody moved this in Google Calendar to a time that has passed.",
  other_calendar: "Somebody moved this to another calendar in Google.",
};

/** Google's time, as people in `zone` have it. */
export function googleTimeWords({ reason, start, end }: ConflictView, zone: string): string {
  if (start === null || end === null)
    return reason === "recurring" ? "Whole days, again and again" : "All day";
  const first = formatDay(start, zone);
  const last = formatDay(end, zone);
  const times = formatTimeRange(start, end, zone);
  if (first === last) return `${first} ${times}`;
  const [from, to] = times.split("–");
  return `${first} ${from} – ${last} ${to}`;
}

/** Why the session was not simply moved there. */
export function googleTimeNote({ reason, isTaken }: ConflictView): string {
  switch (reason) {
    case "taken":
      return isTaken ? "Somebody in it has another session then." : "It was taken then, and is free by now.";
    case "all_day":
      return "A session needs a start and an end.";
    case "recurring":
      return "The first of many. A session takes place once.";
    case "past":
      return "That is over.";
    case "other_calendar":
      return "Deskside keeps the event in the calendar it was made in.";
    case "requester_declined":
      return "";
  }
}
