/** A note as its title and its text, in words that are their own stems. */
export type PlainNote = { readonly title: readonly string[]; readonly text: readonly string[] };

const K1 = 1.2;
const B = 0.75;

const times = (word: string, words: readonly string[]) => words.filter((one) => one === word).length;
const lengthOf = ({ title, text }: PlainNote) => 2 * title.length + text.length;
/** Lengths count in steps of a sixteenth of a power of e. */
const rounded = (length: number) => Math.exp(Math.round(Math.log(length) * 16) / 16);

/**
 * BM25 from its definition, as slow and plain as can be: the title counts twice, the mean length is `mean`, rarity is
 * that of all notes given.
 */
export function plainScores(notes: readonly PlainNote[], query: readonly string[], mean: number): number[] {
  return notes.map((note) => {
    let score = 0;
    for (const word of new Set(query)) {
      const inNotes = notes.filter(({ title, text }) => times(word, [...title, ...text]) > 0).length;
      if (inNotes === 0) continue;
      const rarity = Math.log(1 + (notes.length - inNotes + 0.5) / (inNotes + 0.5));
      const f = 2 * times(word, note.title) + times(word, note.text);
      score += (rarity * f * (K1 + 1)) / (f + K1 * (1 - B + (B * rounded(lengthOf(note))) / mean));
    }
    return score;
  });
}

export const meanLength = (notes: readonly PlainNote[]) =>
  notes.reduce((sum, note) => sum + lengthOf(note), 0) / notes.length;
