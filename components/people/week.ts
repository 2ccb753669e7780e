import type { WorkingHours } from "@/lib/people/schema";

/** As it was typed, so perhaps not a time yet. An end of `00:00` is the end of the day. */
export type Range = { readonly from: string; readonly to: string };

/** One weekday; the ranges of a day that is off are kept, for when it is on again. */
type Day = { readonly weekday: number; readonly on: boolean; readonly ranges: readonly Range[] };

/** Monday first. */
export type Week = readonly Day[];

export type WeekChange =
  | { kind: "toggle"; weekday: number }
  | { kind: "add"; weekday: number }
  | { kind: "remove"; weekday: number; at: number }
  | { kind: "set"; weekday: number; at: number; range: Partial<Range> };

const USUAL: Range = { from: "09:00", to: "17:30" };
export const MOST_RANGES = 6;

export const weekOf = (hours: WorkingHours): Week =>
  [1, 2, 3, 4, 5, 6, 7].map((weekday) => {
    const ranges = hours.filter((range) => range.weekday === weekday).map(({ from, to }) => ({ from, to }));
    return { weekday, on: ranges.length > 0, ranges };
  });

export const hoursOf = (week: Week): WorkingHours =>
  week.flatMap(({ weekday, on, ranges }) =>
    on ? ranges.map((range) => ({ weekday, ...asStored(range) })) : [],
  );

/** Which of a day's ranges were refused, and why: `hours.3.from` counts the ranges of the days that are on. */
export type Refused = {
  readonly weekday: number;
  readonly at: number;
  readonly end: "from" | "to";
  readonly why: string;
};

export function refusedRanges(week: Week, fields: Readonly<Record<string, string>>): readonly Refused[] {
  const places = week.flatMap(({ weekday, on, ranges }) =>
    on ? ranges.map((_, at) => ({ weekday, at })) : [],
  );
  return Object.entries(fields).flatMap(([path, why]) => {
    const [, index, end] = /^hours\.(\d+)\.(from|to)$/.exec(path) ?? [];
    const place = places[Number(index)];
    return place && (end === "from" || end === "to") ? [{ ...place, end, why }] : [];
  });
}

export const asStored = ({ from, to }: Range): Range => ({ from, to: to === "00:00" ? "24:00" : to });

/** What people type for a wall time, as `HH:MM`: `9`, `930`, `9.30`, `9:30 pm`. What is none of these stays as it is. */
export function wallOf(typed: string): string {
  const found = /^\s*(\d{1,2})[:.h]?([0-5]\d)?\s*(am|pm)?\s*$/i.exec(typed);
  if (!found) return typed;
  const [, hour = "", minute = "00", half] = found;
  const hours = half ? (Number(hour) % 12) + (half.toLowerCase() === "pm" ? 12 : 0) : Number(hour);
  if (hours > 24 || (hours === 24 && minute !== "00")) return typed;
  return `${String(hours).padStart(2, "0")}:${minute}`;
}

/** Whether a range runs over midnight. */
export const endsNextDay = ({ from, to }: Range): boolean =>
  WALL.test(from) && WALL.test(to) && to !== "00:00" && to < from;

const WALL = /^([01]\d|2[0-4]):[0-5]\d$/;

export function changeWeek(week: Week, change: WeekChange): Week {
  return week.map((day) => (day.weekday === change.weekday ? changeDay(day, change) : day));
}

function changeDay(day: Day, change: WeekChange): Day {
  switch (change.kind) {
    case "toggle":
      return { ...day, on: !day.on, ranges: day.ranges.length > 0 ? day.ranges : [USUAL] };
    case "add":
      return { ...day, ranges: withAnother(day.ranges) };
    case "remove": {
      const ranges = day.ranges.filter((_, at) => at !== change.at);
      return { ...day, on: ranges.length > 0, ranges };
    }
    case "set":
      return {
        ...day,
        ranges: day.ranges.map((range, at) => (at === change.at ? { ...range, ...change.range } : range)),
      };
  }
}

const LAST_MINUTE = 23 * 60 + 59;

/** One more range: from an hour after the last one ends, two hours long, as far as the day goes. */
export function withAnother(ranges: readonly Range[]): readonly Range[] {
  const last = ranges.at(-1);
  if (ranges.length >= MOST_RANGES) return ranges;
  if (!last) return [USUAL];
  if (!WALL.test(last.from) || !WALL.test(last.to)) return [...ranges, { from: "", to: "" }];
  const end = last.to === "00:00" || last.to < last.from ? LAST_MINUTE : minutesOf(last.to);
  // Nothing is left of such a day after its last range: the new one goes before the first.
  if (end + 60 >= LAST_MINUTE) return [{ from: "06:00", to: "07:00" }, ...ranges];
  return [...ranges, { from: clock(end + 60), to: clock(Math.min(end + 180, 24 * 60)) }];
}

const minutesOf = (wall: string) => Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3));
const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
