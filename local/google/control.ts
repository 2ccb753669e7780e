import { randomBytes } from "node:crypto";
import type { EpochMs } from "@/lib/time/instant";
import { deleteEvent, insertEvent, patchEvent } from "./event-changes";
import type { Body } from "./event-input";
import { moveToCalendar } from "./event-move";
import { type GoogleEvent, resourceOf, statusOn } from "./event-resource";
import type { CallRecord, Fault, Faults } from "./faults";
import { answer } from "./guest-changes";
import type { Telling } from "./outbox";
import type { HeldPushes, Push, PushRecord, PushWeather } from "./push";
import type { Quota, Quotas } from "./quotas";
import { longName } from "./scopes";
import type { Calendar, Channel, Mail, Person, ResponseStatus, StoredEvent } from "./state";
import { addGrant, issueRefreshToken, revokePerson } from "./tokens";
import type { PersonSeed, World } from "./world";

export type { GoogleEvent } from "./event-resource";
export type { Fault } from "./faults";
export type { HeldPushes, PushRecord, PushWeather } from "./push";
export type { Quota } from "./quotas";
export type { PersonSeed } from "./world";

/** What people do in Google by hand, and what goes wrong there: for the sample company, tests and the curious. */
export class LocalGoogle {
  private readonly world: World;
  private readonly troubles: Faults;
  private readonly sender: Push;
  private readonly quotas: Quotas;

  constructor(parts: { world: World; faults: Faults; push: Push; quotas: Quotas }) {
    this.world = parts.world;
    this.troubles = parts.faults;
    this.sender = parts.push;
    this.quotas = parts.quotas;
  }

  /** Each gets a primary calendar whose id is the address. An address that is known is updated. */
  addPeople(people: readonly PersonSeed[]): void {
    for (const seed of people) this.world.addPerson(seed);
    this.world.onChange();
  }

  people(): Person[] {
    return Object.values(this.world.state.people);
  }

  /** A secondary calendar. */
  addCalendar({
    id,
    summary,
    owner,
    zone,
    readers = [],
  }: {
    id?: string;
    summary: string;
    owner: string;
    zone?: string;
    readers?: string[];
  }): { id: string } {
    const person = this.personOf(owner);
    const calendarId = id ?? `c_${randomBytes(16).toString("hex")}@group.calendar.google.com`;
    this.world.state.calendars[calendarId] = {
      id: calendarId,
      summary,
      owner: person.email,
      zone: zone ?? person.zone,
      readers: readers.map((email) => email.toLowerCase()),
    };
    this.world.onChange();
    return { id: calendarId };
  }

  /** `event` has the shape of Google's events resource; `conferenceData.createRequest` makes a link. Nobody is mailed. */
  addEvent(email: string, event: Body, calendarId: string = email): GoogleEvent {
    const calendar = this.calendarOf(email, calendarId);
    return this.show(insertEvent(this.world, calendar, event, { tell: "none", conferences: true }), calendar);
  }

  /** As if this person had consented; `scopes` in Google's long form. */
  grant(email: string, scopes: readonly string[]): { refreshToken: string } {
    const person = this.personOf(email);
    const granted = addGrant(this.world, person.email, scopes.map(longName), true);
    return { refreshToken: issueRefreshToken(this.world, person.email, granted) };
  }

  /** What is on a calendar and not deleted; a series once. */
  events(email: string, calendarId: string = email): GoogleEvent[] {
    const calendar = this.calendarOf(email, calendarId);
    const there = this.world
      .eventsOn(calendar.id)
      .filter((event) => statusOn(event, calendar.id) !== "cancelled");
    return there.map((event) => this.show(event, calendar));
  }

  /** Every event as it is stored, deleted ones included. */
  storedEvents(): readonly StoredEvent[] {
    return Object.values(this.world.state.events);
  }

  /** The organiser may answer too, and comes onto the list of guests by that. */
  respond(email: string, eventId: string, response: ResponseStatus): void {
    const { event } = this.eventOf(email, eventId);
    answer(this.world, event, this.personOf(email).email, response, "all");
  }

  deleteEvent(email: string, eventId: string): void {
    const { event, calendar } = this.eventOf(email, eventId);
    deleteEvent(this.world, calendar.id, event, "all");
  }

  /** As in the page of a calendar, which tells its zone: an event that repeats needs one. */
  moveEvent(email: string, eventId: string, start: EpochMs, end: EpochMs): void {
    const timeZone = this.eventOf(email, eventId).calendar.zone;
    const moment = (at: EpochMs) => ({ date: null, dateTime: new Date(at).toISOString(), timeZone });
    this.patchEvent(email, eventId, { start: moment(start), end: moment(end) });
  }

