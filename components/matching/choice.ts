import { type Counterpart, type MatchesView, runsOf, startsOf } from "@/lib/matching/schema";
import type { EpochMs } from "@/lib/time/instant";

/** Who and when, as far as they are chosen. */
export type Choice = {
  personId: string | null;
  start: EpochMs | null;
  /** Who was picked by name: they come back at the next time that fits them. */
  favouriteId: string | null;
};

export type Week = MatchesView & {
  /** Each person's starts in the week shown. */
  startsBy: ReadonlyMap<string, readonly EpochMs[]>;
  /** Where several people are needed: the best group of known people at each start, ascending. */
  groupAt: ReadonlyMap<EpochMs, readonly string[]>;
};

export function weekOf(view: MatchesView): Week {
  const groupAt = new Map(
    (view.group?.runs ?? []).flatMap(([first, count, ids]) =>
      startsOf([[first, count]]).map((start): [EpochMs, string[]] => [start, ids]),
    ),
  );
  const startsBy = new Map(view.people.map(({ id, runs }) => [id, startsOf(runs)]));
  // Drawn is when a group of known people can meet; with somebody unknown one may still ask at other times.
  const drawn = (one: Counterpart): Counterpart =>
    one.calendar.known && groupAt.size > 0
      ? { ...one, runs: runsOf((startsBy.get(one.id) ?? []).filter((start) => groupAt.has(start))) }
      : one;
  return { ...view, people: groupAt.size > 0 ? view.people.map(drawn) : view.people, startsBy, groupAt };
}

export const isFree = (week: Week, personId: string, start: EpochMs): boolean =>
  week.startsBy.get(personId)?.includes(start) ?? false;

/** People known to be free then, best first. */
export const freeAt = (week: Week, start: EpochMs): Counterpart[] =>
  week.people.filter(({ id, calendar }) => calendar.known && isFree(week, id, start));

/**
 * What is chosen in this week: the person and time wanted where they still fit; without a wish the best person and
 * their first time. A time that has gone is not replaced by another one unasked.
 */
export function chosenIn(week: Week, wanted: Choice | null) {
  const person =
    week.people.find(({ id }) => id === wanted?.personId) ??
    week.people.find(({ id, calendar }) => calendar.known && (week.startsBy.get(id)?.length ?? 0) > 0) ??
    week.people[0];
  if (!person) return { person: undefined, start: null };
  const start = wanted?.personId ? wanted.start : (week.startsBy.get(person.id)?.[0] ?? null);
  return { person, start: start !== null && isFree(week, person.id, start) ? start : null };
}

/** A time was picked: whoever was picked by name if they are free then, otherwise the best one who is. */
export function pickTime(
  week: Week,
  current: Counterpart | undefined,
  favouriteId: string | null,
  start: EpochMs,
): Choice {
  const wanted = [favouriteId, current?.id].find((id) => id && isFree(week, id, start));
  const best = freeAt(week, start)[0] ?? week.people.find(({ id }) => isFree(week, id, start));
  return { personId: wanted ?? best?.id ?? null, start, favouriteId };
}

/** A person was picked: the time stays where it fits them, otherwise their first one this week. */
export function pickPerson(week: Week, personId: string, start: EpochMs | null): Choice {
  const fits = start !== null && isFree(week, personId, start);
  return {
    personId,
    start: fits ? start : (week.startsBy.get(personId)?.[0] ?? null),
    favouriteId: personId,
  };
}

/** All times that can be chosen: of everybody known, and of the person chosen even if unknown. */
export function startsShown(week: Week, person: Counterpart | undefined): EpochMs[] {
  const shown = week.people.filter(({ id, calendar }) => calendar.known || id === person?.id);
  return [...new Set(shown.flatMap(({ id }) => week.startsBy.get(id) ?? []))].sort((a, b) => a - b);
}

/** `Bo`, `Bo, Sam`, `Bo and 5 others`: as many names as a narrow column takes. */
export function foldNames(names: readonly string[], room = 18): string {
  const all = names.join(", ");
  if (names.length < 2 || all.length <= room) return all;
  return `${names[0]} and ${names.length - 1} ${names.length === 2 ? "other" : "others"}`;
}

/** Those free at a time, the chosen one first. */
export function namesAt(week: Week, start: EpochMs, person: Counterpart | undefined): string[] {
  const free = freeAt(week, start);
  const first = free.filter(({ id }) => id === person?.id);
  return [...first, ...free.filter(({ id }) => id !== person?.id)].map(({ shortName }) => shortName);
}
