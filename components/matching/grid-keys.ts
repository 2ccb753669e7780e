import type { EpochMs } from "@/lib/time/instant";
import type { Interval } from "@/lib/time/interval";
import { wallMin } from "./grid-geometry";

type Grid = { starts: readonly EpochMs[]; days: readonly Interval[]; zone: string };

/**
 * Where a key leads from a start: up and down through the day, left and right to the nearest time of the next day
 * that has any, Home and End to the ends of the day. Undefined where there is nothing further, or for other keys.
 */
export function startAfterKey(key: string, from: EpochMs, { starts, days, zone }: Grid): EpochMs | undefined {
  const byDay = days
    .map((day) => starts.filter((start) => start >= day.start && start < day.end))
    .filter((day) => day.length > 0);
  const at = byDay.findIndex((day) => day.includes(from));
  const day = byDay[at];
  if (!day) return undefined;
  const index = day.indexOf(from);
  switch (key) {
    case "ArrowUp":
      return day[index - 1];
    case "ArrowDown":
      return day[index + 1];
    case "Home":
      return day[0];
    case "End":
      return day.at(-1);
    case "ArrowLeft":
      return nearest(byDay[at - 1], from, zone);
    case "ArrowRight":
      return nearest(byDay[at + 1], from, zone);
    default:
      return undefined;
  }
}

/** The start whose time of day is nearest; of two equally near the earlier. */
export function nearest(
  starts: readonly EpochMs[] | undefined,
  to: EpochMs,
  zone: string,
): EpochMs | undefined {
  const minute = wallMin(to, zone);
  let best: EpochMs | undefined;
  let distance = Number.POSITIVE_INFINITY;
  for (const start of starts ?? []) {
    const away = Math.abs(wallMin(start, zone) - minute);
    if (away < distance) [best, distance] = [start, away];
  }
  return best;
}
