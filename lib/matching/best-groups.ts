import {
  clearBit,
  forEachBit,
  hasBit,
  keepCommon,
  type StartMask,
  setBit,
} from "@/lib/availability/start-mask";
import { anyOf, Starts } from "@/lib/availability/starts";
import type { EpochMs } from "@/lib/time/instant";

/** Somebody who fits a need, and the starts at which they could come. Worth is a whole number, so that sums tie. */
export type Candidate = { readonly id: string; readonly worth: number; readonly starts: Starts };

type Member = Pick<Candidate, "id" | "worth">;
type Lists = readonly (readonly Member[])[];
/** Of each person whom they avoid and who avoids them: the same either way. */
export type Avoidances = ReadonlyMap<string, ReadonlySet<string>>;

/** One person for each need, by its index. */
export type Group = { readonly ids: readonly string[]; readonly worth: number };

export type Meetings = {
  /** The best group at each start that has one, ascending. */
  readonly groups: ReadonlyMap<EpochMs, Group>;
  /** Everybody who can be in a group, and when. */
  readonly times: ReadonlyMap<string, Starts>;
};

/**
 * For each start at which every need can have a person of its own: the group of the highest summed worth; and who else
 * could be in one then. Of equally good groups the first in order of the lists.
 *
 * Two people who avoid each other are never both free at a start: the best group stands, and whoever avoids one of
 * those kept before them is left out of that start. So what comes out cannot be told from somebody without that time.
 *
 * Everybody's starts are looked at as masks; people are listed at a start only until there are enough of them for the
 * best group, so that what 1,500 people for a need cost is a few words of their masks each.
 * @param needs For each need its candidates, best first; their starts on one grid, and a person's the same in each.
 */
export function meetings(needs: readonly (readonly Candidate[])[], avoidances: Avoidances): Meetings {
  const grid = needs.flat()[0]?.starts.grid;
  if (!grid) return { groups: new Map(), times: new Map() };
  const possible = grid.all();
  for (const list of needs)
    keepCommon(possible, anyOf(list.map(({ starts }) => starts))?.mask ?? grid.none());
  const enough = enoughOf(needs, avoidances);
  const short = needs.map((list) => shortLists(list, possible, Math.max(enough, needs.length)));
  const avoiders = needs.map((list) => list.filter(({ id }) => avoidances.has(id)));
  const groups = new Map<EpochMs, Group>();
  const met = grid.none();
  const missed: Missed = new Map();
  forEachBit(possible, (bit) => {
    const lists = short.map((byBit) => byBit.get(bit) ?? []);
    const best = bestOf(
      lists.map((list) => list.slice(0, enough)),
      avoidances,
    );
    if (!best) return;
    groups.set(grid.momentOf(bit), best);
    setBit(met, bit);
    const out = leftOut(avoiders, bit, best.ids, avoidances);
    for (const id of [...out, ...withoutGroup(needs, lists, bit, out)]) note(missed, id, bit);
  });
  return { groups, times: timesIn(needs, met, missed) };
}

/** At each of the `possible` starts the first `most` who are free then. */
function shortLists(
  list: readonly Candidate[],
  possible: StartMask,
  most: number,
): ReadonlyMap<number, Member[]> {
  const lists = new Map<number, Member[]>();
  const open = possible.slice();
  for (const candidate of list) {
    const mask = candidate.starts.mask.slice();
    if (!keepCommon(mask, open)) continue;
    forEachBit(mask, (bit) => {
      const at = lists.get(bit);
      if (!at) lists.set(bit, [candidate]);
      else at.push(candidate);
      if (most === 1 || at?.length === most) clearBit(open, bit);
    });
  }
  return lists;
}

/**
 * The group of the highest summed worth. A need's best candidates are enough: the other needs' people keep out at most
 * themselves and those they avoid, so that with `needs - 1` others, each avoiding `d` at most, one of the best
 * `(needs - 1) * (d + 1) + 1` is left; as many as there are needs where nobody avoids anybody.
 */
