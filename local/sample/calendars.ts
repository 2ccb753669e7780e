import { DAY_MS, MINUTE_MS } from "@/lib/time/instant";
import { type Interval, intersectIntervals, subtractIntervals } from "@/lib/time/interval";
import { addDays, dateIn, startOfDay, startOfIsoWeek, toInstant, wallIn, weekdayOf } from "@/lib/time/zone";
import { type Dice, diceOf } from "./derived";
import { type Diary, personOf, startsIn } from "./diary";
import { ERRANDS, LEADS, STAND_UPS, TOPICS } from "./meetings";
import { type PersonKey, people } from "./people";
import { type TeamKey, teams } from "./teams";

const WEEKS = 4;
const KEPT_OPEN_FOR = ["ana", "bo"] as const;
const BYDAY = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

export type PlannedEvent = {
  owner: PersonKey;
  /** In the shape of Google's events resource. */
  body: { summary: string } & Record<string, unknown>;
};

type Series = {
  owner: PersonKey;
  summary: string;
  guests?: readonly PersonKey[];
  days: readonly number[];
  at: string;
  lengthMin: number;
};

/**
 * Four weeks of calendars, from last week's Monday on. `fixed` comes before the sessions are placed, so that nobody
 * sits in a session during the team's meeting; `personal` after them, around them. No day is filled by more than half,
 * so that people in different zones still have time in common.
 */
export class CalendarPlan {
  readonly events: PlannedEvent[] = [];
  readonly diary: Diary;
  readonly #monday: string;
  #keptOpen: Interval[] = [];

  constructor(diary: Diary) {
    this.diary = diary;
    this.#monday = addDays(startOfIsoWeek(dateIn(diary.now, "Europe/Berlin")), -7);
  }

