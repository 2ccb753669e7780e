import { addAll, forEachBit } from "@/lib/availability/start-mask";
import type { Starts } from "@/lib/availability/starts";
import type { EpochMs } from "@/lib/time/instant";
import type { Interval } from "@/lib/time/interval";
import { GRID_MS, type MatchesView } from "./schema";

/** A page is told of this many people known to be free, and of so many whose time is unknown: nobody reads further. */
const MOST_KNOWN = 60;
const MOST_UNKNOWN = 12;
/** And of this many people who are not suggested. */
export const MOST_OTHERS = 200;

type Match = { readonly id: string; readonly isKnown: boolean; readonly person: { readonly name: string } };

/**
 * Of all matches, best first, those that a page is told of: the best ones, and at each time of the week shown the best
 * one who is free then, so that no common time is missing and the first name at each is the right one. All the others
 * are counted in `more`, and found by name.
 * @param needed Who is in a group that is shown.
 */
export function listed<M extends Match>(
  matches: readonly M[],
  times: ReadonlyMap<string, Starts>,
  shown: Interval,
  needed: ReadonlySet<string> = new Set(),
): M[] {
  const left = { known: MOST_KNOWN, unknown: MOST_UNKNOWN };
  const first = matches.map((one) => left[one.isKnown ? "known" : "unknown"]-- > 0 || needed.has(one.id));
  if (!first.includes(false)) return [...matches];
  const opens = opening(shown);
  return matches.filter((one, at) => {
    const starts = one.isKnown ? times.get(one.id) : undefined;
    return (starts && opens(starts)) || first[at];
  });
}

/** Whether a person is free in the week at a time when nobody before them was. */
function opening(shown: Interval) {
  let seen: Int32Array | undefined;
  return ({ grid, mask }: Starts): boolean => {
    if (!seen) {
      seen = grid.all();
      // Outside the week everything counts as seen.
      grid.clearBetween(seen, shown.start, shown.end);
    }
    let opens = 0;
    for (let word = 0; word < mask.length; word++) opens |= (mask[word] as number) & ~(seen[word] as number);
    addAll(seen, mask);
    return opens !== 0;
  };
}

/** What the list leaves out, in numbers; null where it is whole. */
export function moreThan(
  all: readonly Match[],
  told: readonly Match[],
  { others, notCompared }: { others: number; notCompared: number },
  times: ReadonlyMap<string, Starts>,
  shown: Interval,
): MatchesView["more"] {
  if (told.length === all.length && others <= MOST_OTHERS && notCompared === 0) return null;
  const known = all.filter(({ isKnown }) => isKnown);
  return {
    ...{ known: known.length, unknown: all.length - known.length, others, notCompared },
    free: freeRuns(
      known.flatMap(({ id }) => times.get(id) ?? []),
      shown,
    ),
  };
}

function freeRuns(all: readonly Starts[], shown: Interval): [EpochMs, number, number][] {
  const [first] = all;
  if (!first) return [];
  const { grid } = first;
  const free = new Int32Array(first.mask.length * 32);
  for (const { mask } of all)
    forEachBit(mask, (bit) => {
      free[bit] = (free[bit] as number) + 1;
    });
  const runs: [EpochMs, number, number][] = [];
  for (const [bit, people] of free.entries()) {
    const at = grid.momentOf(bit);
    if (people === 0 || at < shown.start || at >= shown.end) continue;
    const last = runs.at(-1);
    if (last && last[0] + last[1] * GRID_MS === at && last[2] === people) last[1]++;
    else runs.push([at, 1, people]);
  }
  return runs;
}