export function bestGroup(lists: Lists, avoidances: Avoidances): Group | undefined {
  const enough = enoughOf(lists, avoidances);
  return bestOf(
    lists.map((list) => list.slice(0, enough)),
    avoidances,
  );
}

function enoughOf(lists: Lists, avoidances: Avoidances): number {
  let most = 0;
  if (avoidances.size > 0)
    for (const list of lists) for (const { id } of list) most = Math.max(most, avoidances.get(id)?.size ?? 0);
  return (lists.length - 1) * (most + 1) + 1;
}

/** Branch and bound: a branch that cannot beat the best found, even with the best of every need to come, ends. */
function bestOf(short: Lists, avoidances: Avoidances): Group | undefined {
  const toCome = short.map((_, at) => short.slice(at).reduce((sum, [first]) => sum + (first?.worth ?? 0), 0));
  let best: Group | undefined;
  const follow = (at: number, ids: string[], worth: number) => {
    if (best && worth + (toCome[at] ?? 0) <= best.worth) return;
    if (at === short.length) best = { ids, worth };
    for (const one of short[at] ?? [])
      if (!ids.some((id) => id === one.id || avoidances.get(id)?.has(one.id)))
        follow(at + 1, [...ids, one.id], worth + one.worth);
  };
  if (short.every((list) => list.length > 0)) follow(0, [], 0);
  return best;
}

/** Those who avoid the group, or somebody kept before them in order of the lists. */
function leftOut(
  avoiders: readonly (readonly Candidate[])[],
  bit: number,
  group: readonly string[],
  avoidances: Avoidances,
): ReadonlySet<string> {
  const kept = new Set(group);
  const out = new Set<string>();
  for (const list of avoiders)
    for (const { id, starts } of list) {
      if (!hasBit(starts.mask, bit) || kept.has(id) || out.has(id)) continue;
      if (kept.isDisjointFrom(avoidances.get(id) ?? new Set())) kept.add(id);
      else out.add(id);
    }
  return out;
}

/**
 * Those without whom the other needs could not be filled, in none of the needs that they fit. It happens only where a
 * need has fewer people left than there are needs, and only to those who are among the few.
 */
function withoutGroup(
  needs: readonly (readonly Candidate[])[],
  short: Lists,
  bit: number,
  out: ReadonlySet<string>,
): string[] {
  const most = needs.length;
  const isLeft = ({ id }: Member) => !out.has(id);
  let lists = short.map((list) => list.filter(isLeft));
  if (lists.every((list) => list.length >= most)) return [];
  if (out.size > 0)
    lists = needs.map((list) => list.filter((one) => isLeft(one) && hasBit(one.starts.mask, bit)));
  const few = lists.map((list) => list.slice(0, most).map(({ id }) => id));
  const fits = (id: string) =>
    needs.flatMap((list, at) =>
      list.some((one) => one.id === id && hasBit(one.starts.mask, bit)) ? [at] : [],
    );
  return [...new Set(few.flat())].filter((id) => !fits(id).some((at) => canFill(few.toSpliced(at, 1), [id])));
}

function canFill([first, ...rest]: readonly (readonly string[])[], taken: readonly string[]): boolean {
  if (!first) return true;
  return first.some((id) => !taken.includes(id) && canFill(rest, [...taken, id]));
}

/** The starts that people are free at, and yet in no group. */
type Missed = Map<string, number[]>;

function note(missed: Missed, id: string, bit: number): void {
  const bits = missed.get(id);
  if (bits) bits.push(bit);
  else missed.set(id, [bit]);
}

function timesIn(
  needs: readonly (readonly Candidate[])[],
  met: StartMask,
  missed: Missed,
): Map<string, Starts> {
  const times = new Map<string, Starts>();
  for (const { id, starts } of needs.flat()) {
    if (times.has(id)) continue;
    const mask = starts.mask.slice();
    if (!keepCommon(mask, met)) continue;
    for (const bit of missed.get(id) ?? []) clearBit(mask, bit);
    const left = new Starts(starts.grid, mask);
    if (left.length > 0) times.set(id, left);
  }
  return times;
}
