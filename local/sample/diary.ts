import type { DateOverride, WeeklyHours } from "@/lib/availability/availability";
import { workingRanges } from "@/lib/availability/working-ranges";
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from "@/lib/time/instant";
import { type Interval, intersectIntervals, overlaps, subtractIntervals } from "@/lib/time/interval";
import { addDays, dateIn, startOfDay, toInstant, weekdayOf } from "@/lib/time/zone";
import type { Dice } from "./derived";
import { overrides, type PersonKey, people } from "./people";

export const personOf = (key: PersonKey) =>
  people.find((person) => person.key === key) as (typeof people)[number];

const GRID_MS = 15 * MINUTE_MS;

/** When the people of the sample work, and what has been given to them so far. */
export class Diary {
  readonly now: EpochMs;
  readonly #taken = new Map<PersonKey, Interval[]>();
  readonly #hours = new Map<PersonKey, Interval[]>();

  constructor(now: EpochMs) {
    this.now = now;
  }

  taken(person: PersonKey): readonly Interval[] {
    return this.#taken.get(person) ?? [];
  }

  take(person: PersonKey, interval: Interval): void {
    this.#taken.set(person, [...this.taken(person), interval]);
  }

  giveBack(person: PersonKey, interval: Interval): void {
    this.#taken.set(
      person,
      this.taken(person).filter((taken) => taken !== interval),
    );
  }

  isFree(person: PersonKey, interval: Interval): boolean {
    return !this.taken(person).some((other) => overlaps(other, interval));
  }

  /** The date `inDays` from now in the person's zone, or the next one on which their week has hours. */
  workday(person: PersonKey, inDays: number, step: 1 | -1 = 1): string {
    return this.workdayFrom(person, addDays(dateIn(this.now, personOf(person).zone), inDays), step);
  }

  /** `date`, or the nearest one in direction `step` on which the person's week has hours. */
  workdayFrom(person: PersonKey, date: string, step: 1 | -1): string {
    const works = personOf(person).hours.flatMap(({ days }) => days);
    let day = date;
    while (!works.includes(weekdayOf(day))) day = addDays(day, step);
    return day;
  }

  /** A moment early in the day of `at`, or of the last working day before it; never later than now. */
  atDesk(person: PersonKey, at: EpochMs, dice: Dice): EpochMs {
    const { zone } = personOf(person);
    const date = this.workdayFrom(person, dateIn(at, zone), -1);
    const [from] = this.weeklyOf(person)
      .filter(({ days }) => days.includes(weekdayOf(date)))
      .map((hours) => hours.from)
      .sort();
    return Math.min(toInstant(date, from as string, zone) + dice.between(7, 170) * MINUTE_MS, this.now);
  }

  overridesOf(person: PersonKey): (DateOverride & { reason: string })[] {
    return overrides
      .filter((override) => override.person === person)
      .map(({ inDays, hours, reason }) => ({ date: this.workday(person, inDays), hours, reason }));
  }

  weeklyOf(person: PersonKey): WeeklyHours {
    return personOf(person).hours.map(({ days, from, to }) => ({ days: [...days], from, to }));
  }

  /** Working hours in `[from, to)`, which lies within the year that the sample tells of. */
  hours(person: PersonKey, from: EpochMs, to: EpochMs): Interval[] {
    let all = this.#hours.get(person);
    if (!all) {
      const { zone } = personOf(person);
      const availability = { zone, weekly: this.weeklyOf(person), overrides: this.overridesOf(person) };
      all = workingRanges(availability, this.now - 340 * DAY_MS, this.now + 40 * DAY_MS);
      this.#hours.set(person, all);
    }
    const window = { start: from, end: to };
    const within = all.filter((range) => overlaps(range, window));
    return within.map(({ start, end }) => ({ start: Math.max(start, from), end: Math.min(end, to) }));
  }

  /** What these people have in common on the first one's `date` and is not taken. */
  free(who: readonly PersonKey[], date: string): Interval[] {
    const zone = personOf(who[0] as PersonKey).zone;
    const [from, to] = [startOfDay(date, zone), startOfDay(addDays(date, 1), zone)];
    return who
      .map((person) => subtractIntervals(this.hours(person, from, to), this.taken(person)))
      .reduce(intersectIntervals);
  }

  /**
   * Takes a time for these people on the first one's `date`, or the nearest day in direction `step` that has one.
   * @param preferred wall time in the first one's zone, used where it is possible.
   */
  place(
    who: readonly PersonKey[],
    date: string,
    lengthMin: number,
    { step = 1, preferred, dice }: { step?: 1 | -1; preferred?: string; dice: Dice },
  ): Interval {
    const zone = personOf(who[0] as PersonKey).zone;
    for (let i = 0, day = date; i < 15; i++, day = addDays(day, step)) {
      const starts = startsIn(this.free(who, day), lengthMin * MINUTE_MS);
      const possible = starts.filter((start) => (step === 1 ? start > this.now : start < this.now - HOUR_MS));
      if (possible.length === 0) continue;
      const wanted = preferred === undefined ? undefined : toInstant(day, preferred, zone);
      const start = possible.find((one) => one === wanted) ?? dice.pick(possible);
      const interval = { start, end: start + lengthMin * MINUTE_MS };
      for (const person of who) this.take(person, interval);
      return interval;
    }
    throw new Error(`${who.join(" and ")} are never at work together around ${date}.`);
  }
}

/** Starts on the quarter hours; on whole and half hours if there are any. */
export function startsIn(free: readonly Interval[], lengthMs: number): EpochMs[] {
  const starts: EpochMs[] = [];
  for (const { start, end } of free) {
    for (let at = Math.ceil(start / GRID_MS) * GRID_MS; at + lengthMs <= end; at += GRID_MS) starts.push(at);
  }
  const round = starts.filter((at) => at % (2 * GRID_MS) === 0);
  return round.length > 0 ? round : starts;
}
