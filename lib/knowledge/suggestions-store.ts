import { and, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { idempotencyKeys, notices } from "@/db/schema/people";
import type { Db } from "../context";
import { uuids } from "../sql-store";
import type { EpochMs } from "../time/instant";
import type { Knower } from "./schema";
import type { PairRef } from "./walls-store";

/** The kind of notice by which two people are told. */
export const SUGGESTED = "suggested";

/** Whoever was told of a suggestion is left alone for four weeks, by the database's clock. */
const isRecent = sql`n.kind = ${SUGGESTED} and n.created_at > now() - interval '4 weeks'`;

export type CoupleRow = {
  readonly system: { readonly id: string; readonly name: string; readonly slug: string };
  readonly teacher: Knower;
  readonly learner: Knower;
  /** When one of them was last told of a suggestion; null where that is long ago. */
  readonly toldAt: EpochMs | null;
};

export type CoupleRef = { readonly slug: string; readonly teacherId: string; readonly learnerId: string };

const knower = (person: SQL, team: SQL, known: SQL): SQL => sql`json_build_object(
  'id', ${person}.id, 'name', ${person}.name, 'teamName', ${team}.name, 'discipline', ${team}.discipline,
  'level', ${known}.level, 'wantsToLearn', ${known}.wants_to_learn,
  'confirmedAt', floor(extract(epoch from ${known}.confirmed_at) * 1000))`;

/**
 * Who of one team could sit down with whom of another, since one can do what the other wants to learn: those who were not
 * told lately, the actor's own first, then whoever can teach and whoever can follow already. Nobody who takes a break or
 * has left.
 * @param only These two on this system, if they fit.
 */
export async function couplesBetween(
  db: Db,
  { fromId, toId }: PairRef,
  { actorId, limit, only }: { actorId: string; limit: number; only?: CoupleRef },
): Promise<CoupleRow[]> {
  const here = (person: SQL) =>
    sql`${person}.deactivated_at is null and ${person}.paused_at is null and ${person}.team_id in (${fromId}::uuid, ${toId}::uuid)`;
  const rows = await db.execute<CoupleRow>(sql`
    with told as materialized (
      select n.person_id, max(n.created_at) as at from notices n join people p on p.id = n.person_id
      where ${here(sql`p`)} and ${isRecent} group by n.person_id)
    select json_build_object('id', s.id, 'name', s.name, 'slug', s.slug) as system,
      ${knower(sql`t`, sql`tt`, sql`g`)} as teacher, ${knower(sql`l`, sql`lt`, sql`f`)} as learner,
      (extract(epoch from greatest(tn.at, ln.at)) * 1000)::float8 as "toldAt"
    from familiarities g
    join people t on t.id = g.person_id join teams tt on tt.id = t.team_id
    join familiarities f on f.system_id = g.system_id
    join people l on l.id = f.person_id join teams lt on lt.id = l.team_id
    join systems s on s.id = g.system_id
    left join told tn on tn.person_id = t.id left join told ln on ln.person_id = l.id
    where g.level in ('can_do', 'can_teach') and f.wants_to_learn and f.level not in ('can_do', 'can_teach')
      and ${here(sql`t`)} and ${here(sql`l`)} and t.team_id <> l.team_id
      ${only ? sql`and s.slug = ${only.slug} and t.id = ${only.teacherId} and l.id = ${only.learnerId}` : sql``}
    order by (tn.at is null and ln.at is null) desc, ${actorId}::uuid in (t.id, l.id) desc, g.level = 'can_teach' desc, f.level = 'can_follow' desc,
      lower(s.name), lower(t.name), lower(l.name), t.id, l.id
    limit ${limit}`);
  return [...rows];
}

/** Holds both until the transaction ends, so that two suggestions at once wait for each other. */
export async function lockSuggested(tx: Db, personIds: readonly string[]): Promise<void> {
  for (const id of personIds.toSorted())
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`suggested ${id}`}, 0))`);
}

/** Whether one of them was told of a suggestion lately. */
export async function wereTold(tx: Db, personIds: readonly string[]): Promise<boolean> {
  const [row] = await tx.execute<{ told: boolean }>(sql`
    select exists (select from notices n where n.person_id = any(${uuids(personIds)}) and ${isRecent}) as told`);
  return row?.told === true;
}

/** @returns how many of them were unread, and are gone. */
export async function takeBackNotices(tx: Db, ids: readonly string[]): Promise<number> {
  const gone = await tx
    .delete(notices)
    .where(and(inArray(notices.id, [...ids]), eq(notices.kind, SUGGESTED), isNull(notices.readAt)))
    .returning({ id: notices.id });
  return gone.length;
}

/** So that the same button may be pressed again. */
export async function forgetResult(tx: Db, personId: string, key: string): Promise<void> {
  await tx
    .delete(idempotencyKeys)
    .where(and(eq(idempotencyKeys.personId, personId), eq(idempotencyKeys.key, key)));
}
