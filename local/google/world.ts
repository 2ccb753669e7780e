import { createHash } from "node:crypto";
import type { EpochMs } from "@/lib/time/instant";
import { type Calendar, emptyState, type Person, type State, type StoredEvent } from "./state";

export type PersonSeed = { email: string; name: string; zone: string; group: string; picture?: string };

/** Everything the local Google knows, and its clock. The one place where state is replaced as a whole. */
export class World {
  state: State;
  readonly onChange: () => void;
  private readonly clock: () => EpochMs;
  /** Which events are on a calendar; derived from the state. */
  private byCalendar = new Map<string, Set<string>>();
  /** Told of the calendars on which events changed. */
  announce: (calendarIds: readonly string[]) => void = () => {};
  /** On which calendars an event was seen last: one that was thrown away there is no news any more. */
  private seenOn = new Map<string, string[]>();
  meetMode: "ready" | "pending" | "failed" = "ready";
  meetPendingReads = 1;

  constructor(state: State, clock: () => EpochMs, onChange: () => void) {
    this.state = state;
    this.clock = clock;
    this.onChange = onChange;
    for (const event of Object.values(state.events)) this.index(event);
  }

  now(): EpochMs {
    return this.clock() + this.state.clockOffsetMs;
  }

  /** Forgets people, events and tokens; the signing key stays, so that open browsers keep working. */
  reset(): void {
    this.state = { ...emptyState(), signingKey: this.state.signingKey };
    this.byCalendar = new Map();
    this.seenOn = new Map();
    this.meetMode = "ready";
    this.onChange();
  }

  addPerson(seed: PersonSeed): Person {
    const email = seed.email.toLowerCase();
    const before = this.state.people[email];
    const person: Person = { visible: true, sub: subOf(email), ...before, ...seed, email };
    this.state.people[email] = person;
    this.state.calendars[email] = {
      readers: [],
      ...this.state.calendars[email],
      id: email,
      summary: email,
      owner: email,
      zone: seed.zone,
    };
    return person;
  }

  person(email: string): Person | undefined {
    return this.state.people[email.toLowerCase()];
  }

  /** `primary` means the asker's own; the ids of primary calendars are addresses, in whatever case. */
  calendar(id: string, asker: string): Calendar | undefined {
    if (id === "primary") return this.state.calendars[asker];
    return this.state.calendars[id] ?? this.state.calendars[id.toLowerCase()];
  }

  eventsOn(calendarId: string): StoredEvent[] {
    const uids = [...(this.byCalendar.get(calendarId) ?? [])];
    return uids.flatMap((uid) => this.state.events[uid] ?? []);
  }

  eventOn(calendarId: string, id: string): StoredEvent | undefined {
    return this.eventsOn(calendarId).find((event) => event.id === id);
  }

  /** The first is the primary calendar. */
  calendarsOf(email: string): Calendar[] {
    return Object.values(this.state.calendars)
      .filter(({ owner }) => owner === email)
      .sort((a, b) => Number(b.id === email) - Number(a.id === email));
  }

  /** Somebody's event by its id: where they organise it, else where they see it, else where they saw it. */
  ownEvent(email: string, id: string): { event: StoredEvent; calendar: Calendar } | undefined {
    const found = this.calendarsOf(email).flatMap((calendar) => {
      const event = this.eventOn(calendar.id, id);
      return event ? [{ event, calendar }] : [];
    });
    return (
      found.find(({ event, calendar }) => event.calendarId === calendar.id) ??
      found.find(({ event, calendar }) => !event.copies[calendar.id]?.gone) ??
      found[0]
    );
  }

  store(event: StoredEvent): void {
    const before = this.seenOn.get(event.uid) ?? [];
    this.state.events[event.uid] = event;
    this.index(event);
    this.onChange();
    this.announce([...new Set([...before, ...(this.seenOn.get(event.uid) ?? [])])]);
  }

  private index(event: StoredEvent): void {
    for (const calendarId of Object.keys(event.copies)) {
      const uids = this.byCalendar.get(calendarId) ?? new Set();
      uids.add(event.uid);
      this.byCalendar.set(calendarId, uids);
    }
    const seen = Object.entries(event.copies).filter(([, { gone }]) => !gone);
    this.seenOn.set(
      event.uid,
      seen.map(([calendarId]) => calendarId),
    );
  }
}

/** 21 digits, the same for the same address on every machine. */
const subOf = (email: string) =>
  `1${BigInt(`0x${createHash("sha256").update(email).digest("hex")}`)}`.slice(0, 21);
