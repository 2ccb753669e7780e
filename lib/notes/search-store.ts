import { type SQL, sql } from "drizzle-orm";
import type { Db } from "../context";
import type { EpochMs } from "../time/instant";
import type { Query } from "./read-query";
import type { Facet, FilterKind, NotePart, NoteSummary } from "./schema";

/** Marks around what is highlighted: control characters, which no text here can hold. */
export const HIT_START = "\u0002";
export const HIT_END = "\u0003";

const HEADLINE = `StartSel=${HIT_START}, StopSel=${HIT_END}, MaxWords=42, MinWords=24, ShortWord=2`;
const WHOLE_LINE = `StartSel=${HIT_START}, StopSel=${HIT_END}, HighlightAll=true`;

export type Terms = Pick<Query, "words" | "phrases" | "without">;
export type Filters = {
  readonly slugs: readonly string[];
  readonly teamIds: readonly string[];
  readonly personIds: readonly string[];
  readonly afterAt: EpochMs | null;
};

const uuids = (ids: readonly string[]): SQL => sql`${`{${ids.join(",")}}`}::uuid[]`;
const texts = (values: readonly string[]): SQL =>
  sql`array[${sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )}]::text[]`;

const one = (term: string): SQL => sql`phraseto_tsquery('deskside', ${term})`;
const joined = (parts: SQL[], by: SQL): SQL =>
  parts.length === 0 ? sql`''::tsquery` : sql`(${sql.join(parts, by)})`;

/**
 * Built of parts that Postgres reads as plain words, so that no text is a syntax error. Stop words fall out of it.
 * @param any Whether one of the words is enough; what must not be there holds in any case.
 */
export function tsquery({ words, phrases, without }: Terms, any: boolean): SQL {
  const wanted = joined([...words, ...phrases].map(one), any ? sql` || ` : sql` && `);
  const unwanted = without.map((term) => sql` && !! ${one(term)}`);
  return sql`(${wanted}${sql.join(unwanted, sql``)})`;
}

/** Whose seat it was: neither declined nor given to somebody else. Where nobody sat together, all seats are free. */
const isTheirs = (seat: SQL, state: SQL): SQL =>
  sql`(${seat}.active or (${seat}.answer <> 'declined' and ${state} in ('cancelled', 'not_held')))`;

const satThere = isTheirs(sql`st`, sql`ss.state`);

/** What the person may see: private sessions only from a seat of their own. */
const visibleTo = (personId: string): SQL => sql`(not ss.is_private or exists (
  select from seats own where own.session_id = ss.id and own.person_id = ${personId}
    and ${isTheirs(sql`own`, sql`ss.state`)}))`;

const filtered = ({ slugs, teamIds, personIds, afterAt }: Filters): SQL =>
  sql.join(
    [
      ...slugs.map(
        (slug) => sql` and exists (select from request_systems rs join systems s on s.id = rs.system_id
          where rs.request_id = ss.request_id and s.slug = ${slug})`,
      ),
      ...teamIds.map(
        (id) => sql` and exists (select from seats st where st.session_id = ss.id and st.team_id = ${id}
          and ${satThere})`,
      ),
      ...personIds.map(
        (id) => sql` and exists (select from seats st where st.session_id = ss.id and st.person_id = ${id}
          and ${satThere})`,
      ),
      ...(afterAt === null ? [] : [sql` and ss.start_at >= ${new Date(afterAt).toISOString()}::timestamptz`]),
    ],
    sql``,
  );

/** Columns of a note in a list; `ss` and `r` are its session and request. */
const summary = sql`
  ss.id, r.title, (extract(epoch from ss.start_at) * 1000)::float8 as at,
  (select coalesce(json_agg(json_build_object('id', p.id, 'name', coalesce(p.name, 'Somebody who left'),
      'discipline', coalesce(t.discipline, ''))
      order by case st.role when 'requester' then 0 when 'partner' then 1 else 2 end, p.name), '[]')
    from seats st left join people p on p.id = st.person_id left join teams t on t.id = st.team_id
    where st.session_id = ss.id and ${satThere}) as people,
  (select coalesce(json_agg(a.name order by a.first), '[]') from (
    select t.name, min(case st.role when 'requester' then 0 when 'partner' then 1 else 2 end) as first
    from seats st join teams t on t.id = st.team_id
    where st.session_id = ss.id and ${satThere} group by t.name) a) as teams`;

type Search = { viewerId: string; query: SQL; isAsked: boolean; filters: Filters };

const matched = ({ viewerId, query, isAsked, filters }: Search): SQL => sql`
  select ss.id, ss.request_id, ss.start_at, ss.state, ${isAsked ? sql`ts_rank(n.search, q.query, 1)` : sql`0::real`} as rank
  from notes n join sessions ss on ss.id = n.session_id cross join (select ${query} as query) q
  where n.search is not null and ${visibleTo(viewerId)} ${filtered(filters)}
    ${isAsked ? sql`and n.search @@ q.query` : sql``}`;

