import { and, eq, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import { people } from "@/db/schema/people";
import type { Db } from "../context";
import type { EpochMs } from "../time/instant";
import type { Interval } from "../time/interval";

const wantsWeek = and(
  isNull(people.deactivatedAt),
  isNotNull(people.onboardedAt),
  sql`not 'week' = any(${people.mailOff})`,
);

/** Who wants the week's mail and had none for a Monday on or after `monday`, the earliest that it is anywhere. */
export const peopleDue = (db: Db, monday: string) =>
  db
    .select({ id: people.id, zone: people.zone, weekMailedOn: people.weekMailedOn })
    .from(people)
    .where(and(wantsWeek, or(isNull(people.weekMailedOn), lt(people.weekMailedOn, monday))));

/** @returns whether it is this call that queues the mail: of two at once, one. */
export async function claimWeek(tx: Db, personId: string, monday: string): Promise<boolean> {
  const claimed = await tx
    .update(people)
    .set({ weekMailedOn: monday })
    .where(and(eq(people.id, personId), or(isNull(people.weekMailedOn), lt(people.weekMailedOn, monday))))
    .returning({ id: people.id });
  return claimed.length > 0;
}

/** Whom to mail; undefined where they do not want it any more, or have left. */
export async function personToMail(db: Db, personId: string) {
  const [row] = await db
    .select({ name: people.name, email: people.email, zone: people.zone })
    .from(people)
    .where(and(eq(people.id, personId), wantsWeek));
  return row;
}

export type LearnedNear = {
  text: string;
  /** Null: somebody who left. */
  name: string | null;
  title: string;
  /** Those of the session that the person knows or wants to learn. */
  systems: { name: string; slug: string }[];
  sessionAt: EpochMs;
};

/**
 * What others first wrote in `window` that they understand now, as it stands today, after sessions on systems that the
 * person knows or wants to learn, the latest first: who corrects an old learning has not learned it again. Never of a
 * private session, of the person's own neither, nor from a note that is out of date.
 */
export async function learnedNear(
  db: Db,
  personId: string,
  { start, end }: Interval,
): Promise<LearnedNear[]> {
  const instant = (at: EpochMs) => sql`${new Date(at).toISOString()}::timestamptz`;
  const rows = await db.execute<LearnedNear>(sql`
    select l.text, p.name, r.title, near.systems, (extract(epoch from ss.start_at) * 1000)::float8 as "sessionAt"
    from learnings l
    join notes n on n.session_id = l.session_id and n.out_of_date_at is null
    join sessions ss on ss.id = l.session_id and not ss.is_private
    join requests r on r.id = ss.request_id
    left join people p on p.id = l.person_id
    cross join lateral (
      select json_agg(json_build_object('name', s.name, 'slug', s.slug) order by lower(s.name)) as systems
      from request_systems rs join systems s on s.id = rs.system_id
      join familiarities f on f.system_id = s.id and f.person_id = ${personId} and (f.level <> 'new' or f.wants_to_learn)
      where rs.request_id = r.id) near
    -- Its first change; of what is older than the history there is one that did not begin with nothing, or none.
    left join lateral (
      select v.started_at as at, v.parts->'learning'->>'from' as before from note_versions v
      where v.session_id = l.session_id and v.person_id is not distinct from l.person_id and v.parts ? 'learning'
      order by v.at, v.id limit 1) first on true
    where l.updated_at >= ${instant(start)}
      and coalesce(first.at, l.updated_at) >= ${instant(start)} and coalesce(first.at, l.updated_at) < ${instant(end)}
      and coalesce(first.before, '') = '' and l.person_id is distinct from ${personId} and l.text <> '' and near.systems is not null
    order by coalesce(first.at, l.updated_at) desc, l.id`);
  return [...rows];
}
