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

/** Those that touch the half-open `within`, or all. Written for speed: a page reads 500 people's. */
export function unpackBusy(packed: Uint8Array, within: Interval = ALWAYS): [EpochMs, EpochMs][] {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const bytes = packed.byteLength - (packed.byteLength % 8);
  const busy: [EpochMs, EpochMs][] = [];
  for (let at = 0; at < bytes; at += 8) {
    const end = view.getUint32(at + 4, true) * MINUTE_MS;
    if (end <= within.start) continue;
    const start = view.getUint32(at, true) * MINUTE_MS;
    if (start >= within.end) break;
    busy.push([start, end]);
  }
  return busy;
}

const ALWAYS: Interval = { start: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY };
