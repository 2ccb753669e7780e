import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from "../time/instant";

/**
 * A cancellation less than a day before the start comes too late to fill the time with something else, and is told with
 * how long before: `40 minutes`, `3 hours`, whole units. Null for an earlier one, and for one at the start or after it.
 */
export function lateBy(startAt: EpochMs, cancelledAt: EpochMs): string | null {
  const ms = startAt - cancelledAt;
  if (ms <= 0 || ms >= DAY_MS) return null;
  if (ms < MINUTE_MS) return "less than a minute";
  const [n, unit] = ms < HOUR_MS ? [ms / MINUTE_MS, "minute"] : [ms / HOUR_MS, "hour"];
  const whole = Math.floor(n);
  return `${whole} ${unit}${whole === 1 ? "" : "s"}`;
}
