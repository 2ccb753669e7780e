/** A term of the notes that may be meant by a word. `similarity`: the share of trigrams they have in common, 0 to 1. */
export type Alike = { readonly term: string; readonly notes: number; readonly similarity: number };

/** Less alike than this are different words. */
const LEAST = 0.4;

/**
 * The term most like a word: the mean of the trigrams and of the letters they have in common, since trigrams alone make
 * too much of letters that changed places, and edits alone too little of a common beginning. Of equals, the one in most
 * notes. None where nothing is alike.
 */
export function closest(word: string, terms: readonly Alike[]) {
  const likely = terms
    .map(({ term, notes, similarity }) => {
      const edited = editDistance(word, term) / Math.max(word.length, term.length);
      return { term, notes, likeness: (similarity + 1 - edited) / 2 };
    })
    .filter(({ likeness }) => likeness >= LEAST)
    .sort((a, b) => b.likeness - a.likeness || b.notes - a.notes || (a.term < b.term ? -1 : 1));
  return likely[0];
}

/**
 * How many letters have to be put in, left out, replaced, or changed with their neighbour, none of them twice (optimal
 * string alignment). Counts UTF-16 units.
 */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(
        (last[j] as number) + 1,
        (row[j - 1] as number) + 1,
        (last[j - 1] as number) + (isSame ? 0 : 1),
        isSwap ? (before[j - 2] as number) + 1 : Infinity,
      );
    }
    [before, last] = [last, row];
  }
  return last[b.length] as number;
}
