import type { CalendarEvent, EventPatch } from "../calendar/google-events";
import type { EpochMs } from "../time/instant";
import type { Current } from "./current-event";
import { isAgreed } from "./google-changes";

type Ours = Pick<Current, "draft" | "seen" | "agreed" | "answers" | "leftEmails" | "needsPartner">;

/**
 * What has to be written so that the event is as the session. Only what differs is sent, so that nobody is mailed about
 * nothing; a text that somebody edited in Google is theirs for good, and so is a link they took away.
 */
export function differences(event: CalendarEvent, ours: Ours, now: EpochMs): EventPatch {
  const { draft } = ours;
  const { summary, description, location, meet } = draft;
  const isOurs = (text: CalendarEvent["edited"][number]) => !event.edited.includes(text);
  const time = changedTime(event, ours);
  const attendees = changedGuests(event.attendees, ours, { now, isMoved: time.start !== undefined });
  return {
    ...(isOurs("summary") && event.summary !== summary ? { summary } : {}),
    ...(isOurs("description") && event.description !== description ? { description } : {}),
    ...(isOurs("location") && (event.location ?? "") !== (location ?? "")
      ? { location: location ?? null }
      : {}),
    ...time,
    ...(attendees ? { attendees } : {}),
    ...(meet && !event.meetAsked ? { meet } : {}),
  };
}

/**
 * The agreed time, where it was us who changed it last. In a dispute the event is left as it is until people have said
 * which time holds.
 */
function changedTime(event: CalendarEvent, { draft, seen, agreed }: Ours): EventPatch {
  if (agreed.conflict || isAgreed(event, agreed) || (seen && isAgreed(seen, agreed))) return {};
  const { start, end, zone } = draft;
  return {
    ...{ start, end, zone },
    ...(event.start === null ? { fromDays: true } : {}),
    ...(event.recurring ? { once: true } : {}),
  };
}

/**
 * The guests there should be, if they are not those there are. Whom somebody added in Google stays, and so does the
 * organiser, whom Google lists once they answered. Whoever declined in Google stays as long as nobody else has their
 * seat and the time is the same: there they can change their mind. Whoever said here since that they come is shown as coming.
 * Who watches is optional.
 */
function changedGuests(
  there: CalendarEvent["attendees"],
  { draft, agreed, answers, leftEmails, needsPartner }: Ours,
  { now, isMoved }: { readonly now: EpochMs; readonly isMoved: boolean },
): EventPatch["attendees"] {
  const mayReturn = ({ email, answer }: CalendarEvent["attendees"][number]) =>
    answer === "declined" && !isMoved && (needsPartner || isObserver(agreed, email));
  const staying = there.filter((guest) => !leftEmails.includes(guest.email) || mayReturn(guest));
  const missing = draft.attendees.filter(({ email }) => !staying.some((guest) => guest.email === email));
  const isLate = agreed.start <= now;
  const answered = staying.map((guest) => {
    const ours = answers[guest.email];
    const isSettled = !isLate && agreed.conflict === null;
    const said = isSettled && guest.answer === "declined" && ours ? { ...guest, answer: ours } : guest;
    const meant = draft.attendees.find(({ email }) => email === guest.email);
    const optional = meant?.optional === true;
    return meant && optional !== (guest.optional === true) ? { ...said, optional } : said;
  });
  const same = missing.length === 0 && staying.length === there.length;
  if (same && answered.every((guest, index) => guest === there[index])) return undefined;
  return [...answered, ...missing.map((guest) => ({ ...guest, answer: "waiting" as const }))];
}

const isObserver = ({ seats }: Ours["agreed"], email: string) =>
  seats.some((seat) => seat.role === "observer" && seat.email === email);
