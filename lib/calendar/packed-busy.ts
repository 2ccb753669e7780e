import { type EpochMs, MINUTE_MS } from "../time/instant";
import { type Interval, mergeIntervals } from "../time/interval";

/**
 * Busy times as pairs of minutes since the epoch, uint32 little-endian, ascending. Starts are rounded down and ends
 * up: a minute that is busy in part is busy. One `bytea` a person is read many times faster than a row an interval.
 */
export function packBusy(busy: readonly { start: EpochMs; end: EpochMs }[]): Uint8Array {
  const minutes = busy
    .filter(({ start, end }) => end > start)
    .map(({ start, end }) => ({ start: Math.floor(start / MINUTE_MS), end: Math.ceil(end / MINUTE_MS) }));
  const merged = mergeIntervals(minutes);
  const packed = new DataView(new ArrayBuffer(merged.length * 8));
  merged.forEach(({ start, end }, i) => {
    packed.setUint32(i * 8, start, true);
    packed.setUint32(i * 8 + 4, end, true);
  });
  return new Uint8Array(packed.buffer);
}

/** Those that touch the half-open `within`, or all. */
export function unpackBusy(packed: Uint8Array, within: Interval = ALWAYS): [EpochMs, EpochMs][] {
  const busy: [EpochMs, EpochMs][] = [];
  eachBusy(packed, (start, end) => {
    if (end > within.start && start < within.end) busy.push([start, end]);
  });
  return busy;
}

/** Calls `each` with every one of them. Written for speed: a page compares the times of thousands of people. */
export function eachBusy(packed: Uint8Array, each: (start: EpochMs, end: EpochMs) => void): void {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  for (let at = 0; at + 8 <= packed.byteLength; at += 8)
    each(view.getUint32(at, true) * MINUTE_MS, view.getUint32(at + 4, true) * MINUTE_MS);
}

const ALWAYS: Interval = { start: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY };
