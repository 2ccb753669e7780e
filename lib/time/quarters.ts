import type { EpochMs } from "@/lib/time/instant";
import { addDays, dateIn, startOfDay } from "@/lib/time/zone";

/** A calendar quarter that is over: its last day, and the first instant after it. */
export type QuarterEnd = { readonly date: string; readonly at: EpochMs };

const MONTHS_IN_QUARTER = 3;

/** The last `count` quarters that have ended in `zone` (IANA) at `now`, earliest first. */
export function lastQuarterEnds(now: EpochMs, zone: string, count: number): QuarterEnd[] {
  const today = dateIn(now, zone);
  const year = Number(today.slice(0, 4));
  const quarter = Math.floor((Number(today.slice(5, 7)) - 1) / MONTHS_IN_QUARTER);
  return Array.from({ length: count }, (_, ago) => {
    const index = year * 4 + quarter - (count - 1 - ago);
    const month = (((index % 4) + 4) % 4) * MONTHS_IN_QUARTER + 1;
    const first = `${String(Math.floor(index / 4)).padStart(4, "0")}-${String(month).padStart(2, "0")}-01`;
    return { date: addDays(first, -1), at: startOfDay(first, zone) };
  });
}
