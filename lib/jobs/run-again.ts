import type { Context, Db } from "../context";
import { notFound } from "../errors";
import { parse } from "../input";
import { audit } from "../people/audit";
import { requireAdmin } from "../people/sign-in";
import { enqueue, type JobPayloads } from "./queue";
import { OneJob } from "./schema";
import * as store from "./store";

/** More than anybody will have; the rest can be asked for again. */
const MOST = 1_000;

/**
 * Queues a job that failed for good once more, with all its tries. Asked twice, it is queued once.
 * @throws {DomainError} `forbidden`, `invalid`, `not_found`
 */
export async function runAgain(context: Context, input: unknown): Promise<void> {
  requireAdmin(context.actor);
  const { id } = parse(OneJob, input);
  await context.db.transaction(async (tx) => {
    await audit(tx, context, "job_run_again", { kind: "job", id });
    const [job] = await lockedFailedJobs(tx, { viewerId: context.actor.personId, limit: 1, id });
    if (!job) throw notFound("failed job");
    await queueAgain(tx, job);
  });
}

/** All of them. @returns how many @throws {DomainError} `forbidden` */
export async function runAllAgain(context: Context): Promise<{ count: number }> {
  requireAdmin(context.actor);
  return context.db.transaction(async (tx) => {
    const jobs = await lockedFailedJobs(tx, { viewerId: context.actor.personId, limit: MOST });
    for (const job of jobs) {
      await queueAgain(tx, job);
      await audit(tx, context, "job_run_again", { kind: "job", id: job.id });
    }
    return { count: jobs.length };
  });
}

/** Two admins at once: the second finds nothing left to do. */
async function lockedFailedJobs(tx: Db, which: Parameters<typeof store.failedJobs>[1]) {
  await store.lockRunningAgain(tx);
  return store.failedJobs(tx, which);
}

const queueAgain = (tx: Db, { name, data, key }: store.FailedJob): Promise<void> =>
  enqueue(tx, name, data as JobPayloads[typeof name], key === null ? {} : { key });
