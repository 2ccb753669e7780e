import { DAY_MS, type EpochMs } from "@/lib/time/instant";

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const WALL = /^([01]\d|2[0-3]):[0-5]\d$/;

const knownZones = new Set<string>();

/** Whether `zone` names an IANA time zone known here. Bare offsets such as `+05:30` are refused: they have no rules. */
export function isZone(zone: string): boolean {
  if (knownZones.has(zone)) return true;
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat("en-GB", { timeZone: zone });
    // Bounded, because names are known in every mixture of upper and lower case.
    if (knownZones.size < 1000) knownZones.add(zone);
    return true;
  } catch {
    return false;
  }
}

/**
 * The instant at which clocks in `zone` (IANA) show `wall` (`HH:MM`, or `24:00` for the end of the day) on
 * `date` (`YYYY-MM-DD`). A skipped wall time moves forward by the length of the gap; a repeated one means its
 * first occurrence ("compatible": RFC 5545, 3.3.5).
 * @throws {RangeError} if the date, the wall time or the zone is not valid.
 */
export function toInstant(date: string, wall: string, zone: string): EpochMs {
  if (wall === "24:00") return toInstant(addDays(date, 1), "00:00", zone);
  if (!DATE.test(date)) throw new RangeError(`Not a date: ${date}`);
  if (!WALL.test(wall)) throw new RangeError(`Not a wall time: ${wall}`);
  return Temporal.PlainDateTime.from(`${date}T${wall}`).toZonedDateTime(zone, {
    disambiguation: "compatible",
  }).epochMilliseconds;
}

const zoned = (instant: EpochMs, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);

/** The calendar date, `YYYY-MM-DD`, that people in `zone` have at `instant`. */
export const dateIn = (instant: EpochMs, zone: string): string =>
  zoned(instant, zone).toPlainDate().toString();

/** What clocks in `zone` show at `instant`, `HH:MM`; seconds are cut off. */
export const wallIn = (instant: EpochMs, zone: string): string =>
  zoned(instant, zone).toPlainTime().toString({ smallestUnit: "minute", roundingMode: "trunc" });

/** The first instant of `date` in `zone`: after the gap where clocks skip midnight. */
export function startOfDay(date: string, zone: string): EpochMs {
  dayNumber(date);
  return Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;
}

// Calendar dates have no zone and no clock changes: days since 1970-01-01 need neither Temporal nor its polyfill.
function dayNumber(date: string): number {
  if (!isDate(date)) throw new RangeError(`Not a date: ${date}`);
  return Date.parse(`${date}T00:00Z`) / DAY_MS;
}

/** Whether `date` is a date of the calendar, `YYYY-MM-DD`, years 0000 to 9999. */
export function isDate(date: string): boolean {
  const ms = DATE.test(date) ? Date.parse(`${date}T00:00Z`) : Number.NaN;
  return !Number.isNaN(ms) && dateOfDay(ms / DAY_MS) === date;
}

const dateOfDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** The date `days` after `date` (before, if negative). @throws {RangeError} if `date` is not valid. */
export const addDays = (date: string, days: number): string => dateOfDay(dayNumber(date) + days);

/** ISO weekday of a date: 1 is Monday, 7 is Sunday. */
export const weekdayOf = (date: string): number => isoWeekday(dayNumber(date));

/** ISO weekday of a day counted from 1970-01-01, which was a Thursday. */
export const isoWeekday = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** The date of the Monday on which the ISO week of `date` begins. */
export const startOfIsoWeek = (date: string): string => addDays(date, 1 - weekdayOf(date));
