/** One seat beside the requester's: who may take it, and who is tried first. */
export type Need = {
  readonly id: string;
  /** None: whoever can do or teach one of the systems. */
  readonly teamIds: readonly string[];
  readonly personId: string | null;
};

type Seated = { readonly personId: string; readonly needId: string | null };

/** The needs for which somebody is still sought. A seat of no need known counts for the first that is open. */
export function openNeeds<N extends Need>(needs: readonly N[], seated: readonly Seated[]): N[] {
  const taken = new Set(seated.map(({ needId }) => needId));
  const open = needs.filter(({ id }) => !taken.has(id));
  const elsewhere = seated.filter(({ needId }) => !needs.some(({ id }) => id === needId)).length;
  return open.slice(elsewhere);
}

/** Named, on one of its teams, or, where it names none, able to do one of the systems. */
export const fitsNeed = (
  { teamIds, personId }: Need,
  person: { readonly id: string; readonly teamId: string | null },
  isAble: boolean,
): boolean =>
  person.id === personId ||
  (teamIds.length > 0 ? person.teamId !== null && teamIds.includes(person.teamId) : isAble);

/**
 * A need of their own for each person, by index into `needs`: the first assignment in order of the people, or
 * undefined where there is none. Tries at most 24 ways for four people.
 * @param fits For each person, in order of preference, the indexes of the needs that they fit.
 */
export function assign(
  fits: readonly (readonly number[])[],
  taken: readonly number[] = [],
): number[] | undefined {
  const [mine, ...others] = fits;
  if (!mine) return [];
  for (const need of mine) {
    if (taken.includes(need)) continue;
    const rest = assign(others, [...taken, need]);
    if (rest) return [need, ...rest];
  }
  return undefined;
}