  /** To another calendar of the same person, which becomes its organiser; back with the address as the calendar. */
  moveToCalendar(email: string, eventId: string, calendarId: string): GoogleEvent {
    const { event } = this.eventOf(email, eventId);
    const [from, to] = [this.calendarOf(email, event.calendarId), this.calendarOf(email, calendarId)];
    return this.show(moveToCalendar(this.world, { event, from, to, tell: "all" }), to);
  }

  /** As if edited by hand. */
  patchEvent(email: string, eventId: string, patch: Body, tell: Telling = "all"): GoogleEvent {
    const { event, calendar } = this.eventOf(email, eventId);
    return this.show(patchEvent(this.world, calendar, event, patch, { tell, conferences: true }), calendar);
  }

  /** @throws {SyntaxError} if the path is no regular expression */
  fault(fault: Fault): void {
    this.troubles.add(fault);
  }

  /** Those that still wait for a call, and for how many. */
  faults(): (Fault & { times: number })[] {
    return this.troubles.waiting();
  }

  clearFaults(): void {
    this.troubles.clear();
  }

  /** Calendar calls a minute, by the local clock; `quota({})` takes the limits away. Counting starts anew. */
  quota(quota: Quota): void {
    this.quotas.set(quota);
  }

  revoke(email: string): void {
    revokePerson(this.world, email.toLowerCase());
  }

  /** Access tokens end now; refresh tokens stay good. */
  expireAccessTokens(email?: string): void {
    const { accessTokens } = this.world.state;
    for (const [token, { email: owner }] of Object.entries(accessTokens)) {
      if (email === undefined || owner === email.toLowerCase()) delete accessTokens[token];
    }
    this.world.onChange();
  }

  /** Whether colleagues may see this person's free/busy. */
  setVisibility(email: string, visible: boolean): void {
    this.personOf(email).visible = visible;
    this.world.onChange();
  }

  /** How Meet links asked for from now on turn out; a pending one is ready after so many more reads. */
  meet(mode: "ready" | "pending" | "failed", pendingReads = 1): void {
    this.world.meetMode = mode;
    this.world.meetPendingReads = pendingReads;
  }

  /** Channels that are still told of changes. */
  channels(): Channel[] {
    return Object.values(this.world.state.channels).filter(({ expiration }) => expiration > this.now());
  }

  /** What happens to pushes from now on; without anything, each arrives once and at once. */
  push(weather: PushWeather): void {
    this.sender.setWeather(weather);
  }

  pushWeather(): PushWeather {
    return this.sender.weatherNow();
  }

  /** From now on no push goes out by itself: the caller delivers them, or does not. */
  holdPushes(): HeldPushes {
    return this.sender.hold();
  }

  /** Every try to deliver a push, the oldest first. */
  pushes(): PushRecord[] {
    return [...this.sender.records];
  }

  /** Until no push is on its way, retries included. */
  pushesSettled(): Promise<void> {
    return this.sender.settled();
  }

  outbox(): Mail[] {
    return [...this.world.state.outbox];
  }

  /** Calls since the start, the oldest first; those refused or hung up on included. */
  calls(path?: RegExp): CallRecord[] {
    return this.troubles.records.filter((record) => path?.test(record.path) ?? true);
  }

  /** The clock goes on from there. */
  advance(ms: number): void {
    this.world.state.clockOffsetMs += ms;
    this.world.onChange();
  }

  now(): EpochMs {
    return this.world.now();
  }

  /** Forgets people, events, tokens, channels, faults, quotas and calls; the client and the signing key stay. */
  reset(): void {
    this.world.reset();
    this.troubles.clear();
    this.troubles.records.length = 0;
    this.sender.forget();
    this.quotas.set({});
  }

  private personOf(email: string): Person {
    const person = this.world.person(email);
    if (!person) throw new RangeError(`Nobody here has the address ${email}.`);
    return person;
  }

  private calendarOf(email: string, calendarId: string): Calendar {
    const calendar = this.world.calendar(calendarId, this.personOf(email).email);
    if (!calendar) throw new RangeError(`There is no calendar ${calendarId}.`);
    return calendar;
  }

  private eventOf(email: string, eventId: string): { event: StoredEvent; calendar: Calendar } {
    const found = this.world.ownEvent(this.personOf(email).email, eventId);
    if (!found) throw new RangeError(`${email} has no event ${eventId}.`);
    return found;
  }

  private show(event: StoredEvent, calendar: Calendar): GoogleEvent {
    return resourceOf(this.world, event, calendar.id);
  }
}
