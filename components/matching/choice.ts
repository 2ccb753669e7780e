import { type Counterpart, folded, hasName, type MatchesView, runsOf, startsOf } from "@/lib/matching/schema";
import type { EpochMs } from "@/lib/time/instant";

/** Who and when, as far as they are chosen. */
export type Choice = {
  personId: string | null;
  start: EpochMs | null;
  /** Who was picked by hand: they stay, and come back at the next time that fits them. */
  favouriteId: string | null;
  /** Who had to give way, because they are not free at the time that was picked. */
  insteadOf: string | null;
  /** Nobody has picked anything yet. */
  isProposal: boolean;
};

export type Week = MatchesView & {
  /** Each person's starts in the week shown. */
  startsBy: ReadonlyMap<string, readonly EpochMs[]>;
  /** Where several people are needed: the best group of known people at each start, ascending. */
  groupAt: ReadonlyMap<EpochMs, readonly string[]>;
  /** Where it does not tell of everybody: how many are known to be free at each start. */
  freeAt: ReadonlyMap<EpochMs, number>;
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
  const freeAt = new Map(
    (view.more?.free ?? []).flatMap(([first, count, people]) =>
      startsOf([[first, count]]).map((start): [EpochMs, number] => [start, people]),
    ),
  );
  const people = groupAt.size > 0 ? view.people.map(drawn) : view.people;
  return { ...view, people, startsBy, groupAt, freeAt };
}

export const isFree = (week: Week, personId: string, start: EpochMs): boolean =>
  week.startsBy.get(personId)?.includes(start) ?? false;

/** People known to be free then, best first. */
export const freeAt = (week: Week, start: EpochMs): Counterpart[] =>
  week.people.filter(({ id, calendar }) => calendar.known && isFree(week, id, start));

/** Of how many people these are names; the week may not tell of all who are free then. A group's are all there are. */
export const countAt = (week: Week, start: EpochMs, names: readonly string[]): number =>
  week.more && !week.group ? Math.max(names.length, week.freeAt.get(start) ?? 0) : names.length;

/** What is proposed before anything is picked: the best person and their first time. */
export function proposalIn(week: Week): Choice {
  const person =
    week.people.find(({ id, calendar }) => calendar.known && (week.startsBy.get(id)?.length ?? 0) > 0) ??
    week.people[0];
  const start = person ? (week.startsBy.get(person.id)?.[0] ?? null) : null;
  return { personId: person?.id ?? null, start, favouriteId: null, insteadOf: null, isProposal: true };
}

/**
 * What of a choice still stands. A time or a person that has gone is not replaced by another one unasked: then `gone`
 * tells what to explain. Only a proposal without a time, which nobody has seen, is made anew.
 */
export function chosenIn(week: Week, choice: Choice) {
  const { personId, start } = choice.isProposal && choice.start === null ? proposalIn(week) : choice;
  const person = week.people.find(({ id }) => id === personId);
  const isShown = start !== null && week.days.some((day) => start >= day.start && start < day.end);
  if (person && isShown && isFree(week, person.id, start)) return { person, start, gone: null };
  const gone =
    isShown && week.people.length > 0
      ? { start, name: person?.shortName ?? week.others.find(({ id }) => id === personId)?.name ?? null }
      : null;
  return { person: person ?? week.people[0], start: null, gone };
}

/** The choice where something else is asked: only a proposal that no longer fits gives way to another one. */
export function choiceAfter(week: Week, choice: Choice): Choice {
  const { person, gone } = chosenIn(week, choice);
  return choice.isProposal && (gone || person?.id !== choice.personId) ? proposalIn(week) : choice;
}

/** The choice while only some people are looked at: the best of them, where the chosen one is not among them. */
export function choiceAmong(shown: Week, everybody: Week, choice: Choice): Choice {
  const isAmong = (week: Week) => week.people.some(({ id }) => id === choice.personId);
  const [best] = shown.people;
  return best && isAmong(everybody) && !isAmong(shown) ? pickPerson(shown, best.id, choice.start) : choice;
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
  const personId = wanted ?? best?.id ?? null;
  const before = favouriteId ?? current?.id ?? null;
  return {
    personId,
    start,
    favouriteId,
    insteadOf: before !== personId ? before : null,
    isProposal: false,
  };
}

/** A person was picked: the time stays where it fits them, otherwise their first one this week. */
export function pickPerson(week: Week, personId: string, start: EpochMs | null): Choice {
  const fits = start !== null && isFree(week, personId, start);
  return {
    personId,
    start: fits ? start : (week.startsBy.get(personId)?.[0] ?? null),
    favouriteId: personId,
    insteadOf: null,
    isProposal: false,
  };
}

/** Where the keys lead: only to times of who was picked by hand, so that nobody changes under the hand. */
export function startsWithin(week: Week, starts: readonly EpochMs[], favouriteId: string | null) {
  const own = favouriteId ? starts.filter((start) => isFree(week, favouriteId, start)) : [];
  return own.length > 0 ? own : starts;
}

/** Only people whose name has words that begin like those typed; a whole name means those alone who bear it. */
export function onlyThose<T extends Pick<Week, "people" | "more">>(week: T, who: string): T {
  const wanted = folded(who);
  if (wanted === "") return week;
  const exact = week.people.filter(({ name }) => folded(name) === wanted);
  const people = exact.length > 0 ? exact : week.people.filter(({ name }) => hasName(name, who));
  return { ...week, people, more: null };
}

/** A week with people who were found by name, of those that it does not tell of. */
export function withFound(view: MatchesView, found: MatchesView | undefined): MatchesView {
  if (!found) return view;
  const add = <T>(all: readonly T[], more: readonly T[], idOf: (one: T) => string): T[] => {
    const ids = new Set(all.map(idOf));
    return [...all, ...more.filter((one) => !ids.has(idOf(one)))];
  };
  const people = add(view.people, found.people, ({ id }) => id);
  return {
    ...view,
    // Those whose time is unknown come last.
    people: people.toSorted((a, b) => Number(b.calendar.known) - Number(a.calendar.known)),
    others: add(view.others, found.others, ({ id }) => id),
    ...(view.group && {
      group: {
        ...view.group,
        needs: view.group.needs.map((need) => {
          const same = found.group?.needs.find(({ id }) => id === need.id);
          return { ...need, people: add(need.people, same?.people ?? [], (id) => id) };
        }),
      },
    }),
  };
}

/** All times that can be chosen: of everybody known, and of the person chosen even if unknown. */
export function startsShown(week: Week, person: Counterpart | undefined): EpochMs[] {
  const shown = week.people.filter(({ id, calendar }) => calendar.known || id === person?.id);
  return [...new Set(shown.flatMap(({ id }) => week.startsBy.get(id) ?? []))].sort((a, b) => a - b);
}

/** `Bo`, `Bo, Sam`, `Bo and 5 others`: as many names as a narrow column takes, of `count` people. */
export function foldNames(names: readonly string[], room = 18, count = names.length): string {
  const all = names.join(", ");
  if (count === names.length && (count < 2 || all.length <= room)) return all;
  return `${names[0]} and ${count - 1} ${count === 2 ? "other" : "others"}`;
}

/** Those free at a time, the chosen one first. */
export function namesAt(week: Week, start: EpochMs, person: Counterpart | undefined): string[] {
  const free = freeAt(week, start);
  const first = free.filter(({ id }) => id === person?.id);
  return [...first, ...free.filter(({ id }) => id !== person?.id)].map(({ shortName }) => shortName);
}
