import { formatDay } from "@/lib/time/format";
import { DAY_MS, type EpochMs } from "@/lib/time/instant";

/** `Wed` within the next days, where the weekday tells which; `Wed 2 Dec` further on. */
export const whenShort = (instant: EpochMs, zone: string, now: EpochMs): string => {
  const day = formatDay(instant, zone);
  return instant - now < 6 * DAY_MS ? day.slice(0, 3) : day;
};
