import { busyOf } from "../calendar/live-busy";
import type { UnknownReason } from "../calendar/schema";
import type { Context } from "../context";
import { DomainError } from "../errors";
import { firstName } from "../people/first-name";
import { type Interval, overlaps, subtractIntervals } from "../time/interval";

/** Somebody waits for this, so Google has one short deadline. */
const GOOGLE_MS = 3_000;

type Person = { readonly id: string; readonly name: string };

type Question = {
  readonly people: readonly Person[];
  readonly window: Interval;
  /** The session's own times, which are in the calendars of those who are in it already. */
  readonly own?:
    | { readonly intervals: readonly Interval[]; readonly personIds: readonly string[] }
    | undefined;
};

type Check = Question & { readonly askAnyway: boolean };

/**
 * Asks Google now whether everybody is free. Where it does not answer in time, an answer younger than 15 minutes
 * decides; where there is none either, the person is unknown. Bare overlap: buffers shape suggestions only.
 * @returns names of those for whom an older answer decided
 * @throws {DomainError} `busy`; `calendar_unknown` with who and why, unless the person asks anyway
 */
export async function refuseUnlessFree(context: Context, check: Check): Promise<string[]> {
  const { people, askAnyway } = check;
  const times = await timesOf(context, check);
  const busy: Person[] = [];
  const unknown: (Person & { reason: UnknownReason })[] = [];
  const cachedNames: string[] = [];
  for (const person of people) {
    const answer = times.get(person.id);
    if (!answer?.known) {
      unknown.push({ ...person, reason: answer?.reason ?? "never_connected" });
      continue;
    }
    if (answer.readAt < context.now) cachedNames.push(person.name);
    if (isBusy(person, answer.busy, check)) busy.push(person);
  }
  if (busy.length > 0) throw new DomainError("busy", busySentence(busy, context.actor.personId));
  // Who never connected a calendar knows without it whether they can come.
  const doubtful = unknown.filter(
    ({ id, reason }) => id !== context.actor.personId || reason !== "never_connected",
  );
  if (doubtful.length > 0 && !askAnyway) throw unseen(doubtful, context.actor.personId);
  return cachedNames;
}

/** Ids of those of whom Google says that they are busy. Whose calendar nobody can see is not among them. */
export async function busyAmong(context: Context, question: Question): Promise<string[]> {
  if (question.people.length === 0) return [];
  const times = await timesOf(context, question);
  return question.people.flatMap((person) => {
    const answer = times.get(person.id);
    return answer?.known && isBusy(person, answer.busy, question) ? [person.id] : [];
  });
}

const timesOf = (context: Context, { people, window }: Question) =>
  busyOf(
    context,
    people.map((person) => person.id),
    window,
    { timeoutMs: GOOGLE_MS },
  );

function isBusy(
  { id }: Person,
  busy: readonly (readonly [number, number])[],
  { window, own }: Question,
): boolean {
  const taken = busy.map(([start, end]) => ({ start, end }));
  const others = own?.personIds.includes(id) ? subtractIntervals(taken, own.intervals) : taken;
  return others.some((interval) => overlaps(interval, window));
}

function busySentence(busy: readonly Person[], actorId: string): string {
  const names = namesOf(busy, actorId);
  const verb = busy.length > 1 || busy[0]?.id === actorId ? "are" : "is";
  return `${joined(names)} ${verb} busy at that time. Nothing was booked.`;
}

function unseen(people: readonly (Person & { reason: UnknownReason })[], actorId: string): DomainError {
  const whose = people.map(({ id, name }) => (id === actorId ? "your" : `${firstName(name)}’s`));
  const calendars = people.length > 1 ? "calendars" : "calendar";
  return new DomainError("calendar_unknown", `We could not see ${joined(whose)} ${calendars}. Ask anyway?`, {
    detail: { people: people.map(({ id, name, reason }) => ({ id, name, reason })) },
  });
}

function namesOf(people: readonly Person[], actorId: string): string[] {
  const others = people.filter(({ id }) => id !== actorId).map(({ name }) => firstName(name));
  return others.length < people.length ? ["You", ...others] : others;
}

const joined = (words: readonly string[]) =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
