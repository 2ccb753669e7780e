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

export const noticeOfMove = ({ title, window, zone, by }: Told): string =>
  `${by} moved “${title}” to ${whenWords(window, zone)}.`;

export const noticeOfDecline = ({ title, window, zone, by }: Told): string =>
  `${by} said “not now” to “${title}”, ${whenWords(window, zone)}. It is on the board again.`;

export const noticeOfAcceptance = ({ title, window, zone, by }: Told): string =>
  `${by} will come to “${title}”, ${whenWords(window, zone)}.`;

export const noticeOfCancellation = ({
  title,
  window,
  zone,
  by,
  reason,
}: Told & { reason: string }): string =>
  `${by} cancelled “${title}”, ${whenWords(window, zone)}.${reason === "" ? "" : ` “${reason}”`}`;

export const noticeOfNobody = ({ title, window, zone }: Omit<Told, "by">): string =>
  `Nobody took the seat for “${title}”, ${whenWords(window, zone)}, so it was cancelled. The request is on the board.`;
