import type { EpochMs } from "@/lib/time/instant";

/** Wall clock, `HH:MM`. As the end of a range also `24:00`; an end earlier than its start is on the next day. */
export type WallRange = { from: string; to: string };

/** Ranges that start on the given ISO weekdays (1 is Monday). Several may apply to one day: their union counts. */
export type WeeklyHours = { days: number[]; from: string; to: string }[];

/** Replaces the ranges that start on `date` (`YYYY-MM-DD` in the person's zone); no hours is a day off. */
export type DateOverride = { date: string; hours: WallRange[] };

/** All that the slot engine knows of a person. `busy` are half-open instants in any order, overlapping or not. */
export type Availability = {
  id: string;
  /** IANA. */
  zone: string;
  weekly: WeeklyHours;
  overrides: DateOverride[];
  busy: [EpochMs, EpochMs][];
  /** Minutes kept free before and after each busy time, instead of the question's own. */
  bufferMin?: number;
};
