import { sql } from "drizzle-orm";
import { fromDrizzle, type JobResult, type JobWithMetadata, type PgBoss } from "pg-boss";
import { type Db, databaseNow, type JobContext, jobContext } from "../context";
import { describeError, log } from "../log";
import { inLogContext } from "../log-context";
import { metrics } from "../metrics";
import type { JobName } from "./queue";
import type { HANDLERS } from "./registry";

/** Which use case does which job. A worker of a test may know a few only. */
export type Handlers = Partial<typeof HANDLERS>;

/** One try of one job. @returns what the queue should write down about it */
export const runJob = (boss: PgBoss, handlers: Handlers, job: JobWithMetadata): Promise<JobResult> =>
  inLogContext({ job: job.name, jobId: job.id }, async (): Promise<JobResult> => {
    const started = performance.now();
    const ms = () => Math.round(performance.now() - started);
    const attempt = job.retryCount + 1;
    const ended = (outcome: "done" | "again" | "failed") =>
      metrics().jobSeconds.observe({ job: job.name, outcome }, (performance.now() - started) / 1_000);
    metrics().jobAgeSeconds.observe({ job: job.name }, secondsSinceDue(job));
    try {
      await handle(handlers[job.name as JobName], job.data);
      ended("done");
      log().debug({ attempt, ms: ms() }, "job done");
      return { id: job.id, status: "completed" };
    } catch (error) {
      const words = describeError(error);
      const isLast = job.retryCount >= job.retryLimit;
      const end = isFinal(error) || isLast;
      ended(end ? "failed" : "again");
      log()[end ? "error" : "warn"](
        { attempt, ms: ms(), error: words },
        end ? "job failed for good" : "job failed, will be tried again",
      );
      if (isFinal(error)) return { id: job.id, status: "deadletter", output: words };
      const pauseMs = retryAfterMs(error);
      if (pauseMs === 0 || isLast) return { id: job.id, status: "failed", output: words };
      await failWithPause(boss, job, pauseMs, words);
      // Settled already: the queue finds no try of ours under way, and leaves the job as it is.
      return { id: job.id, status: "completed" };
    }
  });

/** By this process's clock, which may be a little off. */
const secondsSinceDue = ({ startAfter }: JobWithMetadata): number =>
  Math.max(0, Date.now() - startAfter.getTime()) / 1_000;

/** A job's `now` is the database's, so that every worker agrees on what is over. */
async function handle(handler: Handlers[JobName], payload: unknown): Promise<void> {
  const context = jobContext();
  const now = await databaseNow(context.db);
  await (handler as (context: JobContext, payload: unknown) => Promise<void>)({ ...context, now }, payload);
}

/**
 * An error that says `retryable: false` ends the job at once. Somebody else's change in between (`conflict`) cannot be
 * retried as the same call, and is worth another try of the job, which reads again.
 */
const isFinal = (error: unknown): boolean =>
  error instanceof Error &&
  (error as { retryable?: unknown }).retryable === false &&
  (error as { kind?: unknown }).kind !== "conflict";

function retryAfterMs(error: unknown): number {
  const ms = (error as { retryAfterMs?: unknown } | null)?.retryAfterMs;
  return typeof ms === "number" && ms > 0 ? ms : 0;
}

/**
 * The queue's own pause grows with each try; where the other side asked for a longer one (`Retry-After`), that counts.
 * Both in one transaction, so that no worker takes the job in between.
 */
const failWithPause = (boss: PgBoss, job: JobWithMetadata, ms: number, output: object): Promise<void> =>
  jobContext().db.transaction(async (tx) => {
    await boss.fail(job.name, job, output, { db: queueIn(tx) });
    await tx.execute(sql`
      update pgboss.job set start_after = greatest(start_after, now() + ${`${Math.ceil(ms)} milliseconds`}::interval)
      where name = ${job.name} and id = ${job.id} and state = 'retry'`);
  });

/** The queue's statements in a transaction of ours; Drizzle leaves writing JSON as text to whoever hands it over. */
function queueIn(tx: Db) {
  const { executeSql } = fromDrizzle(tx, sql);
  const asText = (value: unknown) =>
    value !== null && typeof value === "object" && !Array.isArray(value) ? JSON.stringify(value) : value;
  return { executeSql: (text: string, values?: unknown[]) => executeSql(text, values?.map(asText)) };
}
