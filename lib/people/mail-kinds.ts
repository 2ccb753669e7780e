import type { MailChoice } from "./schema";

type Told = {
  /** What a person switches off in settings. */
  readonly choice: MailChoice;
  readonly heading: string;
  /** Before what happened, in the subject, where that alone would not say what it is. */
  readonly subject?: string;
  /** What it means, after what happened. */
  readonly meaning?: string;
};

/**
 * The notices that are mailed too. Booked, moved and cancelled in Deskside are not among them: Google tells everybody
 * whose calendar changes, and where the requester has no calendar the iCalendar mail does.
 */
const MAILED: Readonly<Record<string, Told>> = {
  offered: {
    choice: "offers",
    heading: "Somebody pairs with you",
    meaning: "It is booked. If the time does not suit you, undo or move it on its page.",
  },
  declined: {
    choice: "offers",
    heading: "Not now",
    meaning: "No reason is needed. The others keep the time while somebody else may take the seat.",
  },
  accepted: { choice: "offers", heading: "They will come" },
  nobody: { choice: "offers", heading: "Nobody took the seat" },
  conflict: {
    choice: "google",
    heading: "Google Calendar says something else",
    meaning: "The agreed time stays until you decide on its page.",
  },
  google_moved: { choice: "google", heading: "Moved in Google Calendar" },
  google_cancelled: { choice: "google", heading: "Cancelled in Google Calendar" },
  unwritten: { choice: "google", heading: "Not told by Google Calendar" },
  reconnect: { choice: "google", heading: "Your calendar has to be connected again" },
  reminder: { choice: "reminder", heading: "Coming up", subject: "Coming up: " },
  write_note: {
    choice: "write_note",
    heading: "Write the note",
    meaning: "One sentence is enough. The next person with this problem will find it.",
  },
};

/** How a notice of this kind is mailed; undefined where it is told in the app only. */
export const mailedAs = (kind: string): Told | undefined =>
  Object.hasOwn(MAILED, kind) ? MAILED[kind] : undefined;
