import { useMemo, useState } from "react";
import type { Counterpart } from "@/lib/matching/schema";
import type { EpochMs } from "@/lib/time/instant";
import {
  type Choice,
  choiceAfter,
  choiceAmong,
  chosenIn,
  namesAt,
  pickPerson,
  pickTime,
  proposalIn,
  startsShown,
  startsWithin,
  type Week,
} from "./choice";
import {
  chosenGroup,
  type GroupChoice,
  groupAt,
  groupProposal,
  groupStarts,
  pickForNeed,
  startsOfPicks,
  withGroup,
} from "./group-choice";

/** Who and when, as far as they are chosen, and what choosing changes; the same for one partner and for several. */
export type Chosen = {
  /** Everybody who would be booked; the requester alone for whoever offers. */
  people: readonly Counterpart[];
  /** Whose calendar stands beside the reader's own. */
  person: Counterpart | undefined;
  start: EpochMs | null;
  /** All times that can be chosen. */
  starts: readonly EpochMs[];
  /** Of those the ones that the keys lead to. */
  reach: readonly EpochMs[];
  /** A chosen time that is no longer free, and with whom it was. */
  gone: { start: EpochMs; name: string | null } | null;
  /** Who was chosen before, and is not free at the time that was picked. */
  insteadOf: Counterpart | undefined;
  /** Who is told of at a time, those who would be booked first. */
  namesFor: (start: EpochMs) => string[];
  pickStart: (start: EpochMs) => void;
  /** @returns the time that is chosen then; null where they have none this week */
  pickPerson: (id: string, need?: number) => EpochMs | null;
  forgetTime: () => void;
};

/**
 * @param shown The week, or of a group's week the people who are looked at.
 * @param asked Names what the week answers: after another question a proposal is made anew. Undefined while the week
 *   still answers the one before.
 */
export function useChoice(week: Week, shown: Week, asked: string | undefined): Chosen {
  const isGroup = week.group !== undefined && week.as === "requester";
  const one = useOne(week, shown, asked);
  const several = useSeveral(week, shown, asked);
  return isGroup ? several : one;
}

/** State that is made anew, while rendering, once something else is asked. */
function useAsked<T>(asked: string | undefined, first: () => T, after: (before: T) => T) {
  const [state, setState] = useState(() => ({ asked, value: first() }));
  if (asked !== undefined && asked !== state.asked) {
    const next = { asked, value: after(state.value) };
    setState(next);
    return [next.value, (value: T) => setState({ asked, value })] as const;
  }
  return [state.value, (value: T) => setState({ asked: state.asked, value })] as const;
}

function useOne(everybody: Week, week: Week, asked: string | undefined): Chosen {
  const [kept, setChoice] = useAsked<Choice>(
    asked,
    () => proposalIn(everybody),
    (before) => choiceAfter(everybody, before),
  );
  const choice = choiceAmong(week, everybody, kept);
  const { person, start, gone } = chosenIn(week, choice);
  const starts = useMemo(() => startsShown(week, person), [week, person]);
  const { favouriteId } = choice;
  return {
    people: person ? [person] : [],
    person,
    start,
    starts,
    reach: useMemo(() => startsWithin(week, starts, favouriteId), [week, starts, favouriteId]),
    gone,
    insteadOf: week.people.find(({ id }) => id === choice.insteadOf),
    namesFor: (at) => namesAt(week, at, person),
    pickStart: (at) => setChoice(pickTime(week, person, favouriteId, at)),
    pickPerson: (id) => {
      const next = pickPerson(week, id, start);
      setChoice(next);
      return next.start;
    },
    forgetTime: () =>
      setChoice({
        personId: person?.id ?? null,
        start: null,
        favouriteId,
        insteadOf: null,
        isProposal: false,
      }),
  };
}

function useSeveral(week: Week, narrow: Week, asked: string | undefined): Chosen {
  const [wanted, setWanted] = useAsked<GroupChoice>(
    asked,
    () => groupProposal(week),
    (before) => (before.picks.length === 0 ? groupProposal(week) : before),
  );
  const [lastId, setLastId] = useState<string | null>(null);
  const { people, start, gone } = chosenGroup(week, wanted);
  const known = people.map(({ id, calendar }) => `${id}${calendar.known}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is made anew each time, what is in it is not.
  const all = useMemo(() => groupStarts(week, people), [week, known]);
  const starts = useMemo(() => {
    const seen = new Set(narrow.people.flatMap(({ id }) => week.startsBy.get(id) ?? []));
    return narrow.people === week.people ? all : all.filter((one) => seen.has(one));
  }, [all, narrow, week]);
  const { picks } = wanted;
  const missed = start === null ? [] : picks.filter((id) => id && !people.some((one) => one.id === id));
  return {
    people,
    person: people.find(({ id }) => id === lastId) ?? people[0],
    start,
    starts,
    reach: startsOfPicks(week, picks, starts),
    gone,
    insteadOf: week.people.find(({ id }) => id === missed[0]),
    namesFor: (at) =>
      (groupAt(week, picks, at) ?? []).flatMap(
        (id) => week.people.find((one) => one.id === id)?.shortName ?? [],
      ),
    pickStart: (at) => setWanted(withGroup(week, { picks, start: at })),
    pickPerson: (id, need) => {
      const listed = week.group?.needs.findIndex((one) => one.people.includes(id)) ?? 0;
      const next = pickForNeed(week, { picks, start }, need ?? Math.max(0, listed), id);
      setWanted(withGroup(week, next));
      setLastId(id);
      return next.start;
    },
    forgetTime: () => setWanted({ picks, start: null }),
  };
}
