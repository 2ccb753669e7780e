import { formatDay, formatTimeRange } from "../time/format";
import type { Interval } from "../time/interval";
import type { SessionRow } from "./store";

type Told = { readonly title: string; readonly window: Interval; readonly zone: string };
type Conflict = NonNullable<SessionRow["conflict"]>;

const when = ({ start, end }: Interval, zone: string): string =>
  `${formatDay(start, zone)} ${formatTimeRange(start, end, zone)}`;

const what = ({ title, window, zone }: Told): string => `“${title}”, ${when(window, zone)},`;

/** `window` is the new time. */
export const noticeOfGoogleMove = ({ title, window, zone }: Told): string =>
  `“${title}” was moved in Google Calendar to ${when(window, zone)}.`;

export const noticeOfGoogleReturn = (told: Told): string =>
  `${what(told)} is back at the agreed time in Google Calendar.`;

export const noticeOfGoogleDeletion = (told: Told): string =>
  `${what(told)} was deleted in Google Calendar, so it is cancelled. The request is on the board.`;

export const noticeOfUnwritten = ({ isCancelled, ...told }: Told & { isCancelled: boolean }): string =>
  isCancelled
    ? `${what(told)} is cancelled. Google Calendar could not be told, so it may still stand there.`
    : `“${told.title}” is on ${when(told.window, told.zone)}. Google Calendar could not be told: its page has a file for yours.`;

/** `window` is the agreed time, `requester` a first name. */
export function noticeOfConflict(
  told: Told & { readonly conflict: Conflict; readonly requester: string },
): string {
  const { title, window, zone, conflict, requester } = told;
  const { reason, start, end } = conflict;
  const there = start !== null && end !== null ? ` to ${when({ start, end }, zone)}` : "";
  const done: Record<Conflict["reason"], string> = {
    taken: `was moved in Google Calendar${there}, when somebody in it has another session`,
    all_day: "was made an all-day event in Google Calendar",
    recurring: "was made a recurring event in Google Calendar",
    past: `was moved in Google Calendar${there}, which is past`,
    other_calendar: "was moved to another calendar in Google Calendar",
    requester_declined: `was declined in Google Calendar by ${requester}, who asked for it`,
  };
  return `“${title}” ${done[reason]}. Here it stays ${when(window, zone)} until you say which time holds.`;
}

export const noticeOfGoogleDecline = (told: Told & { by: string; isOpened: boolean }): string =>
  `${told.by} declined ${what(told)} in Google Calendar.${told.isOpened ? " It is on the board again." : ""}`;

export const noticeOfGoogleAcceptance = (told: Told & { by: string }): string =>
  `${told.by} accepted ${what(told)} in Google Calendar.`;

/** To whom would have come after all. */
export const noticeOfTooLate = ({ isTaken, ...told }: Told & { isTaken: boolean }): string =>
  isTaken
    ? `You accepted ${what(told)} in Google Calendar, but somebody else took the seat meanwhile.`
    : `You accepted ${what(told)} in Google Calendar, but that time is taken here meanwhile.`;
