import { type SQL, sql } from "drizzle-orm";
import type { Db } from "../context";
import { texts, uuids } from "../sql-store";
import { isTheirs, visibleTo } from "../visible-store";
import { type Filters, filtered } from "./filters-store";
import { HIT_END, HIT_START } from "./passages";
import type { SearchPlan } from "./plan-search";
import type { Facet, NoteSummary } from "./schema";
import { summary } from "./sql-store";

export type Search = {
  readonly viewerId: string;
  readonly plan: SearchPlan;
  /** Every term and its weight, for the score of those notes that are shown. */
  readonly terms: readonly { readonly term: string; readonly weight: number }[];
  readonly required: readonly string[];
  readonly unwanted: readonly string[];
  /** What the text of each note has to fulfil, as a `tsquery`. */
  readonly condition: SQL | null;
  readonly hits: SQL | null;
  readonly filters: Filters;
  readonly limit: number;
  readonly offset: number;
  /** The request whose own sessions are left out. */
  readonly exceptRequestId?: string;
  readonly hasFacets: boolean;
};

type Hit = {
  readonly note: NoteSummary;
  readonly heading: string;
  /** How many of the terms it has, and how much of the weight of all terms is theirs; 0 where there are none. */
  readonly terms: number;
  readonly share: number;
};

export type Matched = {
  /** At most `MOST_FOUND`. */
  total: number;
  /** Whether there may be more than that: not all were looked at. */
  isMore: boolean;
  /** Whether one of them has all the terms. */
  hasAll: boolean;
  page: Hit[];
  systems: Facet[];
  teams: Facet[];
  people: Facet[];
};

/** The best of what is found are counted, filtered and turned over; who needs the last of them needs another search. */
export const MOST_FOUND = 500;
/** Lookups of a term in a note when the best are scored with all their terms, and how many are scored so. */
const MOST_LOOKUPS = 1_500;
const FEWEST_SCORED = 50;
const MOST_SCORED = 200;
/** Notes of which the text is compared with a phrase. */
const MOST_COMPARED = { first: 1_500, deeper: 8_000, whole: 2_000_000_000 };
/** From so many notes with a phrase on, the best of them are found by the lists of its words. */
const MOST_NEIGHBOURS = 1_000;
/** Filters that leave no more than this are narrow. */
const NARROW = 1_500;

const MOST_FACETS = 8;
const WHOLE_LINE = `StartSel=${HIT_START}, StopSel=${HIT_END}, HighlightAll=true`;

const hasAny = ({ slugs, teamIds, personIds, afterAt }: Filters) =>
  slugs.length + teamIds.length + personIds.length > 0 || afterAt !== null;

/** Whether the filters leave so few notes that all of them are looked at, and no list of a term is read. */
export async function isNarrow(db: Db, filters: Filters): Promise<boolean> {
  if (!hasAny(filters)) return false;
  const [row] = await db.execute<{ n: number }>(sql`
    select count(*)::int as n from (select from sessions ss where true ${filtered(filters)} limit ${NARROW + 1}) f`);
  return Number(row?.n) <= NARROW;
}

type Reads = readonly { readonly term: string; readonly weight: number; readonly most: number }[];

const list = ({ term, most }: Reads[number]): SQL => sql`
  select session_id, impact from note_terms where term = ${term} order by impact desc, session_id limit ${most}`;

/** Notes by the lists of terms, with what these lists say of their score; `cut`: whether a list was not read to its end. */
const byAny = (reads: Reads): SQL => sql`
  posting as materialized (${sql.join(
    reads.map(
      (read, n) => sql`(select ${n}::int as n, session_id as id, ${read.weight}::float8 * impact as score
        from (${list(read)}) l)`,
    ),
    sql` union all `,
  )}),
  cut_list as materialized (select n from posting group by n having count(*) >= min(case n ${sql.join(
    reads.map(({ most }, n) => sql` when ${n}::int then ${most}::int`),
    sql``,
  )} end)),
  cut as (select exists (select from cut_list) as is_cut),
  candidate as (${
    reads.length === 1
      ? sql`select id, score, 1::bigint as lists from posting order by score desc, id`
      : sql`select id, sum(score) as score, bit_or(1::bigint << (n % 64)) as lists from posting group by id
          order by score desc, id`
  })`;

const byAll = ({ first, others }: Extract<SearchPlan, { kind: "all" }>, most: number): SQL => sql`
  posting as materialized (select p.session_id as id, ${first.weight}::float8 * p.impact ${sql.join(
    others.map(({ weight }, n) => sql` + ${weight}::float8 * ${sql.raw(`t${n}`)}.impact`),
    sql``,
  )} as score
    from (${list(first)}) p ${sql.join(
      others.map(({ term }, n) => {
        const t = sql.raw(`t${n}`);
        return sql` join note_terms ${t} on ${t}.session_id = p.session_id and ${t}.term = ${term}`;
      }),
      sql``,
    )}),
  cut as (select (select count(*) from (${list(first)}) l) >= ${first.most} or (select count(*) from posting) > ${most} as is_cut),
  candidate as (select id, score from posting order by score desc, id limit ${most})`;

