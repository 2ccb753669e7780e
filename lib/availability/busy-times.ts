import { sortUnion } from "@/lib/availability/ranges";
import type { EpochMs } from "@/lib/time/instant";

/** One person's busy times, widened and sorted: `[starts[i], ends[i])` for `i < count`, both ascending. */
export type BusyTimes = { starts: Float64Array; ends: Float64Array; count: number };

/** Room for the busy times of one person after another, so that a company does not cost an allocation a person. */
export const emptyBusyTimes = (): BusyTimes => ({
  starts: new Float64Array(64),
  ends: new Float64Array(64),
  count: 0,
});

/**
 * Fills `into` with what of `busy`, widened by `paddingMs` on both sides, reaches into `[from, to)`. Busy times may
 * come in any order, overlap and lie outside the window; an empty one does not count, however wide the padding.
 */
export function readBusyTimes(
  into: BusyTimes,
  busy: readonly (readonly [EpochMs, EpochMs])[],
  paddingMs: number,
  from: EpochMs,
  to: EpochMs,
): void {
  if (busy.length > into.starts.length) {
    into.starts = new Float64Array(2 * busy.length);
    into.ends = new Float64Array(2 * busy.length);
  }
  const { starts, ends } = into;
  let count = 0;
  for (let i = 0; i < busy.length; i++) {
    const pair = busy[i] as readonly [EpochMs, EpochMs];
    if (pair[1] <= pair[0]) continue;
    const start = pair[0] - paddingMs;
    const end = pair[1] + paddingMs;
    if (end <= from || start >= to) continue;
    starts[count] = start;
    ends[count++] = end;
  }
  sortUnion(starts, ends, count);
  into.count = count;
}
