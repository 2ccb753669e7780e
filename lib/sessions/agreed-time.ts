import type { EpochMs } from "../time/instant";
import { dateIn, wallIn } from "../time/zone";

/** `2026-11-24T14:00`: what calendar and clock in `zone` (IANA) show at `instant`. */
export const wallTime = (instant: EpochMs, zone: string): string =>
  `${dateIn(instant, zone)}T${wallIn(instant, zone)}`;
