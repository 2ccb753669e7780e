import { formatDay, formatTimeRange } from "../time/format";
import type { Interval } from "../time/interval";

/** `Tue 24 Nov 14:00–14:50` as people in `zone` have it. */
const whenWords = ({ start, end }: Interval, zone: string): string =>
  `${formatDay(start, zone)} ${formatTimeRange(start, end, zone)}`;

type Told = { title: string; window: Interval; zone: string; by: string };

export const noticeOfBooking = ({ title, window, zone, by, isOffer }: Told & { isOffer: boolean }): string =>
  isOffer
    ? `${by} pairs with you on “${title}”, ${whenWords(window, zone)}.`
    : `${by} booked you for “${title}”, ${whenWords(window, zone)}.`;

/** To partners who have a seat already. `by`: who got one beside them. */
export const noticeOfJoining = ({ title, window, zone, by, isOne }: Told & { isOne: boolean }): string =>
  `${by} ${isOne ? "joins" : "join"} you in “${title}”, ${whenWords(window, zone)}.`;

export const noticeOfMove = ({ title, window, zone, by }: Told): string =>
  `${by} moved “${title}” to ${whenWords(window, zone)}.`;

/** @param isDisputed Whether it has to be said first which time holds. */
export const noticeOfDecline = ({
  title,
  window,
  zone,
  by,
  isDisputed,
}: Told & { isDisputed: boolean }): string =>
  `${by} said “not now” to “${title}”, ${whenWords(window, zone)}.${isDisputed ? "" : " It is on the board again."}`;

export const noticeOfAcceptance = ({ title, window, zone, by }: Told): string =>
  `${by} will come to “${title}”, ${whenWords(window, zone)}.`;

/** @param late How long before the start, of a cancellation that comes late. */
export const noticeOfCancellation = ({
  title,
  window,
  zone,
  by,
  reason,
  late = null,
}: Told & { reason: string; late?: string | null }): string =>
  `${by} cancelled “${title}”, ${whenWords(window, zone)}${late === null ? "" : `, ${late} before the start`}.${
    reason === "" ? "" : ` “${reason}”`
  }`;

/** To whom the seat was taken from: no blame, and the time is theirs again. */
export const noticeOfSwap = ({ title, window, zone, by, to }: Told & { to: string }): string =>
  `${by} swapped partners for “${title}”, ${whenWords(window, zone)}: ${to} sits down for it instead. That time is yours again.`;

/** To whoever offered: no blame, and they may offer again. */
export const noticeOfUndoing = ({ title, window, zone, by }: Told): string =>
  `${by} undid your offer for “${title}”, ${whenWords(window, zone)}. That time is yours again.`;

/** To others in the session. */
export const noticeOfFreedSeat = ({ title, window, zone, by, from }: Told & { from: string }): string =>
  `${by} undid the offer of ${from} for “${title}”, ${whenWords(window, zone)}. That seat is free again.`;

export const noticeOfNewPartner = ({
  title,
  window,
  zone,
  by,
  from,
  to,
}: Told & { from: string; to: string }) =>
  `${by} swapped ${from} for ${to} in “${title}”, ${whenWords(window, zone)}.`;

export const noticeOfKeeping = ({ title, window, zone, by }: Told): string =>
  `${by} kept the agreed time of “${title}”, ${whenWords(window, zone)}. Google Calendar follows.`;

export const noticeOfNobody = ({ title, window, zone }: Omit<Told, "by">): string =>
  `Nobody took the seat for “${title}”, ${whenWords(window, zone)}, so it was cancelled. The request is on the board.`;

export const noticeOfWatching = ({ title, window, zone, by }: Told): string =>
  `${by} watches “${title}”, ${whenWords(window, zone)}.`;

export const noticeOfLeaving = ({ title, window, zone, by }: Told): string =>
  `${by} does not watch “${title}”, ${whenWords(window, zone)}, after all.`;

/** To an observer, whatever took the seat from them: an avoidance must not be told from it. */
export const noticeOfLostSeat = ({ title, window, zone }: Omit<Told, "by">): string =>
  `You no longer watch “${title}”, ${whenWords(window, zone)}. That time is yours again.`;