export type Matched = {
  total: number;
  page: (NoteSummary & { heading: string })[];
  systems: Facet[];
  teams: Facet[];
  people: Facet[];
};

const MOST_FACETS = 8;

/**
 * One page of what matches, best first, and what the filters would leave. Drizzle sends its statements unprepared, so
 * the plan is made for these words and not for any: a prepared one changes for the worse at its sixth execution.
 */
export async function searchNotes(
  db: Db,
  search: Search & { hits: SQL; limit: number; offset: number },
): Promise<Matched> {
  const { isAsked, hits, limit, offset } = search;
  const chosen = sql.join(
    [...search.filters.slugs, ...search.filters.teamIds, ...search.filters.personIds].map(
      (value) => sql`${value}`,
    ),
    sql`, `,
  );
  const isChosen = (value: SQL) => (hasAny(search.filters) ? sql`(${value} in (${chosen})) desc, ` : sql``);
  const [row] = await db.execute<Matched>(sql`
    with matched as materialized (${matched(search)})
    select
      (select count(*)::int from matched) as total,
      (select coalesce(json_agg(page), '[]') from (
        select ${summary},
          ${isAsked ? sql`ts_headline('deskside', r.title, ${hits}, ${WHOLE_LINE})` : sql`r.title`} as heading
        from (select * from matched order by rank desc, start_at desc, id limit ${limit} offset ${offset}) m
        join sessions ss on ss.id = m.id join requests r on r.id = m.request_id
        order by m.rank desc, m.start_at desc, m.id) page) as page,
      (select coalesce(json_agg(f), '[]') from (
        select s.slug as value, s.name, null as discipline, count(*)::int as count
        from matched m join request_systems rs on rs.request_id = m.request_id join systems s on s.id = rs.system_id
        group by s.id order by ${isChosen(sql`s.slug`)} count(*) desc, lower(s.name) limit ${MOST_FACETS}) f) as systems,
      (select coalesce(json_agg(f), '[]') from (
        select t.id as value, t.name, t.discipline, count(distinct m.id)::int as count
        from matched m join seats st on st.session_id = m.id and ${isTheirs(sql`st`, sql`m.state`)} join teams t on t.id = st.team_id
        group by t.id order by ${isChosen(sql`t.id::text`)} count(distinct m.id) desc, lower(t.name)
        limit ${MOST_FACETS}) f) as teams,
      (select coalesce(json_agg(f), '[]') from (
        select p.id as value, p.name, null as discipline, count(*)::int as count
        from matched m join seats st on st.session_id = m.id and ${isTheirs(sql`st`, sql`m.state`)} join people p on p.id = st.person_id
        group by p.id order by ${isChosen(sql`p.id::text`)} count(*) desc, lower(p.name), p.id
        limit ${MOST_FACETS}) f) as people`);
  return row as Matched;
}

const hasAny = ({ slugs, teamIds, personIds }: Filters) =>
  slugs.length + teamIds.length + personIds.length > 0;

/** How many lexemes are left to look for: none when all were stop words. */
export async function countTerms(db: Db, query: SQL): Promise<number> {
  const [row] = await db.execute<{ n: number }>(sql`select numnode(${query}) as n`);
  return row?.n ?? 0;
}

export type PassageRow = {
  id: string;
  part: NotePart;
  by: string | null;
  text: string;
  rank: number;
  /** Whether the part goes on before and after the passage. */
  isCutBefore: boolean;
  isCutAfter: boolean;
};

const bare = (headline: SQL): SQL => sql`translate(${headline}, ${HIT_START + HIT_END}, '')`;

/** The parts of these notes in which any of the words stands, highlighted, best first; marked by `HIT_START`, `HIT_END`. */
export async function passagesOf(db: Db, ids: readonly string[], hits: SQL): Promise<PassageRow[]> {
  if (ids.length === 0) return [];
  return db.execute<PassageRow>(sql`
    with q as (select ${hits} as query), part as (
      select f.*, to_tsvector('deskside', f.text) as words from (${PARTS(ids)}) f)
    select part.id, part.part, part.by, ts_rank(part.words, q.query) as rank, shown.text,
      not starts_with(part.text, ${bare(sql`shown.text`)}) as "isCutBefore",
      right(part.text, length(${bare(sql`shown.text`)})) <> ${bare(sql`shown.text`)} as "isCutAfter"
    from part cross join q
      cross join lateral (select ts_headline('deskside', part.text, q.query, ${HEADLINE}) as text) shown
    where part.words @@ q.query
    order by part.id, rank desc, part.place, part.position`);
}

