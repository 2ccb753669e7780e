import { formatDay, formatLongDay } from "@/lib/time/format";
import { DAY_MS, type EpochMs } from "@/lib/time/instant";
import { dateIn } from "@/lib/time/zone";

/** `Today`, `Tomorrow`, `Thursday` within a week, or `Thu 3 Dec`: as people in `zone` would say it at `now`. */
export function dayName(instant: EpochMs, now: EpochMs, zone: string): string {
  const date = dateIn(instant, zone);
  if (date === dateIn(now, zone)) return "Today";
  if (date === dateIn(now + DAY_MS, zone)) return "Tomorrow";
  return instant - now < 6 * DAY_MS
    ? (formatLongDay(instant, zone).split(" ")[0] as string)
    : formatDay(instant, zone);
}
