import type { EpochMs } from "@/lib/time/instant";

/** Somebody who fits a need, and the starts at which they could come. Worth is a whole number, so that sums tie. */
export type Candidate = { readonly id: string; readonly worth: number; readonly starts: readonly EpochMs[] };

type Member = Pick<Candidate, "id" | "worth">;
/** Of each person whom they avoid and who avoids them: the same either way. */
export type Avoidances = ReadonlyMap<string, ReadonlySet<string>>;

/** One person for each need, by its index. */
type Group = { readonly start: EpochMs; readonly ids: readonly string[]; readonly worth: number };

/** Who is free at one start, for each need, best first, and the best group of them. */
export type Meeting = { readonly group: Group; readonly free: readonly (readonly Member[])[] };

/**
 * For each start at which every need can have a person of its own: the group of the highest summed worth, and who else
 * is free then. Of equally good groups the first in order of the lists.
 *
 * Two people who avoid each other are never both free at a start: the best group stands, and whoever avoids one of
 * those kept before them is left out of that start. So what comes out cannot be told from somebody without that time.
 * @param needs For each need its candidates, best first.
 */
export function meetings(
  needs: readonly (readonly Candidate[])[],
  avoidances: Avoidances,
): Map<EpochMs, Meeting> {
  const found = new Map<EpochMs, Meeting>();
  for (const [start, lists] of byStart(needs)) {
    const best = bestGroup(lists, avoidances);
    if (!best) continue;
    const kept = compatible(lists, best.ids, avoidances);
    found.set(start, { group: { start, ...best }, free: withGroup(kept) });
  }
  return found;
}

function byStart(needs: readonly (readonly Candidate[])[]): Map<EpochMs, Member[][]> {
  const starts = new Map<EpochMs, Member[][]>();
  for (const [at, candidates] of needs.entries())
    for (const candidate of candidates)
      for (const start of candidate.starts) {
        const lists = starts.get(start) ?? needs.map(() => []);
        starts.set(start, lists);
        lists[at]?.push(candidate);
      }
  return new Map([...starts].sort(([a], [b]) => a - b));
}

/**
 * The group of the highest summed worth. A need's best candidates are enough: the other needs' people keep out at most
 * themselves and those they avoid, so that with `needs - 1` others, each avoiding `d` at most, one of the best
 * `(needs - 1) * (d + 1) + 1` is left; as many as there are needs where nobody avoids anybody. Among those, branch and
 * bound: a branch that cannot beat the best found, even with the best of every need to come, is not followed.
 */
export function bestGroup(
  lists: readonly (readonly Member[])[],
  avoidances: Avoidances,
): { ids: string[]; worth: number } | undefined {
  const enough = (lists.length - 1) * (mostAvoided(lists, avoidances) + 1) + 1;
  const short = lists.map((list) => list.slice(0, enough));
  const toCome = short.map((_, at) => short.slice(at).reduce((sum, [first]) => sum + (first?.worth ?? 0), 0));
  let best: { ids: string[]; worth: number } | undefined;
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

function mostAvoided(lists: readonly (readonly Member[])[], avoidances: Avoidances): number {
  let most = 0;
  if (avoidances.size > 0)
    for (const list of lists) for (const { id } of list) most = Math.max(most, avoidances.get(id)?.size ?? 0);
  return most;
}

/** Without those who avoid the group or somebody kept before them, in order of the lists. */
function compatible(
  lists: readonly (readonly Member[])[],
  group: readonly string[],
  avoidances: Avoidances,
): readonly (readonly Member[])[] {
  const kept = new Set(group);
  const out = new Set<string>();
  for (const list of lists)
    for (const { id } of list) {
      const others = avoidances.get(id);
      if (!others || kept.has(id) || out.has(id)) continue;
      if (kept.isDisjointFrom(others)) kept.add(id);
      else out.add(id);
    }
  return out.size === 0 ? lists : lists.map((list) => list.filter(({ id }) => !out.has(id)));
}

/** Those for whom the other needs can be filled by others. As many of each list as there are needs tell that. */
function withGroup(lists: readonly (readonly Member[])[]): readonly (readonly Member[])[] {
  if (lists.every((list) => list.length >= lists.length)) return lists;
  const few = lists.map((list) => list.slice(0, lists.length).map(({ id }) => id));
  return lists.map((list, at) => list.filter(({ id }) => canFill(few.toSpliced(at, 1), [id])));
}

function canFill([first, ...rest]: readonly (readonly string[])[], taken: readonly string[]): boolean {
  if (!first) return true;
  return first.some((id) => !taken.includes(id) && canFill(rest, [...taken, id]));
}
