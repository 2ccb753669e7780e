import { formatDay } from "../time/format";
import type { EpochMs } from "../time/instant";
import { dateIn, wallIn } from "../time/zone";
import type { ClocksView } from "./schema";

/** `2026-11-24T14:00`: what calendar and clock in `zone` (IANA) show at `instant`. */
export const wallTime = (instant: EpochMs, zone: string): string =>
  `${dateIn(instant, zone)}T${wallIn(instant, zone)}`;

/**
 * The instant is what was agreed and what the calendars have; the wall time tells what people said then. The two fall
 * apart where the rules of the zone were changed in between, which governments do at a few weeks' notice.
 */
export function changedClocks(startAt: EpochMs, zone: string, agreedWallTime: string): ClocksView | null {
  const shown = wallTime(startAt, zone);
  if (shown === agreedWallTime) return null;
  const sameDay = shown.slice(0, 10) === agreedWallTime.slice(0, 10);
  return sameDay
    ? { zone, agreed: agreedWallTime.slice(11), shown: shown.slice(11) }
    : { zone, agreed: dayAndTime(agreedWallTime), shown: dayAndTime(shown) };
}

const dayAndTime = (wall: string): string =>
  `${formatDay(Date.parse(`${wall.slice(0, 10)}T12:00Z`), "UTC")} ${wall.slice(11)}`;
