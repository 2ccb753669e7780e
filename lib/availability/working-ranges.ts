import type { Availability, DateOverride, WallRange } from "@/lib/availability/availability";
import { DAY_MS, type EpochMs, MINUTE_MS } from "@/lib/time/instant";
import { type Interval, mergeIntervals } from "@/lib/time/interval";
import { isoWeekday } from "@/lib/time/zone";
import { instantOf, type ZoneOffsets, zoneOffsets } from "@/lib/time/zone-offsets";

type Hours = Pick<Availability, "zone" | "weekly" | "overrides">;

/**
 * The person's working hours in `[from, to)`: instants, ascending, joined where they overlap or touch.
 * A range belongs to the local date on which it starts; both its ends are converted ("compatible"), and a range
 * whose end is then not later than its start is empty. What `AvailabilitySchema` refuses is not checked again.
 * @throws {RangeError} if the zone is not known.
 */
export function workingRanges(hours: Hours, from: EpochMs, to: EpochMs): Interval[] {
  const flat = new WorkingHours(from, to, (ranges) => ranges).of(hours);
  return Array.from({ length: flat.length / 2 }, (_, i) => ({
    start: flat[2 * i] as number,
    end: flat[2 * i + 1] as number,
  }));
}

// The ranges that start on one day, flat, in milliseconds after its midnight; an end may lie on the next day.
type DayHours = number[];

type Zone = {
  readonly index: number;
  readonly offsets: ZoneOffsets;
  /** The local dates, as days since 1970-01-01, on which a range that reaches into the window can start. */
  readonly firstDay: number;
  readonly lastDay: number;
};

// More than there are names of zones, in whatever mixture of upper and lower case they were written.
const MOST_ZONES = 2 ** 20;

/** Index 1 is Monday, as in ISO; index 0 stays empty. */
type Week = DayHours[];

/**
 * Working hours of many people over one window. Each zone's offsets are looked up once, and people who keep the same
 * weekly hours in the same zone share what `derive` makes of their ranges (flat: `[start, end, start, end, ...]`,
 * ascending, joined, cut to the window).
 */
export class WorkingHours<T extends object> {
  readonly #zones = new Map<string, Zone>();
  // People with equal weekly hours arrive at the same number, one step for each range; `0` is no hours at all.
  readonly #steps = new Map<number, number>();
  readonly #weeks: (Week | undefined)[] = [undefined];
  readonly #shared = new Map<number, T>();

  constructor(
    readonly from: EpochMs,
    readonly to: EpochMs,
    readonly derive: (ranges: EpochMs[]) => T,
  ) {}

  of({ zone: name, weekly, overrides }: Hours): T {
    const zone = this.#zone(name);
    let key = 0;
    for (let i = 0; i < weekly.length; i++) key = this.#step(key, packed(weekly[i] as WeeklyRange));
    this.#weeks[key] ??= weekOf(weekly);
    const week = this.#weeks[key] as Week;
    if (overrides.length > 0) {
      const exceptions = exceptionsOf(overrides, zone);
      if (exceptions) return this.derive(this.#expand(zone, week, exceptions));
    }
    const both = key * MOST_ZONES + zone.index;
    let shared = this.#shared.get(both);
    if (!shared) {
      shared = this.derive(this.#expand(zone, week, undefined));
      this.#shared.set(both, shared);
    }
    return shared;
  }

  #step(key: number, range: number): number {
    const step = key * 2 ** 29 + range;
    let next = this.#steps.get(step);
    if (next === undefined) {
      next = this.#weeks.push(undefined) - 1;
      this.#steps.set(step, next);
    }
    return next;
  }

  #zone(name: string): Zone {
    let zone = this.#zones.get(name);
    if (!zone) {
      // Ranges last at most a day and clocks jump by at most one: what matters lies within three days of the window.
      const offsets = zoneOffsets(name, this.from - 4 * DAY_MS, this.to + 4 * DAY_MS);
      const firstDay = Math.floor((this.from + Math.min(...offsets.offsets)) / DAY_MS) - 1;
      const lastDay = Math.floor((this.to + Math.max(...offsets.offsets)) / DAY_MS);
      zone = { index: this.#zones.size, offsets, firstDay, lastDay };
      this.#zones.set(name, zone);
    }
    return zone;
  }

  #expand(zone: Zone, week: Week, exceptions: Map<number, DayHours> | undefined): EpochMs[] {
    const { offsets, lastDay } = zone;
    const ranges: EpochMs[] = [];
    let lastStart = Number.NEGATIVE_INFINITY;
    for (let day = zone.firstDay; day <= lastDay; day++) {
      const hours = exceptions?.get(day) ?? (week[isoWeekday(day)] as DayHours);
      for (let i = 0; i < hours.length; i += 2) {
        // Each range is converted before any are joined: around a gap the order of wall times is not that of instants.
        const start = Math.max(this.from, instantOf(day * DAY_MS + (hours[i] as number), offsets));
        const end = Math.min(this.to, instantOf(day * DAY_MS + (hours[i + 1] as number), offsets));
        if (end <= start) continue;
        if (start < lastStart) return this.#expandUnordered(zone, week, exceptions);
        lastStart = start;
        const last = ranges.length - 1;
        if (last > 0 && start <= (ranges[last] as number))
          ranges[last] = Math.max(ranges[last] as number, end);
        else ranges.push(start, end);
      }
    }
    return ranges;
  }

