import { sql } from "drizzle-orm";
import type { Db } from "../context";
import type { EpochMs } from "../time/instant";
import { visibleTo } from "../visible-store";
import { JOB_NAMES, type JobName } from "./queue";

export type FailedJob = {
  readonly id: string;
  readonly name: JobName;
  readonly data: Record<string, unknown>;
  readonly key: string | null;
  readonly tries: number;
  readonly queuedAt: EpochMs;
  readonly failedAt: EpochMs;
  readonly output: unknown;
  readonly sessionId: string | null;
  /** The request's title. */
  readonly title: string | null;
  readonly personName: string | null;
};

const ms = (column: string) => sql.raw(`(extract(epoch from ${column}) * 1000)::float8`);
const ours = sql`j.name in (${sql.join(
  JOB_NAMES.map((name) => sql`${name}`),
  sql`, `,
)})`;

/**
 * What failed for good: not what has been done since, is to be done again, or failed again later. Of a private session
 * the viewer is told no more than of one that is gone.
 * @param limit Most returned, the latest failure first
 */
export async function failedJobs(
  db: Db,
  { viewerId, limit, id }: { viewerId: string; limit: number; id?: string },
): Promise<FailedJob[]> {
  const rows = await db.execute<FailedJob>(sql`
    select j.id, j.name, j.data, j.singleton_key as key, j.retry_count + 1 as tries,
      ${ms("j.created_on")} as "queuedAt", ${ms("j.completed_on")} as "failedAt", j.output,
      s.id as "sessionId", r.title, p.name as "personName"
    from pgboss.job j
      left join notices n on n.id = (j.data->>'noticeId')::uuid
      left join sessions s on s.id = (j.data->>'sessionId')::uuid
        and ${visibleTo(viewerId, sql`s`)}
      left join requests r on r.id = s.request_id
      left join people p on p.id = coalesce((j.data->>'personId')::uuid, n.person_id, r.requester_id)
    where j.state = 'failed' and ${ours} ${id ? sql`and j.id = ${id}` : sql``}
      and not exists (
        select from pgboss.job later
        where later.name = j.name and later.data = j.data and later.id <> j.id
          and (later.state < 'completed'
            or (later.state in ('completed', 'failed') and later.completed_on > j.completed_on)))
    order by j.completed_on desc, j.id
    limit ${limit}`);
  return [...rows];
}

export type QueueNow = {
  readonly name: JobName;
  readonly running: number;
  /** Ready, and not begun. */
  readonly waiting: number;
  /** Failed so far, and waiting for their next try. */
  readonly retrying: number;
  /** For a time to come. */
  readonly later: number;
  /** Since when the oldest of `waiting` could have begun. */
  readonly oldestAt: EpochMs | null;
};

/** What runs and waits, by name; names with neither are left out. */
export async function queuesNow(db: Db): Promise<QueueNow[]> {
  const rows = await db.execute<QueueNow>(sql`
    select j.name,
      count(*) filter (where state = 'active')::int as running,
      count(*) filter (where state = 'created' and start_after <= now())::int as waiting,
      count(*) filter (where state = 'retry')::int as retrying,
      count(*) filter (where state = 'created' and start_after > now())::int as later,
      ${ms("min(start_after) filter (where state = 'created' and start_after <= now())")} as "oldestAt"
    from pgboss.job j
    where state in ('created', 'retry', 'active') and ${ours}
    group by j.name
    order by j.name`);
  return [...rows];
}

/** One for running jobs again; any number will do as long as all processes agree. */
const RUN_AGAIN_LOCK = 7_305_192;

/** Until the transaction ends, nobody else queues failed jobs again. */
export async function lockRunningAgain(tx: Db): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${RUN_AGAIN_LOCK})`);
}