  fixed(): void {
    for (const { key } of people) this.#daysOff(key);
    for (const { key } of teams) this.#team(key);
    // Ana and Bo keep Tuesday afternoons open (Berlin): the request that newcomers look at first has a time.
    this.#keptOpen = this.#times("Europe/Berlin", [2], "13:50", 110);
    for (const time of this.#keptOpen) for (const person of KEPT_OPEN_FOR) this.diary.take(person, time);
  }

  personal(): void {
    for (const { key } of people) this.#habits(key);
    for (const { key } of teams) this.#oneToOnes(key);
    for (const { key } of people) this.#singles(key);
    for (const time of this.#keptOpen) for (const person of KEPT_OPEN_FOR) this.diary.giveBack(person, time);
  }

  #daysOff(owner: PersonKey): void {
    for (const { date, hours, reason } of this.diary.overridesOf(owner)) {
      if (hours.length > 0) continue;
      const summary = reason.charAt(0).toUpperCase() + reason.slice(1);
      this.#add(owner, { summary, start: { date }, end: { date: addDays(date, 1) } });
    }
    const dice = diceOf(owner, "birthday");
    if (!dice.chance(12)) return;
    const date = addDays(this.#monday, dice.between(7, 24));
    const wholeDay = { start: { date }, end: { date: addDays(date, 1) } };
    this.#add(owner, { summary: "Birthday in the family", ...wholeDay, transparency: "transparent" });
  }

  /** Stand-ups by zone, and one meeting a week for whoever is at work then. */
  #team(key: TeamKey): void {
    const members = people.filter(({ team }) => team === key);
    for (const { zones, zone, at } of STAND_UPS) {
      const there = members
        .filter(({ zone }) => (zones as readonly string[]).includes(zone))
        .map((p) => p.key);
      const [owner, ...guests] = there;
      if (!owner || guests.length === 0) continue;
      const wall = this.#wallOf(at, zone, owner);
      this.#series({ owner, summary: "Stand-up", guests, days: [1, 2, 3, 4, 5], at: wall, lengthMin: 15 });
    }
    const { lead, meetsOn } = LEADS[key];
    const at = this.#wallOf("15:00", "Europe/Berlin", lead);
    const times = this.#times(personOf(lead).zone, [meetsOn], at, 45);
    const name = teams.find((team) => team.key === key)?.name;
    const guests = members
      .map((p) => p.key)
      .filter((p) => p !== lead && times.some((time) => this.#works(p, time)));
    this.#series({ owner: lead, summary: `${name} weekly`, guests, days: [meetsOn], at, lengthMin: 45 });
  }

  /** Lunch and focus time. */
  #habits(owner: PersonKey): void {
    const dice = diceOf(owner, "habits");
    const days = [...new Set(personOf(owner).hours.flatMap((hours) => hours.days))];
    const isSplit = personOf(owner).hours.some(({ from }) => from > "13:00");
    if (!isSplit && dice.chance(65)) {
      const at = dice.pick(["12:00", "12:30", "13:00"]);
      this.#series({ owner, summary: "Lunch", days, at, lengthMin: 45 }, true);
    }
    for (let i = dice.between(0, 2); i > 0; i--) {
      const summary = dice.pick(["Focus", "Deep work", "No meetings, please", "Writing"]);
      this.#weekly([owner], summary, dice.pick([60, 90, 90, 120]), dice);
    }
  }

  #oneToOnes(key: TeamKey): void {
    const { lead } = LEADS[key];
    for (const member of people.filter((p) => p.team === key && p.key !== lead)) {
      const first = (name: string) => name.split(" ")[0];
      const summary = `${first(personOf(lead).name)} / ${first(member.name)}`;
      this.#weekly([lead, member.key], summary, 30, diceOf(member.key, "1:1"));
    }
  }

  /** What happens once: meetings of the trade, calls with somebody else, an errand, a meeting declined. */
  #singles(owner: PersonKey): void {
    const dice = diceOf(owner, "singles");
    const { team } = personOf(owner);
    const fullness = dice.between(22, 42) / 100;
    for (let week = 0; week < WEEKS; week++) {
      for (let i = 0; i < 9 && this.#fullness(owner, week) < fullness; i++) {
        const others = people.filter((p) => p.key !== owner && p.team !== team).map((p) => p.key);
        const guests = dice.chance(30) ? [dice.pick(others)] : [];
        this.#once([owner, ...guests], week, dice.pick(TOPICS[team]), dice.pick([30, 30, 45, 60]), dice);
      }
    }
    if (dice.chance(25)) this.#once([owner], dice.between(1, 3), dice.pick(ERRANDS), 60, dice);
    if (dice.chance(30)) this.#declined(owner, dice);
    if (dice.chance(20)) {
      const [time] = this.#times(personOf(owner).zone, [dice.between(1, 4)], "16:00", 60);
      if (time) this.#add(owner, { summary: "Parcel may come", ...span(time), transparency: "transparent" });
    }
  }

