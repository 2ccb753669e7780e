import type { Prose } from "./made-up-prose";
import { WORDS } from "./made-up-prose";
import { PRIVATE } from "./notes-fill";
import { chance } from "./random";

/** Ranks of the words of each kind: where they stand in some, in thousands, and in nearly all of 200,000 notes. */
const RANKS = { rare: [40_000, WORDS], middling: [500, 5_000], common: [0, 40] } as const;
type Rank = keyof typeof RANKS;
const ALL = Object.keys(RANKS) as Rank[];

type Ask = (n: number) => string;

/** For each kind what the n-th search of it is. The same seed asks the same. */
export function questionKinds(prose: Prose, count: number, names: { system: string; person: string }) {
  const pick = (rank: Rank, n: number, at: number): string => {
    const [from, to] = RANKS[rank];
    return prose.words[from + Math.floor(chance(77, n, at) * (to - from))] as string;
  };
  const mixed = (n: number, at: number) =>
    pick(ALL[Math.floor(chance(78, n, at) * ALL.length)] as Rank, n, at);
  const some = (words: number, n: number, of: (n: number, at: number) => string) =>
    Array.from({ length: words }, (_, at) => of(n, at));
  const row = (n: number, words: number): string => {
    const { parts } = prose.note(publicOne(Math.floor(chance(79, n) * count)));
    const part = (parts[1] as string).replaceAll(".", "").split(" ");
    const from = Math.floor(chance(80, n) * Math.max(1, part.length - words));
    return part.slice(from, from + words).join(" ");
  };
  const kinds: Record<string, Ask> = {
    rare: (n) => pick("rare", n, 0),
    middling: (n) => pick("middling", n, 0),
    common: (n) => pick("common", n, 0),
    "two words": (n) => some(2, n, mixed).join(" "),
    "three words": (n) => some(3, n, mixed).join(" "),
    "two common words": (n) => some(2, n, (m, at) => pick("common", m, at)).join(" "),
    "both of two words": (n) => `"${pick("middling", n, 0)}" "${pick("common", n, 1)}"`,
    "all of three words": (n) => some(3, n, (m, at) => `"${pick("common", m, at)}"`).join(" "),
    "without a word": (n) => `${pick("common", n, 0)} -${pick("common", n, 1)}`,
    misspelt: (n) => misspelt(pick(n % 2 ? "middling" : "common", n, 0), n),
    "two misspelt words": (n) => some(2, n, (m, at) => misspelt(mixed(m, at), m + at)).join(" "),
    question: (n) => row(n, 10),
    "phrase of two": (n) => `"${row(n, 2)}"`,
    "phrase of three": (n) => `"${row(n, 3)}"`,
    "phrase of common words": (n) => `"${some(2, n, (m, at) => pick("common", m, at)).join(" ")}"`,
    filtered: (n) => `${mixed(n, 0)} ${n % 2 ? `system:${names.system}` : `with:"${names.person}"`}`,
    "since a day": (n) => `${pick("common", n, 0)} after:${n % 2 ? 2025 : 2018}`,
    newest: () => "",
  };
  return kinds;
}

/** One in `PRIVATE` notes is not for everybody, and what is not found is answered sooner. */
const publicOne = (n: number) => (n % PRIVATE === 0 ? n + 1 : n);

/** Two neighbouring letters change places, or one is missing. */
function misspelt(word: string, n: number): string {
  const at = 1 + Math.floor(chance(81, n) * (word.length - 2));
  return n % 2
    ? word.slice(0, at) + word.slice(at + 1)
    : word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
}
