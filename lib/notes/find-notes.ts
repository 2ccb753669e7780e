import type { Context } from "../context";
import { parse } from "../input";
import { countOne } from "../people/limits";
import { dateIn, startOfDay } from "../time/zone";
import { namesOf, namesToFilters } from "./filters-store";
import { passageOf, piecesOf } from "./passages";
import { beginningsOf, passagesOf } from "./passages-store";
import { planSearch, type SearchPlan, weighAll } from "./plan-search";
import { type Query, readAfter, readQuery } from "./read-query";
import { type Correction, type FilterKind, FindNotes, type FoundNote, type FoundNotes } from "./schema";
import { isNarrow, MOST_FOUND, type Search, searchNotes } from "./search-store";
import { type AskedTerm, type AskedTerms, conditionOf, hitsOf, readTerms, writtenAs } from "./terms-store";

const PAGE_SIZE = 10;
const PASSAGES_PER_NOTE = 3;

/**
 * Notes by words and filters, best first (BM25): any of the words may be there, phrases have to be. A word that nobody
 * wrote is read as the one most like it. Every text is a search that has an answer. Private sessions are neither found
 * nor counted nor suggested, except to those who sat in them. Of what is found the best 500 count; `isMore` says so.
 * `after` is a day in the actor's zone.
 * @throws {DomainError} `invalid`, `limited`
 */
export async function findNotes(context: Context, input: unknown): Promise<FoundNotes> {
  const { db, actor, now } = context;
  const { q, page, ...given } = parse(FindNotes, input);
  const query = readQuery(q);
  const [{ filters, chosen, unread, limits, isFew }, asked] = await Promise.all([
    allFilters(db, query, given, actor.zone),
    readTerms(db, actor.personId, query),
    // Beside the first reads, so that it takes no time of its own.
    countOne(context, "search"),
  ]);
  const isAsked = asked.wanted.length + asked.required.length > 0;
  const hits = isAsked ? hitsOf(asked.wanted, query) : null;
  const found = await bestNotes(db, asked, isFew, {
    viewerId: actor.personId,
    required: asked.required.map(({ term }) => term),
    unwanted: asked.unwanted,
    condition: conditionOf(asked),
    hits,
    limit: PAGE_SIZE,
    offset: (page - 1) * PAGE_SIZE,
    hasFacets: true,
    filters: limits,
  });
  const ids = found.page.map(({ note }) => note.id);
  // Where a hit is in the title alone, the note is shown as it begins: asked at once, since asking twice takes longer.
  const [passages, begins] = await Promise.all([
    hits ? passagesOf(db, ids, hits, PASSAGES_PER_NOTE) : [],
    beginningsOf(db, ids),
  ]);
  const notes = found.page.map(({ note, heading }) => {
    const fitting = passages.filter(({ id }) => id === note.id);
    const shown = fitting.length > 0 ? fitting : begins.filter(({ id }) => id === note.id);
    return { ...note, heading: piecesOf(heading), passages: shown.map(passageOf) };
  });
  return {
    q,
    zone: actor.zone,
    today: dateIn(now, actor.zone),
    filters,
    chosen,
    matched: isAsked ? (found.hasAll ? "all" : "any") : "none",
    corrected: await corrections(db, asked.wanted, notes),
    unread,
    total: found.total,
    isMore: found.isMore,
    page,
    pages: Math.max(1, Math.ceil(found.total / PAGE_SIZE)),
    notes,
    facets: { system: found.systems, team: found.teams, with: found.people },
  };
}

/**
 * Notes with phrases are all looked at where they are few. Otherwise long lists of words are cut at the notes in which
 * the word weighs most. Where the filters, or who may see what, leave less than the page asked for of those, the lists
 * are read further; where they leave nothing, to their end.
 */
async function bestNotes(
  db: Context["db"],
  asked: AskedTerms,
  isFew: boolean,
  search: Omit<Search, "plan" | "terms">,
) {
  const run = (plan: SearchPlan) => searchNotes(db, { ...search, terms: weighAll(asked), plan });
  if (isFew) return run({ kind: "filters" });
  if (asked.pairs.length > 0) {
    const all = await run({ kind: "pairs", pairs: asked.pairs });
    if (!all.isMore || all.total > 0) return all;
  }
  // Of phrases a first page need not be full: their notes come one by one out of very many.
  const enough =
    search.condition && search.offset === 0 ? 1 : Math.min(search.offset + search.limit, MOST_FOUND);
  let found = await run(planSearch(asked, "first"));
  if (found.total < enough && found.isMore) found = await run(planSearch(asked, "deeper"));
  const least = search.offset > 0 ? enough : 1;
  return found.total < least && found.isMore ? run(planSearch(asked, "whole")) : found;
}

/** What was read otherwise than typed, in the words of the notes on this page. */
async function corrections(
  db: Context["db"],
  wanted: readonly AskedTerm[],
  notes: readonly FoundNote[],
): Promise<Correction[]> {
  const others = wanted.filter(({ likeness }) => likeness < 1);
  if (others.length === 0 || notes.length === 0) return [];
  const words = notes
    .flatMap(({ heading, passages }) => [...heading, ...passages.flatMap((one) => one.pieces)])
    .filter(({ isHit }) => isHit)
    .map(({ text }) => text.toLowerCase());
  const written = await writtenAs(
    db,
    others.map(({ term }) => term),
    [...new Set(words)],
  );
  return others.flatMap(({ typed, term }) => {
    const to = written.get(term);
    return to ? [{ from: typed, to }] : [];
  });
}

const KINDS = ["system", "team", "with"] as const;

/** Filters of the address and of the text together; those of the address that name nothing are none. */
async function allFilters(
  db: Context["db"],
  query: Query,
  given: Omit<FindNotes, "q" | "page">,
  zone: string,
) {
  const named = await namesToFilters(db, query);
  const { after, unread } = readAfter(query.after);
  const asked = (kind: FilterKind) => [
    ...new Set([...given[kind], ...named[kind].flatMap(({ value }) => value ?? [])]),
  ];
  const chosen = await namesOf(db, {
    slugs: asked("system"),
    teamIds: asked("team"),
    personIds: asked("with"),
  });
  const known = (kind: FilterKind) =>
    chosen.filter((filter) => filter.kind === kind).map(({ value }) => value);
  const nothing = KINDS.flatMap((kind) =>
    named[kind].filter(({ value }) => value === null).map(({ name }) => `${kind}:${name}`),
  );
  const filters = {
    system: known("system"),
    team: known("team"),
    with: known("with"),
    after: after || given.after,
  };
  const limits = {
    slugs: filters.system,
    teamIds: filters.team,
    personIds: filters.with,
    afterAt: filters.after === "" ? null : startOfDay(filters.after, zone),
  };
  return { chosen, filters, limits, isFew: await isNarrow(db, limits), unread: [...nothing, ...unread] };
}
