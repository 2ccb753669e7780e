import { type SQL, sql } from "drizzle-orm";
import type { Db } from "../context";

/** What goes when its time is over. */
export type Retention = {
  readonly table: string;
  /** Rows whose time is over, by the database's clock. */
  readonly isOver: SQL;
  /** What happens to them: they go, unless this is set in them. */
  readonly set?: SQL;
  /** In words, for `docs/retention.md`. */
  readonly rule: string;
};

const over = (column: string, age: string) => sql.raw(`${column} < now() - interval '${age}'`);

/** Everything in the database that has a time, and what that is. What is not here stays with what it belongs to. */
export const RETENTION: readonly Retention[] = [
  {
    table: "busy",
    isOver: sql`from_at < now() - interval '1 day' and packed <> ''`,
    set: sql`packed = ''`,
    rule: "busy times a day after the window they were read for begins; that it was read stays known",
  },
  { table: "calendar_channels", isOver: over("expires_at", "1 day"), rule: "a day after they end" },
  { table: "sign_ins", isOver: over("expires_at", "0"), rule: "at once when they run out" },
  { table: "idempotency_keys", isOver: over("created_at", "7 days"), rule: "after 7 days" },
  { table: "notices", isOver: over("read_at", "90 days"), rule: "90 days after they were read" },
  { table: "notices", isOver: over("created_at", "180 days"), rule: "unread ones after 180 days" },
  { table: "note_writers", isOver: over("at", "1 hour"), rule: "an hour after the last word" },
  { table: "allowances", isOver: over("whole_at", "0"), rule: "when they are whole again" },
  {
    table: "date_overrides",
    isOver: sql`date < current_date - 90`,
    rule: "90 days after the day they were for, with their reason",
  },
  {
    table: "sessions",
    isOver: sql`event_seen is not null and end_at < now() - interval '30 days'`,
    set: sql`event_seen = null`,
    rule: "who answered what in Google, by address: 30 days after the session",
  },
];

/** At most `most` rows of one rule, in one short transaction; rows that somebody holds are left for the next time. */
export async function purgeSome(db: Db, { table, isOver, set }: Retention, most: number): Promise<number> {
  const rows = sql`(select ctid from ${sql.identifier(table)} where ${isOver} limit ${most} for update skip locked)`;
  const gone = set
    ? await db.execute(
        sql`update ${sql.identifier(table)} set ${set} where ctid = any(array${rows}) returning 1`,
      )
    : await db.execute(sql`delete from ${sql.identifier(table)} where ctid = any(array${rows}) returning 1`);
  return gone.length;
}

/** The audit log lets entries go by its own rule: 400 days. @returns how many went */
export async function purgeAudit(db: Db, most: number): Promise<number> {
  const [row] = await db.execute<{ n: number }>(sql`select purge_audit(${most}) as n`);
  return row?.n ?? 0;
}