const newest = (most: number): SQL => sql`
  candidate as materialized (select id, start_at as score from sessions order by start_at desc, id limit ${most}),
  cut as (select count(*) >= ${most} as is_cut from candidate)`;

/** Sessions the filters leave. */
const narrow = (filters: Filters): SQL => sql`
  select ss.id, ss.start_at from sessions ss where true ${filtered(filters)}`;

/**
 * Sessions with notes that fulfil the condition, by the words that have to be neighbours there: the index keeps a number
 * of each pair, and two may share one.
 */
const neighbours = (pairs: readonly number[], condition: SQL | null): SQL => sql`
  select n.session_id as id from notes n where note_pairs(n.search) @> ${`{${pairs.join(",")}}`}::int[]
    ${condition ? sql`and n.search @@ ${condition}` : sql``} limit ${MOST_NEIGHBOURS}`;

/** All of few notes, with their whole score; none if they are not few. */
const byWhole = (few: SQL, isAsked: boolean): SQL => sql`
  narrow as materialized (${few}),
  cut as (select count(*) >= ${MOST_NEIGHBOURS} as is_cut from narrow),
  candidate as (${
    isAsked
      ? sql`select narrow.id, sum(asked.weight * found.impact) as score from narrow cross join asked cross join cut
          cross join lateral (select impact from note_terms t
            where t.session_id = narrow.id and t.term = asked.term limit 1) found where not is_cut group by narrow.id`
      : sql`select id, start_at as score from narrow`
  } order by score desc, id)`;

function candidates({ plan, filters, terms, condition }: Search): SQL {
  switch (plan.kind) {
    case "filters":
      return byWhole(narrow(filters), terms.length > 0);
    case "pairs":
      return byWhole(neighbours(plan.pairs, condition), true);
    case "any":
      return byAny(plan.reads);
    case "newest":
      return newest(plan.most);
    case "all":
      return byAll(plan, condition ? MOST_COMPARED[plan.depth] : plan.first.most);
  }
}

const here = (term: string): SQL =>
  sql`exists (select from note_terms t where t.session_id = c.id and t.term = ${term} offset 0)`;

/** That the note `c` has these terms. */
const hasTerms = (terms: readonly string[]): SQL =>
  sql.join(
    terms.map((term) => sql` and ${here(term)}`),
    sql``,
  );

/** That it has those of these terms on whose lists it was not found. */
const hasOthers = (reads: Reads, terms: readonly string[]): SQL =>
  sql.join(
    reads.flatMap(({ term }, n) =>
      terms.includes(term) ? [sql` and (c.lists & (1::bigint << ${n}::int) <> 0 or ${here(term)})`] : [],
    ),
    sql``,
  );

const hasNone = (terms: readonly string[]): SQL =>
  sql.join(
    terms.map((term) => sql` and not ${here(term)}`),
    sql``,
  );

/**
 * One page of what is found, best first, and what the filters would leave. Notes come in the order of what is known of
 * their score, are asked one by one whether the person may see them and whether they fulfil the filters, until there
 * are enough; `limit 1` keeps the planner to that. Drizzle sends its statements unprepared, so the plan is made for
 * these words and not for any: a prepared one changes for the worse at its sixth execution.
 */
