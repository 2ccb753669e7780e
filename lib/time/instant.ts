/** Milliseconds since 1970-01-01T00:00Z: the only form in which a moment travels inside the app. */
export type EpochMs = number;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
/** 24 hours, which is not always a day on the wall: use `addDays` for calendar dates. */
export const DAY_MS = 24 * HOUR_MS;
export const WEEK_MS = 7 * DAY_MS;
