import type { Context } from "../context";
import { parse } from "../input";
import { dateIn, startOfDay } from "../time/zone";
import { piecesOf } from "./passages";
import { type Query, readAfter, readQuery } from "./read-query";
import { type FilterKind, FindNotes, type FoundNotes, type Passage } from "./schema";
import * as store from "./search-store";

const PAGE_SIZE = 20;
const PASSAGES_PER_NOTE = 3;

/**
 * Notes by words and filters, best first: all words, or where no note has all of them, any. Every text is a search that
 * has an answer. Private sessions are neither found nor counted, except by those who sat in them.
 * `after` is a day in the actor's zone.
 * @throws {DomainError} `invalid`
 */
export async function findNotes({ db, actor, now }: Context, input: unknown): Promise<FoundNotes> {
  const { q, page, ...given } = parse(FindNotes, input);
  const query = readQuery(q);
  const { filters, chosen, unread } = await allFilters(db, query, given);
  const any = store.tsquery(query, true);
  const isAsked = (await store.countTerms(db, any)) > 0;
  const search = {
    viewerId: actor.personId,
    isAsked,
    hits: store.tsquery({ ...query, without: [] }, true),
    limit: PAGE_SIZE,
    offset: (page - 1) * PAGE_SIZE,
    filters: {
      slugs: filters.system,
      teamIds: filters.team,
      personIds: filters.with,
      afterAt: filters.after === "" ? null : startOfDay(filters.after, actor.zone),
    },
  };
  let found = await store.searchNotes(db, { ...search, query: store.tsquery(query, false) });
  const isLoose = isAsked && found.total === 0;
  if (isLoose) found = await store.searchNotes(db, { ...search, query: any });

  const ids = found.page.map(({ id }) => id);
  const passages = isAsked ? await store.passagesOf(db, ids, search.hits) : [];
  const told = new Set(passages.map(({ id }) => id));
  const begins = await store.beginningsOf(
    db,
    ids.filter((id) => !told.has(id)),
  );
  return {
    q,
    zone: actor.zone,
    today: dateIn(now, actor.zone),
    filters,
    chosen,
    matched: isAsked ? (isLoose ? "any" : "all") : "none",
    unread,
    total: found.total,
    page,
    pages: Math.max(1, Math.ceil(found.total / PAGE_SIZE)),
    notes: found.page.map(({ heading, ...note }) => ({
      ...note,
      heading: pieces(heading),
      passages: [...passages, ...begins]
        .filter(({ id }) => id === note.id)
        .slice(0, PASSAGES_PER_NOTE)
        .map(passage),
    })),
    facets: { system: found.systems, team: found.teams, with: found.people },
  };
}

const pieces = (text: string) => piecesOf(text, store.HIT_START, store.HIT_END);

const passage = ({ part, by, text, isCutBefore, isCutAfter }: store.PassageRow): Passage => ({
  part,
  by,
  pieces: [
    ...(isCutBefore ? [{ text: "… ", isHit: false }] : []),
    ...pieces(text),
    ...(isCutAfter ? [{ text: " …", isHit: false }] : []),
  ],
});

const KINDS = ["system", "team", "with"] as const;

/** Filters of the address and of the text together; those of the address that name nothing are none. */
async function allFilters(db: Context["db"], query: Query, given: Omit<FindNotes, "q" | "page">) {
  const named = await store.namesToFilters(db, query);
  const { after, unread } = readAfter(query.after);
  const asked = (kind: FilterKind) => [
    ...new Set([...given[kind], ...named[kind].flatMap(({ value }) => value ?? [])]),
  ];
  const chosen = await store.namesOf(db, {
    slugs: asked("system"),
    teamIds: asked("team"),
    personIds: asked("with"),
  });
  const known = (kind: FilterKind) =>
    chosen.filter((filter) => filter.kind === kind).map(({ value }) => value);
  const nothing = KINDS.flatMap((kind) =>
    named[kind].filter(({ value }) => value === null).map(({ name }) => `${kind}:${name}`),
  );
  return {
    chosen,
    filters: {
      system: known("system"),
      team: known("team"),
      with: known("with"),
      after: after || given.after,
    },
    unread: [...nothing, ...unread],
  };
}
