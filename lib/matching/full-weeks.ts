import type { Interval } from "@/lib/time/interval";
import { addDays, dateIn, startOfDay, startOfIsoWeek } from "@/lib/time/zone";
import type { PoolPerson } from "./read-pool";

type Limited = Pick<PoolPerson, "zone" | "maxPerWeek" | "seats">;

/** ISO weeks, in the person's zone, in which they have as many sessions as they take. */
export const fullWeeks = (person: Limited, window: Interval): Interval[] =>
  fullAmong(person, () => isoWeeks(person.zone, window));

/** The same of weeks that may be shared by everybody in the zone; not asked for where no week can be full. */
export function fullAmong({ maxPerWeek, seats }: Limited, weeks: () => readonly Interval[]): Interval[] {
  if (maxPerWeek > 0 && seats.length < maxPerWeek) return [];
  return weeks().filter(
    ({ start, end }) => seats.filter((seat) => seat.start >= start && seat.start < end).length >= maxPerWeek,
  );
}

/** The ISO weeks of a zone (IANA) that touch the window, whole. */
export function isoWeeks(zone: string, { start, end }: Interval): Interval[] {
  const weeks: Interval[] = [];
  for (let monday = startOfIsoWeek(dateIn(start, zone)); ; monday = addDays(monday, 7)) {
    const week = { start: startOfDay(monday, zone), end: startOfDay(addDays(monday, 7), zone) };
    if (week.start >= end) return weeks;
    weeks.push(week);
  }
}
