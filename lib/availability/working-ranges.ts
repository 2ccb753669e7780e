import type { Availability, DateOverride, WallRange } from "@/lib/availability/availability";
import { joinSorted, type Ranges, sortUnion, toIntervals } from "@/lib/availability/ranges";
import { DAY_MS, type EpochMs, MINUTE_MS } from "@/lib/time/instant";
import type { Interval } from "@/lib/time/interval";
import { isoWeekday } from "@/lib/time/zone";
import { instantOf, type ZoneOffsets, zoneOffsets } from "@/lib/time/zone-offsets";

/**
 * The person's working hours in `[from, to)`: instants, ascending, joined where they overlap or touch.
 * A range belongs to the local date on which it starts; both its ends are converted ("compatible"), and a range
 * whose end is then not later than its start is empty. What `AvailabilitySchema` refuses is not checked again.
 * @throws {RangeError} if the zone is not known.
 */
export const workingRanges = (
  availability: Pick<Availability, "zone" | "weekly" | "overrides">,
  from: EpochMs,
  to: EpochMs,
): Interval[] => toIntervals(new WorkingHours(from, to).of(availability).ranges);

/** The working hours shared by all who keep the same ones in the same zone; the same object for each of them. */
export type SharedHours = { readonly ranges: Ranges };

// The ranges that start on a day, flat, in milliseconds after its midnight; an end may lie on the next day.
type DayHours = number[];

type Zone = {
  offsets: ZoneOffsets;
  /** The local dates, as days since 1970-01-01, on which a range that reaches into the window can start. */
  firstDay: number;
  lastDay: number;
  hours: HoursNode;
};

// People with equal weekly hours end at the same node: each step is one weekly range packed into a number.
type HoursNode = {
  readonly next: Map<number, HoursNode>;
  week: DayHours[] | undefined;
  shared: SharedHours | undefined;
};

const newNode = (): HoursNode => ({ next: new Map(), week: undefined, shared: undefined });

/** Works out working hours over one window: each zone's offsets once, and equal hours in one zone once. */
export class WorkingHours {
  readonly #zones = new Map<string, Zone>();
  #starts = new Float64Array(256);
  #ends = new Float64Array(256);

  constructor(
    readonly from: EpochMs,
    readonly to: EpochMs,
  ) {}

  of({ zone: name, weekly, overrides }: Pick<Availability, "zone" | "weekly" | "overrides">): SharedHours {
    const zone = this.#zone(name);
    let node = zone.hours;
    for (const hours of weekly) node = step(node, packed(hours));
    node.week ??= weekOf(weekly);
    const exceptions = overrides.length > 0 ? exceptionsOf(overrides, zone) : undefined;
    if (exceptions) return { ranges: this.#expand(zone, node.week, exceptions) };
    node.shared ??= { ranges: this.#expand(zone, node.week, undefined) };
    return node.shared;
  }

  #zone(name: string): Zone {
    let zone = this.#zones.get(name);
    if (!zone) {
      // Ranges last at most a day and clocks jump by at most one: what matters lies within three days of the window.
      const offsets = zoneOffsets(name, this.from - 4 * DAY_MS, this.to + 4 * DAY_MS);
      const firstDay = Math.floor((this.from + Math.min(...offsets.offsets)) / DAY_MS) - 1;
      const lastDay = Math.floor((this.to + Math.max(...offsets.offsets)) / DAY_MS);
      zone = { offsets, firstDay, lastDay, hours: newNode() };
      this.#zones.set(name, zone);
    }
    return zone;
  }

  #expand(zone: Zone, week: DayHours[], exceptions: Map<number, DayHours> | undefined): Ranges {
    let count = 0;
    for (let day = zone.firstDay; day <= zone.lastDay; day++) {
      const hours = exceptions?.get(day) ?? (week[isoWeekday(day)] as DayHours);
      if (count + hours.length > this.#starts.length) this.#grow();
      for (let i = 0; i < hours.length; i += 2) {
        // Each range is converted by itself before any are joined: around a gap wall-clock order is not real order.
        const start = instantOf(day * DAY_MS + (hours[i] as number), zone.offsets);
        const end = instantOf(day * DAY_MS + (hours[i + 1] as number), zone.offsets);
        if (end <= start) continue;
        this.#starts[count] = start;
        this.#ends[count++] = end;
      }
    }
    sortUnion(this.#starts, this.#ends, count);
    return joinSorted(this.#starts, this.#ends, count, this.from, this.to);
  }

  #grow(): void {
    const [starts, ends] = [this.#starts, this.#ends];
    this.#starts = new Float64Array(2 * starts.length);
    this.#ends = new Float64Array(2 * ends.length);
    this.#starts.set(starts);
    this.#ends.set(ends);
  }
}

function step(node: HoursNode, key: number): HoursNode {
  let next = node.next.get(key);
  if (!next) {
    next = newNode();
    node.next.set(key, next);
  }
  return next;
}

const minutesOf = (wall: string): number =>
  wall.charCodeAt(0) * 600 +
  wall.charCodeAt(1) * 60 +
  wall.charCodeAt(3) * 10 +
  wall.charCodeAt(4) -
  48 * 671;

// 7 bits of weekdays, 11 bits of minutes each for start and end.
function packed({ days, from, to }: Availability["weekly"][number]): number {
  let mask = 0;
  for (let i = 0; i < days.length; i++) mask |= 1 << ((days[i] as number) - 1);
  return (mask << 22) | (minutesOf(from) << 11) | minutesOf(to);
}

function addHours(hours: DayHours, { from, to }: WallRange): void {
  const start = minutesOf(from);
  const end = minutesOf(to);
  hours.push(start * MINUTE_MS, (end < start ? end + 24 * 60 : end) * MINUTE_MS);
}

/** Index 1 is Monday, as in ISO; index 0 stays empty. */
function weekOf(weekly: Availability["weekly"]): DayHours[] {
  const week: DayHours[] = Array.from({ length: 8 }, () => []);
  for (const range of weekly) for (const day of range.days) addHours(week[day] as DayHours, range);
  return week;
}

/** The hours of the dates that matter, or nothing if none does, so that the person can share the common ones. */
function exceptionsOf(overrides: readonly DateOverride[], zone: Zone): Map<number, DayHours> | undefined {
  let exceptions: Map<number, DayHours> | undefined;
  for (const { date, hours } of overrides) {
    const day = Date.UTC(+date.slice(0, 4), +date.slice(5, 7) - 1, +date.slice(8)) / DAY_MS;
    if (day < zone.firstDay || day > zone.lastDay) continue;
    const ranges: DayHours = [];
    for (const range of hours) addHours(ranges, range);
    exceptions ??= new Map();
    exceptions.set(day, ranges);
  }
  return exceptions;
}
