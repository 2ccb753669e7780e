import type { EpochMs } from "@/lib/time/instant";

/** Half-open `[start, end)` in epoch milliseconds: back-to-back intervals touch and do not overlap. */
export type Interval = { readonly start: EpochMs; readonly end: EpochMs };

/** Whether both hold at least one moment in common; for intervals that are not empty. */
export const overlaps = (a: Interval, b: Interval): boolean => a.start < b.end && b.start < a.end;

/** The union, ascending, as few intervals as possible: what overlaps or touches is joined, empty ones vanish. */
export function mergeIntervals(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals.filter(({ start, end }) => start < end).sort((a, b) => a.start - b.start);
  const merged: { start: EpochMs; end: EpochMs }[] = [];
  for (const { start, end } of sorted) {
    const last = merged.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}

/** What lies in both unions. The arguments may be in any order and overlap among themselves. */
export function intersectIntervals(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const left = mergeIntervals(a);
  const right = mergeIntervals(b);
  const common: Interval[] = [];
  for (let i = 0, j = 0; ; ) {
    const x = left[i];
    const y = right[j];
    if (!x || !y) return common;
    const start = Math.max(x.start, y.start);
    const end = Math.min(x.end, y.end);
    if (start < end) common.push({ start, end });
    if (x.end < y.end) i++;
    else j++;
  }
}

/** What lies in the union of `from` and in none of `removed`. */
export function subtractIntervals(from: readonly Interval[], removed: readonly Interval[]): Interval[] {
  const gaps = mergeIntervals(removed);
  const left: Interval[] = [];
  for (const { start, end } of mergeIntervals(from)) {
    let cursor = start;
    for (const gap of gaps) {
      if (gap.end <= cursor) continue;
      if (gap.start >= end) break;
      if (gap.start > cursor) left.push({ start: cursor, end: gap.start });
      cursor = gap.end;
    }
    if (cursor < end) left.push({ start: cursor, end });
  }
  return left;
}
