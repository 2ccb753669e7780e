import * as z from "zod/mini";
import { DAY_MS } from "@/lib/time/instant";
import { isDate, isZone } from "@/lib/time/zone";

const WALL = /^([01]\d|2[0-3]):[0-5]\d$/;

const wallFrom = z.string().check(z.regex(WALL, "A range starts at a wall time from 00:00 to 23:59."));
const wallTo = z
  .string()
  .check(
    z.refine(
      (wall) => WALL.test(wall) || wall === "24:00",
      "A range ends at a wall time from 00:00 to 23:59, or at 24:00.",
    ),
  );

const endsElsewhere = z.refine<{ from: string; to: string }>(
  ({ from, to }) => from !== to,
  "A range cannot end where it starts; a whole day is 00:00 to 24:00.",
);

/** A range of wall time; an end earlier than the start is on the next day. `24:00` is an end only. */
const WallRangeSchema = z.object({ from: wallFrom, to: wallTo }).check(endsElsewhere);

const isoWeekday = "A weekday is a whole number from 1 (Monday) to 7 (Sunday).";

const WeeklyHoursSchema = z.array(
  z
    .object({
      days: z.array(z.int(isoWeekday).check(z.gte(1, isoWeekday), z.lte(7, isoWeekday))),
      from: wallFrom,
      to: wallTo,
    })
    .check(endsElsewhere),
);

const date = z.string().check(z.refine(isDate, "A date is a day of the calendar, such as 2027-03-18."));

const DateOverridesSchema = z
  .array(z.object({ date, hours: z.array(WallRangeSchema) }))
  .check(unique("date", "Each date can have one override only."));

const buffer = "A buffer is a whole number of minutes, 0 or more.";
const bufferMin = z.int(buffer).check(z.gte(0, buffer));

const minutesSay = "A length or a grid is a positive whole number of minutes.";
const positiveMinutes = z.int(minutesSay).check(z.gte(1, minutesSay));

// The years 1 to 9999: what every part of the app can write down.
const instantSays = "An instant is whole milliseconds since 1970-01-01T00:00Z, in the years 1 to 9999.";
const instant = z
  .int(instantSays)
  .check(z.gte(-62_135_596_800_000, instantSays), z.lte(253_402_300_799_999, instantSays));

// As far as numbers are exact: a busy time may have begun before, or last beyond, what anybody writes down.
const busyInstant = z.int("A busy time has two ends, each whole milliseconds since 1970-01-01T00:00Z.");

const busy = z
  .tuple([busyInstant, busyInstant])
  .check(z.refine(([start, end]) => start <= end, "A busy time cannot end before it starts."));

const AvailabilitySchema = z.object({
  id: z.string(),
  zone: z.string().check(z.refine(isZone, "This is not an IANA time zone known here.")),
  weekly: WeeklyHoursSchema,
  overrides: DateOverridesSchema,
  busy: z.array(busy),
  bufferMin: z.optional(bufferMin),
});

/** The question to `findSlots` together with the people it is about: the file that `measure slots` reads. */
export const SlotsFileSchema = z
  .object({
    from: instant,
    to: instant,
    gridMin: positiveMinutes,
    lengthMin: positiveMinutes,
    bufferMin,
    requester: z.nullable(AvailabilitySchema),
    people: z.array(AvailabilitySchema).check(unique("id", "Each person needs an id of their own.")),
  })
  // Memory grows with the window; nobody books so far ahead.
  .check(z.refine(({ from, to }) => to - from <= 10 * 366 * DAY_MS, "A window is at most ten years long."));

/** The first thing that is wrong, as one sentence with its place: `people[3].busy[0]: A busy time cannot ...`. */
export function sentenceOf({ issues }: z.core.$ZodError): string {
  const [issue] = issues;
  if (!issue) return "The input is not valid.";
  const place = issue.path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  const message = issue.message === "Invalid input" ? plainly(issue) : issue.message;
  return place ? `${place.replace(/^\./, "")}: ${message}` : message;
}

// Where a schema has no words of its own for it: something is missing or of another type altogether.
const plainly = (issue: z.core.$ZodIssue) =>
  issue.code === "invalid_type"
    ? `This is missing or is not of the type ${issue.expected}.`
    : "This has too many or too few parts.";

function unique<Key extends string>(key: Key, message: string) {
  return z.check<Record<Key, string>[]>(({ value, issues }) => {
    const seen = new Set<string>();
    for (const [index, one] of value.entries()) {
      if (seen.has(one[key])) issues.push({ code: "custom", message, input: one[key], path: [index, key] });
      seen.add(one[key]);
    }
  });
}
