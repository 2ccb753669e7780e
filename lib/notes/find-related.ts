import type { Context } from "../context";
import { parse } from "../input";
import { countOne } from "../people/limits";
import { passageOf } from "./passages";
import { passagesOf } from "./passages-store";
import { planSearch, weighAll } from "./plan-search";
import { type RelatedNote, RelatedTo } from "./schema";
import { searchNotes, systemNames } from "./search-store";
import { type AskedTerms, hitsOf, readTerms } from "./terms-store";

const MOST_NOTES = 3;
/** Words of a request that are compared, those of its title first. */
const MOST_WORDS = 120;
/** Of their terms, those that tell most. */
const MOST_TERMS = 16;
/** A note is on the same thing if it has some of the terms, and these weigh this share of all: one word alone is chance. */
const LEAST_TERMS = 2;
const LEAST_SHARE = 0.3;

const NO_FILTERS = { slugs: [], teamIds: [], personIds: [], afterAt: null };

/**
 * Past notes on what a request is about, the closest first, three at most, each with the passage that fits: by the words
 * of its title and text and the names of its systems. Private ones only for those who sat there.
 * @throws {DomainError} `invalid`, `limited`
 */
export async function findRelated(context: Context, input: unknown): Promise<{ notes: RelatedNote[] }> {
  const { db, actor } = context;
  const { title, text, systemIds, requestId } = parse(RelatedTo, input);
  const [names] = await Promise.all([
    systemIds.length > 0 ? systemNames(db, systemIds) : [],
    countOne(context, "search"),
  ]);
  const words = [title, ...names, text].flatMap((part) => part.split(/\s+/u)).filter((word) => word !== "");
  if (words.length === 0) return { notes: [] };
  const query = { words: [...new Set(words)].slice(0, MOST_WORDS), phrases: [], without: [] };
  const asked = mostTelling(await readTerms(db, actor.personId, query));
  if (asked.wanted.length === 0) return { notes: [] };
  const hits = hitsOf(asked.wanted, query);
  const { page } = await searchNotes(db, {
    viewerId: actor.personId,
    plan: planSearch(asked, "first"),
    terms: weighAll(asked),
    ...{
      required: [],
      unwanted: [],
      condition: null,
      hits: null,
      filters: NO_FILTERS,
      hasFacets: false,
    },
    ...{ limit: MOST_NOTES, offset: 0, exceptRequestId: requestId },
  });
  const least = Math.min(LEAST_TERMS, words.length);
  const close = page.flatMap(({ note, terms, share }) =>
    terms >= least && share >= LEAST_SHARE ? [note] : [],
  );
  const passages = await passagesOf(
    db,
    close.map(({ id }) => id),
    hits,
    1,
  );
  return {
    notes: close.map((note) => {
      const best = passages.find(({ id }) => id === note.id);
      return { ...note, passage: best ? passageOf(best) : null };
    }),
  };
}

function mostTelling(asked: AskedTerms): AskedTerms {
  const weights = new Map(weighAll(asked).map(({ term, weight }) => [term, weight]));
  const weigh = (term: string) => weights.get(term) ?? 0;
  const known = asked.wanted.filter(({ notes }) => notes > 0);
  const wanted = known.toSorted((a, b) => weigh(b.term) - weigh(a.term)).slice(0, MOST_TERMS);
  return { ...asked, wanted };
}
