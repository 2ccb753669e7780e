import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from "@/lib/time/instant";

// Our own names: browsers disagree about "Sep" and "Sept" and about commas, and a page must hydrate as it was served.
const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const LONG_MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

type Wall = { year: number; month: number; day: number; weekday: number; time: string; utc: EpochMs };

const formatters = new Map<string, Intl.DateTimeFormat>();

// Building a formatter takes some 40 microseconds, using one a tenth of that. The one style with all fields serves
// every function below, so the zone alone is the key.
function formatterOf(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "2-digit",
      minute: "2-digit",
    });
    formatters.set(zone, formatter);
  }
  return formatter;
}

function wallOf(instant: EpochMs, zone: string): Wall {
  const part: Record<string, string> = {};
  for (const { type, value } of formatterOf(zone).formatToParts(instant)) part[type] = value;
  const year = Number(part.year);
  const month = Number(part.month);
  const day = Number(part.day);
  const hour = Number(part.hour);
  const minute = Number(part.minute);
  const utc = Date.UTC(year, month - 1, day, hour, minute);
  const time = `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
  return { year, month, day, weekday: new Date(utc).getUTCDay(), time, utc };
}

const shortDay = ({ weekday }: Wall) => DAYS[weekday]?.slice(0, 3);

/** `14:00`: 24 hours, two digits each, as the clocks of `zone` show at `instant`. Set it in tabular figures. */
export const formatTime = (instant: EpochMs, zone: string): string => wallOf(instant, zone).time;

/** `August`. */
export const formatMonth = (instant: EpochMs, zone: string): string =>
  LONG_MONTHS[wallOf(instant, zone).month - 1] ?? "";

/** `14:00–14:50`. */
export const formatTimeRange = (start: EpochMs, end: EpochMs, zone: string): string =>
  `${formatTime(start, zone)}–${formatTime(end, zone)}`;

/** `Tue 24 Nov`. */
export function formatDay(instant: EpochMs, zone: string): string {
  const wall = wallOf(instant, zone);
  return `${shortDay(wall)} ${wall.day} ${MONTHS[wall.month - 1]}`;
}

/** `Tuesday 24 November`. */
export function formatLongDay(instant: EpochMs, zone: string): string {
  const wall = wallOf(instant, zone);
  return `${DAYS[wall.weekday]} ${wall.day} ${LONG_MONTHS[wall.month - 1]}`;
}

/** `Tue 14:00`: for the days around now, where the weekday alone tells which. */
export function formatDayTime(instant: EpochMs, zone: string): string {
  const wall = wallOf(instant, zone);
  return `${shortDay(wall)} ${wall.time}`;
}

/** `Tue 14:00` within a week of `now`, later ones with their date: `Tue 8 Dec 14:00`. */
export const formatSoon = (instant: EpochMs, zone: string, now: EpochMs): string =>
  instant - now < 6 * DAY_MS
    ? formatDayTime(instant, zone)
    : `${formatDay(instant, zone)} ${formatTime(instant, zone)}`;

/** `12 Aug 2026`. */
export function formatDate(instant: EpochMs, zone: string): string {
  const wall = wallOf(instant, zone);
  return `${wall.day} ${MONTHS[wall.month - 1]} ${wall.year}`;
}

const count = (n: number, unit: string) => (unit === "min" || n === 1 ? `${n} ${unit}` : `${n} ${unit}s`);

function span(ms: number, round: (n: number) => number): string {
  const minutes = round(ms / MINUTE_MS);
  if (minutes < 60) return count(minutes, "min");
  const hours = round(ms / HOUR_MS);
  return hours < 48 ? count(hours, "hour") : count(round(ms / DAY_MS), "day");
}

/** How long ago `from` was: `2 min ago`, whole units passed; `just now` in the first minute and for the future. */
export const formatAge = (from: EpochMs, now: EpochMs): string =>
  now - from < MINUTE_MS ? "just now" : `${span(now - from, Math.floor)} ago`;

/** How long until `to`: `in 27 hours`, to the nearest unit; `now` in the last half minute and when it has passed. */
export const formatUntil = (to: EpochMs, now: EpochMs): string =>
  to - now < MINUTE_MS / 2 ? "now" : `in ${span(to - now, Math.round)}`;

/** The city in a zone's name: `New York` for `America/New_York`, `Buenos Aires` for `America/Argentina/Buenos_Aires`. */
export const zoneCity = (zone: string): string => zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " ");

/** How far the clocks of `theirs` are from those of `mine` at `instant`: `6 h behind`, `4 h 30 ahead`, `same time`. */
export function zoneDifference(instant: EpochMs, mine: string, theirs: string): string {
  const minutes = Math.round((wallOf(instant, theirs).utc - wallOf(instant, mine).utc) / MINUTE_MS);
  if (minutes === 0) return "same time";
  const hours = Math.floor(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  const amount = hours === 0 ? `${rest} min` : rest === 0 ? `${hours} h` : `${hours} h ${rest}`;
  return `${amount} ${minutes < 0 ? "behind" : "ahead"}`;
}