export async function searchNotes(db: Db, search: Search): Promise<Matched> {
  const { viewerId, terms, condition, hits, filters, limit, offset, plan, exceptRequestId } = search;
  const asked = plan.kind === "any" ? plan.reads : terms;
  const scored = Math.min(
    MOST_SCORED,
    Math.max(FEWEST_SCORED, Math.floor(MOST_LOOKUPS / Math.max(1, terms.length))),
  );
  const wanted = plan.kind === "all" ? plan.asked : search.required;
  // Looked up first; but where a text has to be read, what it says of its words comes with it.
  const words = sql`${plan.kind === "any" ? hasOthers(plan.reads, wanted) : hasTerms(wanted)} ${hasNone(search.unwanted)}`;
  // A note that is written but has no terms is nowhere but in the list of all notes.
  const isListed = plan.kind === "pairs" || (terms.length > 0 && condition === null);
  const text = isListed
    ? sql``
    : sql`cross join lateral (select from notes n where n.session_id = c.id
        and ${condition ? sql`n.search @@ ${condition}` : sql`n.search is not null`} limit 1) told`;
  const [row] = await db.execute<Matched>(sql`
    with asked as materialized (
      select term, weight, (place - 1)::int as n from unnest(${texts(asked.map(({ term }) => term))},
        ${`{${asked.map(({ weight }) => weight).join(",")}}`}::float8[]) with ordinality a(term, weight, place)),
    ${candidates(search)},
    pool as materialized (
      select c.id, c.score, found.* from (
          select c.id, c.score from candidate c where true ${condition ? sql`` : words}) c ${text} cross join lateral (
        select ss.request_id, ss.start_at, ss.state
        from sessions ss
        where ss.id = c.id and ${visibleTo(viewerId)} ${filtered(filters)}
          ${condition ? words : sql``}
          ${exceptRequestId ? sql`and ss.request_id <> ${exceptRequestId}` : sql``}
        limit 1) found
      order by c.score desc, c.id limit ${MOST_FOUND}),
    best as materialized (select id from pool order by score desc, id limit ${scored}),
    full_score as (
      select id, round(sum(score)::numeric, 6) as score, count(*) as terms, sum(weight) as weight
      from (${plan.kind === "any" ? partsFromLists : parts}) part group by id),
    ${search.hasFacets ? sql`${sat},` : sql``}
    page as (
      select pool.id, pool.request_id, coalesce(f.weight / (select sum(weight) from asked), 0) as share,
        coalesce(f.terms, 0) as terms, row_number() over (order by f.score desc nulls last,
        case when f.score is null then pool.score end desc, pool.start_at desc, pool.id) as place
      from pool left join full_score f on f.id = pool.id order by place limit ${limit} offset ${offset})
    select
      (select count(*)::int from pool) as total,
      (select is_cut from cut) or (select count(*) from pool) >= ${MOST_FOUND} as "isMore",
      exists (select from full_score where terms >= ${terms.length}) as "hasAll",
      (select coalesce(json_agg(json_build_object('note', shown, 'heading', ${hits ? sql`ts_headline('deskside', shown.title, ${hits}, ${WHOLE_LINE})` : sql`shown.title`},
          'terms', page.terms, 'share', page.share) order by page.place), '[]')
        from page cross join lateral (
          select ${summary} from sessions ss join requests r on r.id = ss.request_id where ss.id = page.id) shown) as page,
      ${search.hasFacets ? facets(filters) : sql`'[]'::json as systems, '[]'::json as teams, '[]'::json as people`}`);
  return row as Matched;
}

/** What each term adds to the score of the best. `limit 1` and `offset 0` keep the planner to lookups. */
const parts = sql`
  select best.id, asked.weight, asked.weight * found.impact as score from best cross join asked
    cross join lateral (select impact from note_terms t
      where t.session_id = best.id and t.term = asked.term limit 1) found`;

/** As the lists have it. Only where a list was cut, a note that is not on it is asked. */
const partsFromLists = sql`
  select posting.id, asked.weight, posting.score from best join posting using (id) join asked using (n)
  union all
  select best.id, asked.weight, asked.weight * found.impact
    from best cross join cut_list join asked using (n)
    cross join lateral (select impact from note_terms t
      where t.session_id = best.id and t.term = asked.term limit 1) found
    where (best.id, n) not in (select id, n from posting)`;

function facets(filters: Filters): SQL {
  const chosen = [...filters.slugs, ...filters.teamIds, ...filters.personIds];
  const first = (value: SQL) => (chosen.length > 0 ? sql`(${value} = any(${texts(chosen)})) desc, ` : sql``);
  const rows = (of: SQL) => sql`(select coalesce(json_agg(f), '[]') from (${of} limit ${MOST_FACETS}) f)`;
  return sql`
    ${rows(sql`select s.slug as value, s.name, null as discipline, c.count::int as count
      from (select rs.system_id, count(*) from pool m cross join lateral (
          select system_id from request_systems rs where rs.request_id = m.request_id offset 0) rs
        group by rs.system_id) c join systems s on s.id = c.system_id
      order by ${first(sql`s.slug`)} c.count desc, lower(s.name)`)} as systems,
    ${rows(sql`select t.id as value, t.name, t.discipline, c.count::int as count
      from (select team_id, count(*) from (select distinct id, team_id from sat) once group by team_id) c
        join teams t on t.id = c.team_id
      order by ${first(sql`t.id::text`)} c.count desc, lower(t.name)`)} as teams,
    ${rows(sql`select p.id as value, p.name, null as discipline, c.count::int as count
      from (select person_id, count(*) from sat group by person_id) c join people p on p.id = c.person_id
      order by ${first(sql`p.id::text`)} c.count desc, lower(p.name), p.id`)} as people`;
}

/** Who sat in the sessions found: looked up one by one, since all seats of the company are many more. */
const sat = sql`sat as materialized (
  select m.id, st.team_id, st.person_id from pool m cross join lateral (
    select st.team_id, st.person_id from seats st
    where st.session_id = m.id and ${isTheirs(sql`st`, sql`m.state`)} offset 0) st)`;

export async function systemNames(db: Db, ids: readonly string[]): Promise<string[]> {
  const rows = await db.execute<{ name: string }>(sql`
    select name from systems where id = any(${uuids(ids)}) order by name`);
  return [...rows].map(({ name }) => name);
}