const PARTS = (ids: readonly string[]): SQL => sql`
  select session_id as id, 'problem' as part, 0 as place, 0 as position, null as by, problem as text
    from notes where session_id = any(${uuids(ids)})
  union all select session_id, 'process', 2, 0, null, process from notes where session_id = any(${uuids(ids)})
  union all select session_id, 'solution', 1, 0, null, solution from notes where session_id = any(${uuids(ids)})
  union all select session_id, 'questions', 3, position, null, question || E'\n' || answer
    from questions where session_id = any(${uuids(ids)})
  union all select l.session_id, 'learnings', 4, 0, coalesce(p.name, 'Somebody'), l.text
    from learnings l left join people p on p.id = l.person_id where l.session_id = any(${uuids(ids)})`;

/** How these notes begin: for lists without words to highlight. */
export async function beginningsOf(db: Db, ids: readonly string[]): Promise<PassageRow[]> {
  if (ids.length === 0) return [];
  return db.execute<PassageRow>(sql`
    select distinct on (f.id) f.id, f.part, f.by, left(f.text, 300) as text, 0 as rank,
      false as "isCutBefore", length(f.text) > 300 as "isCutAfter"
    from (${PARTS(ids)}) f where f.text <> '' order by f.id, f.place, f.position`);
}

/** Slugs and ids for what a person wrote after `system:`, `team:` and `with:`; null where nothing is called that. */
export async function namesToFilters(db: Db, query: Pick<Query, "system" | "team" | "with">) {
  const find = async (names: readonly string[], from: SQL) => {
    if (names.length === 0) return [];
    const rows = await db.execute<{ name: string; value: string | null }>(sql`
      select asked.name, (${from}) as value from unnest(${texts(names)}) as asked(name)`);
    return [...rows];
  };
  // The whole name before its beginning before a word of it: `with:sam` finds Sam Okafor, not Rosamund.
  const closest = (name: SQL) => sql`
    order by lower(${name}) <> lower(asked.name), not starts_with(lower(${name}), lower(asked.name)), lower(${name}) limit 1`;
  const begins = (name: SQL) =>
    sql`strpos(' ' || unaccent(lower(${name})), ' ' || unaccent(lower(asked.name))) > 0`;
  const [system, team, people] = await Promise.all([
    find(
      query.system,
      sql`select s.slug from systems s where s.slug = lower(asked.name) or ${begins(sql`s.name`)} ${closest(sql`s.name`)}`,
    ),
    find(
      query.team,
      sql`select t.id::text from teams t where ${begins(sql`t.name`)} ${closest(sql`t.name`)}`,
    ),
    find(
      query.with,
      sql`select p.id::text from people p where ${begins(sql`p.name`)} ${closest(sql`p.name`)}`,
    ),
  ]);
  return { system, team, with: people };
}

/** What these filters are called; those that are not there are left out. */
export async function namesOf(db: Db, { slugs, teamIds, personIds }: Omit<Filters, "afterAt">) {
  if (slugs.length + teamIds.length + personIds.length === 0) return [];
  const rows = await db.execute<{ kind: FilterKind; value: string; name: string }>(sql`
    select 'system' as kind, slug as value, name from systems where slug = any(${texts(slugs)})
    union all select 'team', id::text, name from teams where id = any(${uuids(teamIds)})
    union all select 'with', id::text, name from people where id = any(${uuids(personIds)})
    order by kind, name`);
  return [...rows];
}

/** Visible notes on any of these systems, newest first, each with one learning. */
export async function notesOn(
  db: Db,
  {
    viewerId,
    systemIds,
    exceptId,
    limit,
  }: { viewerId: string; systemIds: readonly string[]; exceptId?: string; limit: number },
) {
  const from = sql`from notes n join sessions ss on ss.id = n.session_id join requests r on r.id = ss.request_id
    where n.search is not null and ${visibleTo(viewerId)}
      and exists (select from request_systems rs where rs.request_id = r.id and rs.system_id = any(${uuids(systemIds)}))
      ${exceptId ? sql`and ss.id <> ${exceptId}` : sql``}`;
  const [rows, [counted]] = await Promise.all([
    db.execute<NoteSummary & { learned: { name: string | null; text: string } | null }>(sql`
      select ${summary},
        (select json_build_object('name', p.name, 'text', l.text) from learnings l
          left join people p on p.id = l.person_id where l.session_id = ss.id order by l.id limit 1) as learned
      ${from} order by ss.start_at desc, ss.id limit ${limit}`),
    db.execute<{ total: number }>(sql`select count(*)::int as total ${from}`),
  ]);
  return { notes: [...rows], total: counted?.total ?? 0 };
}
