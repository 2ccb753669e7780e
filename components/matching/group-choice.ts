import type { Counterpart } from "@/lib/matching/schema";
import type { EpochMs } from "@/lib/time/instant";
import { isFree, type Week } from "./choice";

/** Who was picked by hand, by the need they were picked for. */
export type Picks = readonly (string | null)[];

/** Of several needs, who is chosen for each and when. */
export type GroupChoice = {
  picks: Picks;
  start: EpochMs | null;
  /** Who was shown then: they stay as long as they can. Null where nothing could be proposed. */
  ids?: readonly string[] | null;
};

const needsOf = (week: Week) => week.group?.needs ?? [];

/**
 * Who would be booked at a start, one person for each need: whoever was picked where they are free, for the others the
 * best who is. Where nobody was picked, the best group of all. Null where no whole group can be made.
 */
export function groupAt(week: Week, picks: Picks, start: EpochMs): string[] | null {
  const best = week.groupAt.get(start);
  if (picks.every((id) => !id) && best) return [...best];
  const free = needsOf(week).map(({ people }) => people.filter((id) => isFree(week, id, start)));
  const wanted = free.map((ids, need) => {
    const pick = picks[need];
    return pick && ids.includes(pick)
      ? [pick]
      : ids.filter((id) => !picks.includes(id) || picks[need] === id);
  });
  return firstGroup(wanted) ?? firstGroup(free);
}

/** Somebody of their own for each, the first that fits. */
function firstGroup(lists: readonly (readonly string[])[], taken: readonly string[] = []): string[] | null {
  const [first, ...rest] = lists;
  if (!first) return [];
  for (const id of first) {
    if (taken.includes(id)) continue;
    const others = firstGroup(rest, [...taken, id]);
    if (others) return [id, ...others];
  }
  return null;
}

/** What is proposed before anything is picked: the best group's first time, or, in another week, the week's first. */
export function groupProposal(week: Week): GroupChoice {
  const times = [...week.groupAt.keys()];
  const best = week.group?.best ?? null;
  const start = best !== null && week.groupAt.has(best) ? best : (times[0] ?? null);
  return withGroup(week, { picks: [], start });
}

/** Remembers who that is. */
export const withGroup = (week: Week, { picks, start }: GroupChoice): GroupChoice => ({
  picks,
  start,
  ids: start === null ? null : groupAt(week, picks, start),
});

/** What of a choice still stands; a time or a group that has gone is not replaced unasked, `gone` tells which. */
export function chosenGroup(week: Week, wanted: GroupChoice | null) {
  const isUnseen = !wanted || (wanted.ids === null && wanted.picks.length === 0);
  const { picks, start, ids = null } = isUnseen ? groupProposal(week) : wanted;
  const isShown = start !== null && week.days.some((day) => start >= day.start && start < day.end);
  const stands =
    isShown &&
    ids?.length === needsOf(week).length &&
    needsOf(week).every(({ people }, at) => {
      const id = ids[at] ?? "";
      return people.includes(id) && isFree(week, id, start);
    });
  const shown =
    (stands && ids) ||
    firstGroup(needsOf(week).map(({ people }, need) => [picks[need] ?? [], people].flat())) ||
    [];
  return {
    people: shown.flatMap((id) => week.people.find((one) => one.id === id) ?? []),
    start: stands ? start : null,
    gone: isShown && !stands ? { start, name: null } : null,
  };
}

/** Times at which everybody who was picked by hand is there; all of them where nobody was, or none fits. */
export function startsOfPicks(week: Week, picks: Picks, starts: readonly EpochMs[]): readonly EpochMs[] {
  if (picks.every((id) => !id)) return starts;
  const own = starts.filter((start) => {
    const ids = groupAt(week, picks, start);
    return picks.every((id, at) => !id || ids?.[at] === id);
  });
  return own.length > 0 ? own : starts;
}

/** Somebody was picked: the time stays where it fits them, otherwise the first one that fits all picked, or them. */
export function pickForNeed(week: Week, current: GroupChoice | null, need: number, id: string): GroupChoice {
  const picks = needsOf(week).map((_, at) => {
    if (at === need) return id;
    const other = current?.picks[at] ?? null;
    return other === id ? null : other;
  });
  const holds = (start: EpochMs, all: boolean) => {
    const ids = groupAt(week, picks, start);
    return ids?.[need] === id && (!all || picks.every((pick, at) => pick === null || ids[at] === pick));
  };
  const start = current?.start ?? null;
  const starts = week.startsBy.get(id) ?? [];
  const found =
    start !== null && holds(start, false)
      ? start
      : (starts.find((one) => holds(one, true)) ?? starts.find((one) => holds(one, false)) ?? null);
  return { picks, start: found };
}

/** Times of groups of known people; with somebody unknown among those chosen, theirs together as well. */
export function groupStarts(week: Week, chosen: readonly Counterpart[]): EpochMs[] {
  const [first, ...rest] = chosen;
  const own =
    first && chosen.some(({ calendar }) => !calendar.known)
      ? (week.startsBy.get(first.id) ?? []).filter((start) => rest.every(({ id }) => isFree(week, id, start)))
      : [];
  return [...new Set([...week.groupAt.keys(), ...own])].sort((a, b) => a - b);
}
