import { useMemo, useState } from "react";
import type { Counterpart } from "@/lib/matching/schema";
import type { EpochMs } from "@/lib/time/instant";
import { type Choice, chosenIn, namesAt, pickPerson, pickTime, startsShown, type Week } from "./choice";
import { chosenGroup, type GroupChoice, groupAt, groupStarts, pickForNeed } from "./group-choice";

/** Who and when, as far as they are chosen, and what choosing changes; the same for one partner and for several. */
export type Chosen = {
  /** Everybody who would be booked; the requester alone for whoever offers. */
  people: readonly Counterpart[];
  /** Whose calendar stands beside the reader's own. */
  person: Counterpart | undefined;
  start: EpochMs | null;
  /** All times that can be chosen. */
  starts: readonly EpochMs[];
  /** Who is told of at a time, those who would be booked first. */
  namesFor: (start: EpochMs) => string[];
  pickStart: (start: EpochMs) => void;
  /** @returns the time that is chosen then; null where they have none this week */
  pickPerson: (id: string, need?: number) => EpochMs | null;
  forgetTime: () => void;
};

export function useChoice(week: Week): Chosen {
  const one = useOne(week);
  const several = useSeveral(week);
  return week.group && week.as === "requester" ? several : one;
}

function useOne(week: Week): Chosen {
  const [wanted, setWanted] = useState<Choice | null>(null);
  const { person, start } = chosenIn(week, wanted);
  const starts = useMemo(() => startsShown(week, person), [week, person]);
  const favouriteId = wanted?.favouriteId ?? null;
  return {
    people: person ? [person] : [],
    person,
    start,
    starts,
    namesFor: (at) => namesAt(week, at, person),
    pickStart: (at) => setWanted(pickTime(week, person, favouriteId, at)),
    pickPerson: (id) => {
      const next = pickPerson(week, id, start);
      setWanted(next);
      return next.start;
    },
    forgetTime: () => setWanted(person ? { personId: person.id, start: null, favouriteId } : null),
  };
}

function useSeveral(week: Week): Chosen {
  const [wanted, setWanted] = useState<GroupChoice | null>(null);
  const [lastId, setLastId] = useState<string | null>(null);
  const { people, start } = chosenGroup(week, wanted);
  const known = people.map(({ id, calendar }) => `${id}${calendar.known}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is made anew each time, what is in it is not.
  const starts = useMemo(() => groupStarts(week, people), [week, known]);
  const picks = wanted?.picks ?? [];
  return {
    people,
    person: people.find(({ id }) => id === lastId) ?? people[0],
    start,
    starts,
    namesFor: (at) =>
      (groupAt(week, picks, at) ?? []).flatMap(
        (id) => week.people.find((one) => one.id === id)?.shortName ?? [],
      ),
    pickStart: (at) => setWanted({ picks, start: at }),
    pickPerson: (id, need) => {
      const listed = week.group?.needs.findIndex((one) => one.people.includes(id)) ?? 0;
      const next = pickForNeed(week, { picks, start }, need ?? Math.max(0, listed), id);
      setWanted(next);
      setLastId(id);
      return next.start;
    },
    forgetTime: () => setWanted({ picks, start: null }),
  };
}
