import { aliasedTable, and, desc, eq, gte, ilike, inArray, lt, or, sql } from "drizzle-orm";
import { people, systems, teams } from "@/db/schema/people";
import { auditEntries } from "@/db/schema/trust";
import type { Db } from "../context";
import type { EpochMs } from "../time/instant";

export async function insertEntry(tx: Db, entry: typeof auditEntries.$inferInsert): Promise<void> {
  await tx.insert(auditEntries).values(entry);
}

export type AuditFilter = {
  readonly viewerId: string;
  /** Who did it, or whom it was done to; undefined is anybody. */
  readonly personIds: readonly string[] | undefined;
  readonly action: string | undefined;
  /** Half-open. */
  readonly from: EpochMs | undefined;
  readonly until: EpochMs | undefined;
  /** Only entries before this one. */
  readonly before: number | undefined;
};

const subject = aliasedTable(people, "subject");

/** Newest first. Names are those of now; of whoever is gone there is none. */
export const entries = (
  db: Db,
  { viewerId, personIds, action, from, until, before }: AuditFilter,
  limit: number,
) =>
  db
    .select({
      id: auditEntries.id,
      at: auditEntries.at,
      actorId: auditEntries.actorId,
      actorName: people.name,
      action: auditEntries.action,
      subjectKind: auditEntries.subjectKind,
      /** Of a session that the viewer may not see it is not told which. */
      subjectId: sql<string | null>`case when exists (
        select from sessions s where s.id = ${auditEntries.subjectId} and s.is_private and not exists (
          select from seats st where st.session_id = s.id and st.person_id = ${viewerId}
            and (st.active or (st.answer <> 'declined' and s.state in ('cancelled', 'not_held')))))
        then null else ${auditEntries.subjectId} end`,
      subjectName: sql<string | null>`coalesce(${subject.name}, ${teams.name}, ${systems.name})`,
      network: auditEntries.network,
    })
    .from(auditEntries)
    .leftJoin(people, eq(people.id, auditEntries.actorId))
    .leftJoin(subject, and(eq(auditEntries.subjectKind, "person"), eq(subject.id, auditEntries.subjectId)))
    .leftJoin(teams, and(eq(auditEntries.subjectKind, "team"), eq(teams.id, auditEntries.subjectId)))
    .leftJoin(systems, and(eq(auditEntries.subjectKind, "system"), eq(systems.id, auditEntries.subjectId)))
    .where(
      and(
        personIds
          ? or(
              inArray(auditEntries.actorId, [...personIds]),
              and(eq(auditEntries.subjectKind, "person"), inArray(auditEntries.subjectId, [...personIds])),
            )
          : undefined,
        action ? eq(auditEntries.action, action) : undefined,
        from === undefined ? undefined : gte(auditEntries.at, from),
        until === undefined ? undefined : lt(auditEntries.at, until),
        before === undefined ? undefined : lt(auditEntries.id, before),
      ),
    )
    .orderBy(desc(auditEntries.id))
    .limit(limit);

/** Whose name or address has this in it, also of those who left. */
export async function idsNamed(db: Db, part: string, limit: number): Promise<string[]> {
  const like = `%${part.replace(/[\\%_]/g, "\\$&")}%`;
  const rows = await db
    .select({ id: people.id })
    .from(people)
    .where(or(ilike(people.name, like), ilike(people.email, like)))
    .limit(limit);
  return rows.map(({ id }) => id);
}
