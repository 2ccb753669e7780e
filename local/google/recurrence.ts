import { DAY_MS, type EpochMs } from "@/lib/time/instant";
import { instantOf } from "./event-time";
import { invalid } from "./refusal";
import type { StoredEvent } from "./state";

type Rule = {
  frequency: "DAILY" | "WEEKLY";
  interval: number;
  count?: number;
  until?: string;
  /** ISO weekdays; empty means the weekday of the start. */
  weekdays: number[];
};

const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
/** Endless series are followed this far; nobody looks further here. */
const LONGEST_SERIES_DAYS = 3_700;

/** Reads `RRULE:` (RFC 5545, 3.3.10), as far as this Google goes; the rest is refused rather than misread. */
export function parseRule(recurrence: readonly string[]): Rule {
  const line = recurrence.find((one) => one.startsWith("RRULE:"));
  if (!line || recurrence.some((one) => !/^(RRULE:|EXDATE[;:])/.test(one)))
    throw invalid("Invalid recurrence rule.");
  const parts = Object.fromEntries(
    line
      .slice("RRULE:".length)
      .split(";")
      .map((part) => part.split("=", 2)),
  );
  const {
    FREQ,
    INTERVAL = "1",
    COUNT,
    UNTIL,
    BYDAY = "",
    WKST = "MO",
    ...unknown
  } = parts as Record<string, string>;
  const weekdays = BYDAY.split(",")
    .filter(Boolean)
    .map((day) => WEEKDAYS.indexOf(day) + 1);
  const understood =
    (FREQ === "DAILY" || FREQ === "WEEKLY") &&
    WKST === "MO" &&
    Number(INTERVAL) >= 1 &&
    (COUNT === undefined || Number(COUNT) >= 1) &&
    !(COUNT && UNTIL) &&
    (UNTIL === undefined || /^\d{8}(T\d{6}Z)?$/.test(UNTIL)) &&
    !weekdays.includes(0) &&
    Object.keys(unknown).length === 0;
  if (!understood) throw invalid("Invalid recurrence rule.");
  return {
    frequency: FREQ,
    interval: Number(INTERVAL),
    count: COUNT === undefined ? undefined : Number(COUNT),
    until: UNTIL,
    weekdays,
  };
}

export type Occurrence = { start: EpochMs; end: EpochMs; originalStart: EpochMs };

/**
 * The times of an event that overlap `[from, to)`, one for an event that does not recur.
 * A series keeps its wall time in the event's own zone; whole days are days of the calendar's zone.
 */
export function occurrencesOf(
  event: StoredEvent,
  calendarZone: string,
  from: EpochMs,
  to: EpochMs,
): Occurrence[] {
  const start = instantOf(event.start, calendarZone);
  const end = instantOf(event.end, calendarZone);
  if (!event.recurrence) return start < to && from < end ? [{ start, end, originalStart: start }] : [];

  const zone = zoneOf(event, calendarZone);
  const first = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(zone);
  const wall = first.toPlainTime().toString();
  const excluded = new Set([...excludedStarts(event.recurrence, zone, wall), ...event.cancelledStarts]);
  const allDays = "date" in event.start ? Math.round((end - start) / DAY_MS) : undefined;

  const found: Occurrence[] = [];
  for (const day of daysOf(parseRule(event.recurrence), first, to)) {
    // Reading the wall clock is dear: days that are over for certain are passed over without.
    if (day * DAY_MS + (end - start) + 2 * DAY_MS < from) continue;
    const at = instantOn(day, wall, zone);
    const until = allDays === undefined ? at + (end - start) : instantOn(day + allDays, wall, zone);
    if (at < to && from < until && !excluded.has(at))
      found.push({ start: at, end: until, originalStart: at });
  }
  return found;
}

export const zoneOf = (event: StoredEvent, calendarZone: string) =>
  "dateTime" in event.start ? (event.start.timeZone ?? calendarZone) : calendarZone;

/** The days of a series that begin before `to`, as days since 1970-01-01. */
function* daysOf(rule: Rule, first: Temporal.ZonedDateTime, to: EpochMs): Generator<number> {
  const begin = dayNumber(first.toPlainDate());
  const last = Math.min(lastDay(rule, first), Math.ceil(to / DAY_MS) + 1, begin + LONGEST_SERIES_DAYS);
  let given = 0;
  for (let day = begin; day <= last && given !== rule.count; day++) {
    if (day > begin && !isOn(rule, day, begin)) continue;
    given++;
    yield day;
  }
}

/** 1 is Monday: day 0 was a Thursday. */
const weekdayOf = (day: number) => ((day + 3) % 7) + 1;
const weekOf = (day: number) => Math.floor((day + 3) / 7);

function isOn(rule: Rule, day: number, begin: number): boolean {
  const weekdays =
    rule.weekdays.length > 0 || rule.frequency === "DAILY" ? rule.weekdays : [weekdayOf(begin)];
  const periods = rule.frequency === "DAILY" ? day - begin : weekOf(day) - weekOf(begin);
  return (weekdays.length === 0 || weekdays.includes(weekdayOf(day))) && periods % rule.interval === 0;
}

/** The last day `UNTIL` leaves room for; a time in it counts too. */
function lastDay(rule: Rule, first: Temporal.ZonedDateTime): number {
  if (!rule.until) return Number.POSITIVE_INFINITY;
  if (!rule.until.includes("T")) return dayNumber(Temporal.PlainDate.from(rule.until));
  const until = Temporal.Instant.from(rule.until).toZonedDateTimeISO(first.timeZoneId);
  const isLate = Temporal.PlainTime.compare(first.toPlainTime(), until.toPlainTime()) > 0;
  return dayNumber(until.toPlainDate()) - (isLate ? 1 : 0);
}

const EPOCH = Temporal.PlainDate.from("1970-01-01");
const dayNumber = (date: Temporal.PlainDate) => EPOCH.until(date).days;

const MOST_REMEMBERED = 100_000;
const remembered = new Map<string, EpochMs>();

/** A wall time on a day, in a zone. Many series share their times, so the answers are kept. */
function instantOn(day: number, wall: string, timeZone: string): EpochMs {
  const key = `${day} ${wall} ${timeZone}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  const instant = EPOCH.add({ days: day }).toZonedDateTime({ timeZone, plainTime: wall }).epochMilliseconds;
  remembered.set(key, instant);
  return instant;
}

/** `EXDATE`, `EXDATE;TZID=Zone` or `EXDATE;VALUE=DATE` (RFC 5545, 3.8.5.1). */
function excludedStarts(recurrence: readonly string[], zone: string, wall: string): EpochMs[] {
  return recurrence
    .filter((line) => line.startsWith("EXDATE"))
    .flatMap((line) => {
      const [head = "", values = ""] = line.split(/:(.*)/s);
      const timeZone = /TZID=([^;:]+)/.exec(head)?.[1] ?? zone;
      return values.split(",").map((value) => {
        if (value.endsWith("Z")) return Temporal.Instant.from(value).epochMilliseconds;
        if (!value.includes("T"))
          return Temporal.PlainDate.from(value).toZonedDateTime({ timeZone, plainTime: wall })
            .epochMilliseconds;
        return Temporal.PlainDateTime.from(value).toZonedDateTime(timeZone).epochMilliseconds;
      });
    });
}
