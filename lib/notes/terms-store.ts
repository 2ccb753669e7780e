import { type SQL, sql } from "drizzle-orm";
import type { Db } from "../context";
import { texts } from "../sql-store";
import { visibleTo } from "../visible-store";
import { type Alike, closest } from "./likeness";
import type { Query } from "./read-query";

/** A word of the search as the index has it. */
export type AskedTerm = {
  readonly term: string;
  /** In how many notes that everybody may read, when they were last counted; 0: in none, or in a new one. */
  readonly notes: number;
  /** 1, or how much the term is like the word that was typed, which stands in no note. */
  readonly likeness: number;
  /** The word as it was typed. */
  readonly typed: string;
};

export type AskedTerms = {
  /** Any of these may be there. */
  readonly wanted: readonly AskedTerm[];
  /** All of these have to be there: the words of phrases. */
  readonly required: readonly AskedTerm[];
  /** None of these may be there. */
  readonly unwanted: readonly string[];
  /** Phrases of several words that have to be there, and that must not: these are looked for in the notes' own text. */
  readonly phrases: readonly string[];
  readonly unwantedPhrases: readonly string[];
  /** The neighbouring words of the phrases, as the index of them has them. */
  readonly pairs: readonly number[];
  /** How many notes everybody may read, when they were last counted. */
  readonly notes: number;
};

type Words = Pick<Query, "words" | "phrases" | "without">;

const exactly = (text: SQL): SQL => sql`phraseto_tsquery('deskside', ${text})`;
const exact = (text: string): SQL => exactly(sql`${text}`);

/** Those of these texts that are several words, not one, nor none but stop words. */
const several = (given: readonly string[]): SQL => sql`(
  select coalesce(json_agg(g.text order by g.place), '[]') from unnest(${texts(given)}) with ordinality g(text, place)
  where numnode(${exactly(sql`g.text`)}) > 1)`;

/** What the text of each note found has to fulfil. Built of parts that Postgres reads as plain words: no text is a syntax error. */
export const conditionOf = ({
  phrases,
  unwantedPhrases,
}: Pick<AskedTerms, "phrases" | "unwantedPhrases">): SQL | null =>
  phrases.length + unwantedPhrases.length === 0
    ? null
    : sql`(''::tsquery${sql.join(
        [
          ...phrases.map((text) => sql` && ${exact(text)}`),
          ...unwantedPhrases.map((text) => sql` && !! ${exact(text)}`),
        ],
        sql``,
      )})`;

/** What is highlighted: any of the terms, and the phrases. */
export const hitsOf = (terms: readonly AskedTerm[], { phrases }: Pick<Words, "phrases">): SQL =>
  sql`(''::tsquery${sql.join(
    [
      ...terms.map(({ term }) => sql` || phraseto_tsquery('simple', ${term})`),
      ...phrases.map((text) => sql` || ${exact(text)}`),
    ],
    sql``,
  )})`;

/** How many of the terms that share most trigrams with a word are compared with it letter by letter. */
const MOST_ALIKE = 20;

/**
 * The words of a search as terms: stemmed, without stop words, each once. A word that stands in no note that the person
 * may read, whatever was counted, becomes the term most like it that stands in a note that everybody may read, so nothing private is ever
 * suggested. Where nothing is alike it stays as it is, and finds nothing.
 */
export async function readTerms(db: Db, viewerId: string, query: Words): Promise<AskedTerms> {
  const [row] = await db.execute<Omit<AskedTerms, "wanted"> & { found: FoundTerm[] }>(sql`
    with asked as (
      select distinct on (s.term) w.word, w.place, s.term
      from unnest(${texts(query.words)}) with ordinality w(word, place),
        unnest(tsvector_to_array(to_tsvector('deskside', w.word))) s(term) order by s.term, w.place),
    counted as materialized (
      select asked.*, f.notes from asked left join term_frequencies f on f.term = asked.term),
    seen as materialized (
      select c.term from counted c cross join lateral (select from note_terms t
        join sessions ss on ss.id = t.session_id where t.term = c.term and ${visibleTo(viewerId)} limit 1) here),
    unknown as materialized (
      select term from counted where term not in (select term from seen) and term ~ '[[:alpha:]]'),
    wanted as (
      select c.place, c.word as typed, c.term, coalesce(c.notes, 0) as notes, case when c.term in (select term from unknown)
        then (select coalesce(json_agg(a order by a.similarity desc, a.notes desc, a.term), '[]')
          from terms_alike(c.term, ${MOST_ALIKE}) a
          cross join lateral (select from note_terms t join sessions ss on ss.id = t.session_id
            where t.term = a.term and not ss.is_private limit 1) here) end as alike
      from counted c),
    required as (
      select distinct s.term, coalesce(f.notes, 0) as notes, 1 as likeness, p.phrase as typed
      from unnest(${texts(query.phrases)}) p(phrase),
        unnest(tsvector_to_array(to_tsvector('deskside', p.phrase))) s(term)
      left join term_frequencies f on f.term = s.term)
    select
      (select coalesce(json_agg(w order by w.place, w.term), '[]') from wanted w) as found,
      (select coalesce(json_agg(r order by r.notes, r.term), '[]') from required r) as required,
      ${several(query.phrases)} as phrases,
      ${several(query.without)} as "unwantedPhrases",
      (select coalesce(json_agg(distinct pair), '[]') from unnest(${texts(query.phrases)}) p(phrase),
        unnest(note_pairs(to_tsvector('deskside', p.phrase))) pair) as pairs,
      (select coalesce(json_agg(distinct s.term), '[]') from unnest(${texts(query.without)}) w(word),
        unnest(tsvector_to_array(to_tsvector('deskside', w.word))) s(term) where numnode(${exactly(sql`w.word`)}) = 1) as unwanted,
      coalesce((select notes from search_statistics), 0) as notes`);
  const { found, ...others } = row as NonNullable<typeof row>;
  return { ...others, wanted: onceEach(found.map(asWritten)) };
}

/** `alike`: the terms that might be meant, where the word stands in no note. */
type FoundTerm = Omit<AskedTerm, "likeness"> & { readonly alike: readonly Alike[] | null };

function asWritten({ alike, ...asked }: FoundTerm): AskedTerm {
  const meant = closest(asked.term, alike ?? []);
  return meant ? { ...meant, typed: asked.typed } : { ...asked, likeness: 1 };
}

/** Of two words that mean one term, the one that is more like it. */
function onceEach(terms: readonly AskedTerm[]): AskedTerm[] {
  const best = new Map<string, AskedTerm>();
  for (const term of terms) {
    const other = best.get(term.term);
    if (!other || other.likeness < term.likeness) best.set(term.term, term);
  }
  return [...best.values()];
}

/** How the notes write these terms: for each the first of the words that stems to it. */
export async function writtenAs(
  db: Db,
  terms: readonly string[],
  words: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db.execute<{ term: string; word: string }>(sql`
    select distinct on (s.term) s.term, w.word from unnest(${texts(words)}) with ordinality w(word, place),
      unnest(tsvector_to_array(to_tsvector('deskside', w.word))) s(term)
    where s.term = any(${texts(terms)}) order by s.term, w.place`);
  return new Map([...rows].map(({ term, word }) => [term, word]));
}
