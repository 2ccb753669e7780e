import type { MailWords } from "../mail/compose";
import { formatDay, formatTimeRange, zoneCity } from "../time/format";
import type { Described } from "./mail-store";

type Told = {
  readonly owed: "request" | "cancel";
  /** It goes on without them. */
  readonly isLeaver: boolean;
  /** Nothing was mailed to them about it before. */
  readonly isFirst: boolean;
  /** They have not said whether they come. */
  readonly isAsked: boolean;
  readonly watches: boolean;
  readonly described: Described;
  /** Names of the others who are in it. */
  readonly others: readonly string[];
  readonly location: string | undefined;
  readonly zone: string;
  readonly url: string;
};

/** What an iCalendar mail says to people; its calendar file says the same to programs. */
export function invitationWords(told: Told): MailWords {
  const { owed, described, location, others, zone, url } = told;
  const { session, request } = described;
  const when = `${formatDay(session.startAt, zone)} ${formatTimeRange(session.startAt, session.endAt, zone)}`;
  const heading = headingOf(told);
  return {
    subject: `${heading}: ${request.title}, ${when}`,
    heading,
    paragraphs: [`“${request.title}”`, meaningOf(told)].filter((text) => text !== ""),
    facts: [
      ["When", `${when}, ${zoneCity(zone)} time`],
      ...(owed === "request" && others.length > 0 ? [["With", others.join(", ")] as const] : []),
      ...(owed === "request" ? [["Where", location ?? "Video call: agree on a link"] as const] : []),
    ],
    link: { label: "Open the session", href: url },
    footer:
      "Deskside mails this because the requester has no calendar connected. You choose what is mailed to you under Settings, Mail and feed.",
  };
}

function headingOf({ owed, isLeaver, isFirst }: Told): string {
  if (owed === "cancel") return isLeaver ? "Without you" : "Cancelled";
  return isFirst ? "Pairing session" : "Changed";
}

function meaningOf({ owed, isLeaver, isAsked, watches, described }: Told): string {
  if (owed === "request" && watches)
    return "You watch. Leave on its page if you cannot come; answers sent from a calendar do not reach Deskside.";
  if (owed === "request")
    return isAsked
      ? "Say on its page whether you come; answers sent from a calendar do not reach Deskside."
      : "Move or cancel it on its page; what is changed in a calendar does not reach Deskside.";
  if (isLeaver) return "You are not in this session any more. Your time is free.";
  const { cancelReason } = described.session;
  return cancelReason === "" ? "Your time is free." : `${cancelReason}\n\nYour time is free.`;
}
