import { type EpochMs, MINUTE_MS } from "../time/instant";
import { mergeIntervals } from "../time/interval";

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

export function unpackBusy(packed: Uint8Array): [EpochMs, EpochMs][] {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  return Array.from({ length: Math.floor(packed.byteLength / 8) }, (_, i) => [
    view.getUint32(i * 8, true) * MINUTE_MS,
    view.getUint32(i * 8 + 4, true) * MINUTE_MS,
  ]);
}
