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
  const wall = first.toPlainTime();
  const excluded = new Set([...excludedStarts(event.recurrence, zone, wall), ...event.cancelledStarts]);
  const allDays = "date" in event.start ? Math.round((end - start) / DAY_MS) : undefined;

  const found: Occurrence[] = [];
  for (const date of datesOf(parseRule(event.recurrence), first, to)) {
    const at = date.toZonedDateTime({ timeZone: zone, plainTime: wall }).epochMilliseconds;
    const until =
      allDays === undefined
        ? at + (end - start)
        : date.add({ days: allDays }).toZonedDateTime(zone).epochMilliseconds;
    if (at < to && from < until && !excluded.has(at))
      found.push({ start: at, end: until, originalStart: at });
  }
  return found;
}

export const zoneOf = (event: StoredEvent, calendarZone: string) =>
  "dateTime" in event.start ? (event.start.timeZone ?? calendarZone) : calendarZone;

function* datesOf(rule: Rule, first: Temporal.ZonedDateTime, to: EpochMs): Generator<Temporal.PlainDate> {
  const begin = first.toPlainDate();
  const wall = first.toPlainTime();
  const monday = begin.subtract({ days: begin.dayOfWeek - 1 });
  const last = lastDate(rule, first, to);
  let given = 0;
  for (let day = 0; day < LONGEST_SERIES_DAYS; day++) {
    const date = begin.add({ days: day });
    if (Temporal.PlainDate.compare(date, last) > 0 || given === rule.count) return;
    if (day > 0 && !isOn(rule, date, begin, monday)) continue;
    if (
      rule.until?.includes("T") &&
      date.toZonedDateTime({ timeZone: first.timeZoneId, plainTime: wall }).epochMilliseconds >
        untilInstant(rule.until)
    )
      return;
    given++;
    yield date;
  }
}

function isOn(
  rule: Rule,
  date: Temporal.PlainDate,
  begin: Temporal.PlainDate,
  monday: Temporal.PlainDate,
): boolean {
  if (rule.frequency === "DAILY") {
    const dayFits = rule.weekdays.length === 0 || rule.weekdays.includes(date.dayOfWeek);
    return dayFits && begin.until(date).days % rule.interval === 0;
  }
  const weekdays = rule.weekdays.length > 0 ? rule.weekdays : [begin.dayOfWeek];
  return weekdays.includes(date.dayOfWeek) && Math.floor(monday.until(date).days / 7) % rule.interval === 0;
}

function lastDate(rule: Rule, first: Temporal.ZonedDateTime, to: EpochMs): Temporal.PlainDate {
  const ofWindow = Temporal.Instant.fromEpochMilliseconds(to)
    .toZonedDateTimeISO(first.timeZoneId)
    .toPlainDate();
  if (!rule.until) return ofWindow;
  const ofRule = rule.until.includes("T")
    ? Temporal.Instant.fromEpochMilliseconds(untilInstant(rule.until))
        .toZonedDateTimeISO(first.timeZoneId)
        .toPlainDate()
    : Temporal.PlainDate.from(rule.until);
  return Temporal.PlainDate.compare(ofRule, ofWindow) < 0 ? ofRule : ofWindow;
}

const untilInstant = (until: string) => Temporal.Instant.from(until).epochMilliseconds;

/** `EXDATE`, `EXDATE;TZID=Zone` or `EXDATE;VALUE=DATE` (RFC 5545, 3.8.5.1). */
function excludedStarts(recurrence: readonly string[], zone: string, wall: Temporal.PlainTime): EpochMs[] {
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
