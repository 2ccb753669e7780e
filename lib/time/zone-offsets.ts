import type { EpochMs } from "@/lib/time/instant";

/**
 * A zone's offsets over a stretch of time: `offsets[k]` (milliseconds east of Greenwich) holds from `since[k]`
 * until `since[k + 1]`; the first holds since ever, as far as this table is concerned.
 * Asking Temporal about every working day costs microseconds each time; asking it once for the clock changes of a
 * window (usually none or one) leaves sums.
 */
export type ZoneOffsets = { readonly since: readonly EpochMs[]; readonly offsets: readonly number[] };

/** The offsets of `zone` (IANA) from `from` to `to`. @throws {RangeError} if the zone is not known. */
export function zoneOffsets(zone: string, from: EpochMs, to: EpochMs): ZoneOffsets {
  let at = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
  const since = [Number.NEGATIVE_INFINITY];
  const offsets = [at.offsetNanoseconds / 1e6];
  for (;;) {
    const next = at.getTimeZoneTransition("next");
    if (!next || next.epochMilliseconds > to) return { since, offsets };
    at = next;
    since.push(at.epochMilliseconds);
    offsets.push(at.offsetNanoseconds / 1e6);
  }
}

/**
 * The instant at which clocks show `local`, a wall time written as if it were UTC. As `toInstant`: a skipped wall
 * time moves forward, that is, it is read with the offset before the gap; a repeated one means its first occurrence.
 */
export function instantOf(local: number, { since, offsets }: ZoneOffsets): EpochMs {
  let before = 0;
  for (let k = 0; k < offsets.length; k++) {
    const offset = offsets[k] as number;
    const instant = local - offset;
    const end = k + 1 < since.length ? (since[k + 1] as number) : Number.POSITIVE_INFINITY;
    if (instant < end) return instant >= (since[k] as number) ? instant : local - before;
    before = offset;
  }
  throw new RangeError("The last offset never ends");
}