  #declined(guest: PersonKey, dice: Dice): void {
    const host = LEADS[dice.pick(teams).key].lead;
    const [, time] = this.#times(
      "Europe/London",
      [dice.between(1, 4)],
      dice.pick(["11:00", "13:30", "16:00"]),
      60,
    );
    if (!time || host === guest || !this.diary.isFree(host, time)) return;
    this.diary.take(host, time);
    const attendees = [{ email: personOf(guest).email, responseStatus: "declined" }];
    this.#add(host, { summary: "Quarter planning, first look", ...span(time), attendees });
  }

  /** A weekly series at a time at which all are at work and free in each of the four weeks. */
  #weekly(who: readonly [PersonKey, ...PersonKey[]], summary: string, lengthMin: number, dice: Dice): void {
    const [owner, ...guests] = who;
    const { zone } = personOf(owner);
    const candidates = [1, 2, 3, 4, 5].flatMap((day) => {
      const date = addDays(this.#monday, 7 + day - 1);
      return startsIn(this.#openOn(who, date, zone), lengthMin * MINUTE_MS).map((start) => ({ day, start }));
    });
    const fits = ({ day, start }: (typeof candidates)[number]) =>
      this.#times(zone, [day], wallIn(start, zone), lengthMin).every((time) =>
        who.every((person) => this.diary.isFree(person, time)),
      );
    const first = candidates.length > 0 ? dice.between(0, candidates.length - 1) : 0;
    const found = [...candidates.slice(first), ...candidates.slice(0, first)].find(fits);
    if (!found) return;
    const { day, start } = found;
    this.#series({ owner, summary, guests, days: [day], at: wallIn(start, zone), lengthMin });
  }

  #once(
    who: readonly [PersonKey, ...PersonKey[]],
    week: number,
    summary: string,
    lengthMin: number,
    dice: Dice,
  ) {
    const [owner, ...guests] = who;
    const { zone } = personOf(owner);
    const date = addDays(this.#monday, 7 * week + dice.between(0, 4));
    const starts = startsIn(this.#openOn(who, date, zone), lengthMin * MINUTE_MS);
    if (starts.length === 0) return;
    const start = dice.pick(starts);
    const time = { start, end: start + lengthMin * MINUTE_MS };
    for (const person of who) this.diary.take(person, time);
    this.#add(owner, { summary, ...span(time), attendees: this.#attendees(guests, dice) });
  }

  /** What is free for all on that date; nothing once anybody's day is half full. */
  #openOn(who: readonly PersonKey[], date: string, zone: string): Interval[] {
    const [from, to] = [startOfDay(date, zone), startOfDay(addDays(date, 1), zone)];
    const days = who.map((person) => {
      const hours = this.diary.hours(person, from, to);
      const free = subtractIntervals(hours, this.diary.taken(person));
      return length(free) * 2 > length(hours) ? free : [];
    });
    return days.reduce(intersectIntervals);
  }

  /** What clocks show where this person is when they show `at` in `zone`. */
  #wallOf(at: string, zone: string, person: PersonKey): string {
    return wallIn(toInstant(addDays(this.#monday, 7), at, zone), personOf(person).zone);
  }

  /** How much of a person's hours that week is taken, of 1. */
  #fullness(person: PersonKey, week: number): number {
    const { zone } = personOf(person);
    const [from, to] = [0, 7].map((days) => startOfDay(addDays(this.#monday, 7 * week + days), zone));
    const hours = this.diary.hours(person, from as number, to as number);
    return length(intersectIntervals(hours, this.diary.taken(person))) / (length(hours) || 1);
  }

  #works(person: PersonKey, time: Interval): boolean {
    const hours = this.diary.hours(person, time.start - DAY_MS, time.end + DAY_MS);
    return hours.some(({ start, end }) => start <= time.start && time.end <= end);
  }

  #times(zone: string, days: readonly number[], at: string, lengthMin: number): Interval[] {
    return Array.from({ length: WEEKS * 7 }, (_, i) => addDays(this.#monday, i))
      .filter((date) => days.includes(weekdayOf(date)))
      .map((date) => toInstant(date, at, zone))
      .map((start) => ({ start, end: start + lengthMin * MINUTE_MS }));
  }

  #series({ owner, summary, guests = [], days, at, lengthMin }: Series, yields = false): void {
    const { zone } = personOf(owner);
    const times = this.#times(zone, days, at, lengthMin);
    const [first] = times;
    if (!first) return;
    // Lunch may be cut short now and then; where it would be every day, there is none.
    const clash = times.filter((time) =>
      [owner, ...guests].some((person) => !this.diary.isFree(person, time)),
    );
    if (yields && clash.length > times.length / 4) return;
    for (const time of times) for (const person of [owner, ...guests]) this.diary.take(person, time);
    const byDay = days.map((day) => BYDAY[day - 1]).join(",");
    const recurrence = [`RRULE:FREQ=WEEKLY;BYDAY=${byDay};COUNT=${times.length}`];
    const zoned = { start: moment(first.start, zone), end: moment(first.end, zone) };
    const attendees = this.#attendees(guests, diceOf(owner, summary));
    this.#add(owner, { summary, ...zoned, recurrence, attendees });
  }

  #attendees(guests: readonly PersonKey[], dice: Dice) {
    return guests.map((guest) => ({
      email: personOf(guest).email,
      responseStatus: dice.chance(85) ? "accepted" : "needsAction",
    }));
  }

  #add(owner: PersonKey, body: PlannedEvent["body"]): void {
    this.events.push({ owner, body });
  }
}

const length = (intervals: readonly Interval[]) =>
  intervals.reduce((sum, { start, end }) => sum + end - start, 0);

const moment = (at: number, timeZone?: string) => ({ dateTime: new Date(at).toISOString(), timeZone });

const span = ({ start, end }: Interval) => ({ start: moment(start), end: moment(end) });
