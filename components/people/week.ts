import type { WorkingHours } from "@/lib/people/schema";

/** As two time inputs have it: an end of `00:00` is the end of the day. */
export type Range = { readonly from: string; readonly to: string };

/** One weekday; the ranges of a day that is off are kept, for when it is on again. */
export type Day = { readonly weekday: number; readonly on: boolean; readonly ranges: readonly Range[] };

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
    const ranges = hours
      .filter((range) => range.weekday === weekday)
      .map(({ from, to }) => asTyped({ from, to }));
    return { weekday, on: ranges.length > 0, ranges };
  });

export const hoursOf = (week: Week): WorkingHours =>
  week.flatMap(({ weekday, on, ranges }) =>
    on ? ranges.map((range) => ({ weekday, ...asStored(range) })) : [],
  );

/** An input of the type time cannot hold 24:00. */
export const asTyped = ({ from, to }: Range): Range => ({ from, to: to === "24:00" ? "00:00" : to });
export const asStored = ({ from, to }: Range): Range => ({ from, to: to === "00:00" ? "24:00" : to });

/** Whether a range runs over midnight. */
export const endsNextDay = ({ from, to }: Range): boolean => to !== "" && to !== "00:00" && to < from;

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
  const end = last.to === "00:00" || last.to < last.from ? LAST_MINUTE : minutesOf(last.to);
  // Nothing is left of such a day after its last range: the new one goes before the first.
  if (end + 60 > LAST_MINUTE) return [{ from: "06:00", to: "07:00" }, ...ranges];
  return [...ranges, { from: wallOf(end + 60), to: wallOf(Math.min(end + 180, 24 * 60)) }];
}

const minutesOf = (wall: string) => Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3));
const wallOf = (minutes: number) =>
  `${String(Math.floor(minutes / 60) % 24).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