  /** The same where a clock change turns the order around: rare, so as plain as it can be. */
  #expandUnordered(zone: Zone, week: DayHours[], exceptions: Map<number, DayHours> | undefined): EpochMs[] {
    const ranges: Interval[] = [];
    for (let day = zone.firstDay; day <= zone.lastDay; day++) {
      const hours = exceptions?.get(day) ?? (week[isoWeekday(day)] as DayHours);
      for (let i = 0; i < hours.length; i += 2) {
        const start = Math.max(this.from, instantOf(day * DAY_MS + (hours[i] as number), zone.offsets));
        const end = Math.min(this.to, instantOf(day * DAY_MS + (hours[i + 1] as number), zone.offsets));
        ranges.push({ start, end });
      }
    }
    return mergeIntervals(ranges).flatMap(({ start, end }) => [start, end]);
  }
}

type WeeklyRange = Availability["weekly"][number];

/** Minutes after midnight of `HH:MM`, from its digits. */
const minutesOf = (wall: string): number =>
  wall.charCodeAt(0) * 600 +
  wall.charCodeAt(1) * 60 +
  wall.charCodeAt(3) * 10 +
  wall.charCodeAt(4) -
  48 * 671;

// 7 bits of weekdays, 11 bits of minutes each for start and end.
function packed({ days, from, to }: WeeklyRange): number {
  let mask = 0;
  for (let i = 0; i < days.length; i++) mask |= 1 << ((days[i] as number) - 1);
  return (mask << 22) | (minutesOf(from) << 11) | minutesOf(to);
}

function weekOf(weekly: Availability["weekly"]): Week {
  const week: Week = [[], [], [], [], [], [], [], []];
  for (const { days, from, to } of weekly)
    for (let i = 0; i < days.length; i++) addRange(week[days[i] as number] as DayHours, from, to);
  return week;
}

function dayOf(ranges: readonly WallRange[]): DayHours {
  const hours: DayHours = [];
  for (const { from, to } of ranges) addRange(hours, from, to);
  return hours;
}

/** Keeps a day's ranges in the order of their starts. */
function addRange(hours: DayHours, from: string, to: string): void {
  const start = minutesOf(from) * MINUTE_MS;
  const until = minutesOf(to) * MINUTE_MS;
  const end = until < start ? until + DAY_MS : until;
  let place = hours.length;
  for (; place > 0 && (hours[place - 2] as number) > start; place -= 2) {
    hours[place + 1] = hours[place - 1] as number;
    hours[place] = hours[place - 2] as number;
  }
  hours[place] = start;
  hours[place + 1] = end;
}

/** The hours of the dates that matter, or nothing if none does, so that the person can share the common ones. */
function exceptionsOf(overrides: readonly DateOverride[], zone: Zone): Map<number, DayHours> | undefined {
  let exceptions: Map<number, DayHours> | undefined;
  for (const { date, hours } of overrides) {
    const day = Date.parse(date) / DAY_MS;
    if (day < zone.firstDay || day > zone.lastDay) continue;
    exceptions ??= new Map();
    exceptions.set(day, dayOf(hours));
  }
  return exceptions;
}
