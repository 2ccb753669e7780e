import type { Interval } from "@/lib/time/interval";

/**
 * Half-open ranges, flat: `[start, end, start, end, ...]` in epoch milliseconds, ascending, none empty, no two of
 * them overlapping or touching. One array of numbers instead of an object a range: the slot engine's inner loops
 * read these for every person.
 */
export type Ranges = number[];

export const toIntervals = (ranges: Ranges): Interval[] =>
  Array.from({ length: ranges.length / 2 }, (_, i) => ({
    start: ranges[2 * i] as number,
    end: ranges[2 * i + 1] as number,
  }));

/**
 * Sorts the first `count` intervals `[starts[i], ends[i])`, none of them empty, so that both arrays ascend.
 *
 * Starts and ends are sorted each for itself, which pairs them anew and keeps the union: at any moment as many
 * intervals have begun and as many have ended as before. And no new pair is empty, for each of the k + 1 smallest
 * ends comes after a start of its own, so at least k + 1 starts lie before `ends[k]`.
 */
export function sortUnion(starts: Float64Array, ends: Float64Array, count: number): void {
  sortFirst(starts, count);
  sortFirst(ends, count);
}

// Most lists arrive sorted or nearly so and are short, where moving neighbours beats the built-in sort. A list that
// is neither is handed to it as soon as the moves have cost more than it would.
function sortFirst(values: Float64Array, count: number): void {
  let moves = 16 * count;
  for (let i = 1; i < count; i++) {
    const value = values[i] as number;
    let j = i - 1;
    for (; j >= 0 && (values[j] as number) > value; j--) values[j + 1] = values[j] as number;
    values[j + 1] = value;
    moves -= i - 1 - j;
    if (moves < 0) {
      values.subarray(0, count).sort();
      return;
    }
  }
}

/** Joins sorted intervals (see `sortUnion`) that overlap or touch, and cuts them to `[from, to)`. */
export function joinSorted(
  starts: Float64Array,
  ends: Float64Array,
  count: number,
  from: number,
  to: number,
): Ranges {
  const joined: Ranges = [];
  for (let i = 0; i < count; ) {
    const start = starts[i] as number;
    let end = ends[i] as number;
    for (i++; i < count && (starts[i] as number) <= end; i++) end = ends[i] as number;
    const [first, last] = [Math.max(start, from), Math.min(end, to)];
    if (first < last) joined.push(first, last);
  }
  return joined;
}

/** What lies in both, less the pieces shorter than `shortest` milliseconds. */
export function intersect(a: Ranges, b: Ranges, shortest: number): Ranges {
  const common: Ranges = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const endA = a[i + 1] as number;
    const endB = b[j + 1] as number;
    const start = Math.max(a[i] as number, b[j] as number);
    const end = Math.min(endA, endB);
    if (end - start >= shortest) common.push(start, end);
    if (endA < endB) i += 2;
    else j += 2;
  }
  return common;
}
