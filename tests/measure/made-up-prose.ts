import { chance } from "./random";

/** Distinct words: made up, since no real text has a rank for each. */
export const WORDS = 60_000;
/** Words of the median note; half of the others are within 100 and 225. */
const MEDIAN_WORDS = 150;
const SPREAD = 0.6;

const STARTS = [
  "b",
  "br",
  "c",
  "cl",
  "d",
  "dr",
  "f",
  "fl",
  "g",
  "gr",
  "h",
  "k",
  "kr",
  "l",
  "m",
  "n",
  "p",
  "pl",
  "qu",
  "r",
  "s",
  "st",
  "t",
  "tr",
  "v",
  "w",
  "z",
];
const MIDDLES = ["a", "e", "i", "o", "u", "ai", "ea", "ou"];
const ENDS = ["", "", "ck", "l", "m", "n", "nd", "p", "r", "rt", "st", "t", "x"];

/** Made-up operations prose in which the word of rank `r` comes with a probability of 1 to `r` (Zipf). */
export type Prose = {
  /** By rank, the most common first. */
  readonly words: readonly string[];
  note(n: number): { readonly title: string; readonly parts: readonly string[] };
};

export function madeUpProse(seed: number): Prose {
  const words = vocabulary(seed);
  const upTo = new Float64Array(WORDS);
  let sum = 0;
  for (let rank = 1; rank <= WORDS; rank++) {
    sum += 1 / rank;
    upTo[rank - 1] = sum;
  }
  const draw = (n: number, at: number): string => {
    const wanted = chance(seed, n, at) * sum;
    let low = 0;
    let high = WORDS - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((upTo[middle] as number) > wanted) high = middle;
      else low = middle + 1;
    }
    return words[low] as string;
  };
  return {
    words,
    note(n) {
      const length = Math.round(MEDIAN_WORDS * Math.exp(SPREAD * normal(seed, n)));
      const drawn = Array.from({ length: Math.max(12, length) }, (_, at) => draw(n, at));
      const third = Math.ceil(drawn.length / 3);
      return {
        title: Array.from({ length: 4 + (n % 4) }, (_, at) => draw(n, -1 - at)).join(" "),
        parts: [0, 1, 2].map((part) => sentences(drawn.slice(part * third, (part + 1) * third))),
      };
    },
  };
}

/** Each different, and none of them another one's plural. */
function vocabulary(seed: number): string[] {
  const words = new Set<string>();
  const pick = (from: readonly string[], ...keys: number[]) =>
    from[Math.floor(chance(seed, ...keys) * from.length)] as string;
  for (let n = 0; words.size < WORDS; n++) {
    const syllables = 2 + Math.floor(chance(seed, n, 1) * 3);
    let word = "";
    for (let at = 0; at < syllables; at++)
      word +=
        pick(STARTS, n, at, 2) + pick(MIDDLES, n, at, 3) + (at + 1 === syllables ? pick(ENDS, n, at, 4) : "");
    words.add(word);
  }
  return [...words];
}

/** Box and Muller's. */
const normal = (seed: number, n: number) =>
  Math.sqrt(-2 * Math.log(1 - chance(seed, n, -101))) * Math.cos(2 * Math.PI * chance(seed, n, -102));

function sentences(words: readonly string[]): string {
  const all: string[] = [];
  for (let at = 0; at < words.length; at += 12) all.push(`${words.slice(at, at + 12).join(" ")}.`);
  return all.join(" ");
}
