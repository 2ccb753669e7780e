import type { AskedTerm, AskedTerms } from "./terms-store";

/** A term, and how many of the notes in which it weighs most are read. */
type Read = { readonly term: string; readonly weight: number; readonly most: number };

/**
 * How the notes are come by from which the best are chosen.
 * `newest`: there is no word to look for. `any`: by the lists of the terms, each cut at the notes in which the term
 * weighs most. `all`: by the list of the rarest required term, the others are looked for in those notes. `pairs`: by the
 * index of neighbouring words, which knows every note that may have the phrases. `filters`: all notes that these leave,
 * and no list.
 */
export type SearchPlan =
  | { readonly kind: "newest"; readonly most: number }
  | { readonly kind: "filters" }
  | { readonly kind: "pairs"; readonly pairs: readonly number[] }
  | { readonly kind: "any"; readonly reads: readonly Read[] }
  | {
      readonly kind: "all";
      readonly depth: Depth;
      readonly first: Read;
      readonly others: readonly Read[];
      /** Required as well, and in so many notes that each is asked for it instead. */
      readonly asked: readonly string[];
    };

/** A list that is not cut: more than there can be notes. */
const WHOLE = 2_000_000_000;

/** How far lists are read: as far as nearly always matters, ten times as far, to their end. */
export type Depth = "first" | "deeper" | "whole";

/** Rows of all lists together that a search reads, and the fewest of each list. */
const MOST_READ = { first: 4_000, deeper: 40_000, whole: WHOLE };
const LEAST_READ = 1_000;
/** The same where a note needs all of the terms, and is asked for those on whose lists it was not. */
const LEAST_OF_ALL = 500;
/** Of one list alone the beginning is known to be the best. */
const MOST_OF_ONE = 1_500;
/** Sessions, the newest first; some have no note. */
const MOST_NEWEST = { first: 1_000, deeper: 40_000, whole: WHOLE };
/** Rows of the rarest required term. */
const MOST_REQUIRED = { first: 1_500, deeper: 10_000, whole: WHOLE };
/** The list of a required term that stands in more notes than this is not read beside that of the rarest one. */
const OFTEN = 50_000;

/**
 * BM25's rarity of a term (Robertson and Zaragoza, 2009, with 1 added as Lucene does, so that no term counts against a
 * note), lessened where the term is only like the word that was typed.
 */
function weightOf({ notes, likeness }: Pick<AskedTerm, "notes" | "likeness">, allNotes: number): number {
  const known = Math.max(notes, 1);
  const all = Math.max(allNotes, known);
  return likeness * Math.log(1 + (all - known + 0.5) / (known + 0.5));
}

/** Every term of a search once, with its weight. */
export function weighAll({ wanted, required, notes }: AskedTerms): { term: string; weight: number }[] {
  const once = new Map([...required, ...wanted].map((asked) => [asked.term, asked]));
  return [...once.values()].map((asked) => ({ term: asked.term, weight: weightOf(asked, notes) }));
}

export function planSearch(
  { wanted, required, phrases, unwantedPhrases, notes }: AskedTerms,
  depth: Depth,
): SearchPlan {
  const isWhole = depth === "whole";
  const weigh = (term: AskedTerm, most: number): Read => ({
    term: term.term,
    weight: weightOf(term, notes),
    most: isWhole ? WHOLE : most,
  });
  const [first, ...others] = required;
  // Where even the rarest stands in very many, the best are found by the lists of all, and asked for what they lack.
  const areAllOften =
    depth === "first" &&
    others.length > 0 &&
    (first?.notes ?? 0) > OFTEN &&
    phrases.length + unwantedPhrases.length + wanted.length === 0;
  if (first && !areAllOften) {
    const isListed = ({ notes: n }: AskedTerm) => isWhole || n <= OFTEN;
    return {
      kind: "all",
      depth,
      first: weigh(first, MOST_REQUIRED[depth]),
      others: others.filter(isListed).map((other) => weigh(other, WHOLE)),
      asked: others.filter((other) => !isListed(other)).map(({ term }) => term),
    };
  }
  const listed = areAllOften ? required : wanted;
  if (listed.length === 0) return { kind: "newest", most: MOST_NEWEST[depth] };
  let left = areAllOften || (listed.length === 1 && depth === "first") ? MOST_OF_ONE : MOST_READ[depth];
  const rarestFirst = [...listed].sort((a, b) => a.notes - b.notes);
  const reads = rarestFirst.map((term, n) => {
    const most = Math.max(
      areAllOften ? LEAST_OF_ALL : LEAST_READ,
      Math.floor(left / (rarestFirst.length - n)),
    );
    left -= Math.min(term.notes, most);
    return weigh(term, most);
  });
  return { kind: "any", reads };
}
