import { type JobWithMetadata, PgBoss } from "pg-boss";
import { config } from "../config";
import { describeError, log } from "../log";
import { type JobName, SCHEDULES } from "./queue";
import { HANDLERS } from "./registry";
import { type Handlers, runJob } from "./run-job";

/** Jobs of one name that a worker does at once: two handfuls. Most of their time they wait for Google. */
const HANDS = 2;
const HANDFUL = 5;
/** A new job wakes the workers; looking is for those whose pause is over, or where nothing can wake us. */
const LOOK_S = 1;
const LOOK_WHEN_WOKEN_S = 3;
/** How often workers look for jobs whose worker fell silent. */
const SUPERVISE_S = 10;
/** Time for jobs under way to end when the process is asked to stop. */
const STOP_MS = 20_000;

export type Worker = { stop(): Promise<void> };

/** Takes jobs from the queue until stopped. Any number of workers share one queue. */
export async function startWorker(handlers: Handlers = HANDLERS): Promise<Worker> {
  const boss = new PgBoss({
    connectionString: config().DATABASE_URL,
    max: 4,
    useListenNotify: true,
    superviseIntervalSeconds: SUPERVISE_S,
    monitorIntervalSeconds: SUPERVISE_S,
    openTelemetry: { enabled: false },
  });
  boss.on("error", (error) => log().error({ error: describeError(error) }, "queue"));
  await boss.start();
  for (const name of Object.keys(handlers) as JobName[]) {
    await boss.work(
      name,
      {
        localConcurrency: HANDS,
        batchSize: HANDFUL,
        // As long as a hand comes back full there is more: no pause before the next.
        burstWhenBatchFull: true,
        // One job of a name for one person at a time, over all workers (but for those that look in the same instant):
        // whoever has hundreds holds up nobody else.
        groupConcurrency: 1,
        pollingIntervalSeconds: LOOK_S,
        notifyPollingIntervalSeconds: LOOK_WHEN_WOKEN_S,
        includeMetadata: true,
        perJobResults: true,
      },
      (jobs: JobWithMetadata[]) => Promise.all(jobs.map((job) => runJob(boss, handlers, job))),
    );
  }
  await queueAtStart(boss, handlers);
  return { stop: () => boss.stop({ graceful: true, timeout: STOP_MS }) };
}

/** If it cannot be queued now, the clock queues it soon. */
async function queueAtStart(boss: PgBoss, handlers: Handlers): Promise<void> {
  for (const [name, { atStart }] of Object.entries(SCHEDULES)) {
    if (!atStart || !(name in handlers)) continue;
    await boss.send(name, {}).catch((error) => log().warn({ error: describeError(error) }, "queue"));
  }
}
