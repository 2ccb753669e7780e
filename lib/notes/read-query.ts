import { isDate } from "./schema";

/** A search as a person writes it, taken apart. */
export type Query = {
  readonly words: readonly string[];
  readonly phrases: readonly string[];
  /** Words and phrases that must not be there. */
  readonly without: readonly string[];
  readonly system: readonly string[];
  readonly team: readonly string[];
  readonly with: readonly string[];
  readonly after: readonly string[];
};

/** More words than anybody types; each costs a look into the index. */
const MOST_TERMS = 64;

const OPERATORS = ["system", "team", "with", "after"] as const;
type Operator = (typeof OPERATORS)[number];

// An operator's value or a phrase may be quoted; a quote that never closes is no quote.
const TOKEN = /(-?)(?:(system|team|with|after):)?(?:"([^"]*)"|(\S+))/giu;

/**
 * Reads `"exact words"`, `-word`, `system:`, `team:`, `with:` and `after:`. Every text has a reading: what is not
 * one of these is words.
 */
export function readQuery(text: string): Query {
  const query = {
    words: [] as string[],
    phrases: [] as string[],
    without: [] as string[],
    ...(Object.fromEntries(OPERATORS.map((name) => [name, []])) as unknown as Record<Operator, string[]>),
  };
  let terms = 0;
  for (const [whole, minus, operator, quoted, bare] of text.matchAll(TOKEN)) {
    const value = (quoted ?? bare ?? "").trim();
    if (value === "" || ++terms > MOST_TERMS) continue;
    const name = operator?.toLowerCase() as Operator | undefined;
    if (name && minus === "") query[name].push(value);
    else if (name) query.words.push(whole.slice(1));
    else if (minus !== "") query.without.push(value);
    else if (quoted !== undefined) query.phrases.push(value);
    else query.words.push(value);
  }
  return query;
}

/** The date of the last readable `after:`, and those that cannot be read. */
export function readAfter(values: readonly string[]): { after: string; unread: string[] } {
  const dates = values.map((value) => (/^\d{4}$/.test(value) ? `${value}-01-01` : value));
  return {
    after: dates.filter(isDate).at(-1) ?? "",
    unread: dates.filter((value) => !isDate(value)).map((value) => `after:${value}`),
  };
}
