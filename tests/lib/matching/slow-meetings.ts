import { type Avoidances, bestGroup } from "@/lib/matching/best-groups";

type Candidate = { readonly id: string; readonly worth: number; readonly starts: readonly number[] };
type Member = Pick<Candidate, "id" | "worth">;

/** Who is free at one start, for each need, best first, and the best group of them. */
type Meeting = {
  readonly ids: readonly string[];
  readonly worth: number;
  readonly free: readonly (readonly Member[])[];
};

/** What `meetings` finds, by listing everybody at every start. */
export function slowMeetings(
  needs: readonly (readonly Candidate[])[],
  avoidances: Avoidances,
): Map<number, Meeting> {
  const found = new Map<number, Meeting>();
  for (const [start, lists] of byStart(needs)) {
    const best = bestGroup(lists, avoidances);
    if (!best) continue;
    const kept = compatible(lists, best.ids, avoidances);
    found.set(start, { ...best, free: withGroup(kept) });
  }
  return found;
}

function byStart(needs: readonly (readonly Candidate[])[]): Map<number, Member[][]> {
  const starts = new Map<number, Member[][]>();
  for (const [at, candidates] of needs.entries())
    for (const candidate of candidates)
      for (const start of candidate.starts) {
        const lists = starts.get(start) ?? needs.map(() => []);
        starts.set(start, lists);
        lists[at]?.push(candidate);
      }
  return new Map([...starts].sort(([a], [b]) => a - b));
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
