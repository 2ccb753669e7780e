import type { EpochMs } from "@/lib/time/instant";
import { invalid, Refusal, required } from "./refusal";
import type { EventMoment } from "./state";

const RFC3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;

const WITHOUT_OFFSET = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?$/;

/**
 * A moment as the client sent it, refused in Google's words if it makes none. A `dateTime` needs an offset or a zone.
 * https://developers.google.com/workspace/calendar/api/v3/reference/events#resource (start, end)
 */
export function parseMoment(value: unknown, which: "start" | "end"): EventMoment {
  if (typeof value !== "object" || value === null) throw required(`Missing ${which} time.`);
  const { date, dateTime, timeZone } = value as Record<string, unknown>;
  if (typeof date === "string" && typeof dateTime === "string")
    throw invalid("Invalid start or end: both date and dateTime.");
  if (typeof date === "string") return { date: dateOrRefuse(date) };
  if (typeof dateTime !== "string") throw required(`Missing ${which} time.`);
  if (timeZone !== undefined && timeZone !== null && !isZone(timeZone)) {
    throw invalid(`Invalid time zone definition for ${which} time.`);
  }
  const zone = typeof timeZone === "string" ? timeZone : undefined;
  const moment = zone ? { dateTime, timeZone: zone } : { dateTime };
  const isComplete = RFC3339.test(dateTime) || (zone !== undefined && WITHOUT_OFFSET.test(dateTime));
  if (!isComplete || !isOnTheCalendar(dateTime))
    throw invalid(`Invalid value for: Invalid format: "${dateTime}"`);
  return moment;
}

/** 30 February is not, although `Date` would take it for 2 March. */
function isOnTheCalendar(dateTime: string): boolean {
  try {
    Temporal.PlainDateTime.from(dateTime.slice(0, 19));
    return true;
  } catch {
    return false;
  }
}

function dateOrRefuse(date: string): string {
  try {
    return Temporal.PlainDate.from(date, { overflow: "reject" }).toString();
  } catch {
    throw invalid(`Invalid value for: Invalid format: "${date}"`);
  }
}

/** The instant of a moment; whole days begin at midnight in `zone`, the calendar's. */
export function instantOf(moment: EventMoment, zone: string): EpochMs {
  if ("date" in moment) return Temporal.PlainDate.from(moment.date).toZonedDateTime(zone).epochMilliseconds;
  if (RFC3339.test(moment.dateTime)) return Date.parse(moment.dateTime);
  return Temporal.PlainDateTime.from(moment.dateTime).toZonedDateTime(moment.timeZone ?? zone)
    .epochMilliseconds;
}

/** A moment the way Google shows it: with the offset of its own zone or the calendar's. */
export function momentIn(instant: EpochMs, zone: string): string {
  const at = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  const text = at.toString({ timeZoneName: "never", smallestUnit: "second" });
  return text.replace(/\+00:00$/, "Z");
}

/** A query parameter such as `timeMin`: an offset is mandatory. */
export function instantParameter(name: string, value: string | undefined): EpochMs | undefined {
  if (value === undefined) return undefined;
  const instant = RFC3339.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(instant))
    throw new Refusal(400, "badRequest", "Bad Request", { location: name, locationType: "parameter" });
  return instant;
}

export function isZone(zone: unknown): zone is string {
  if (typeof zone !== "string" || zone === "") return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
