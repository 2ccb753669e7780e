import { PgBoss } from "pg-boss";
import { config } from "../config";
import { jobContext } from "../context";
import { log } from "../log";
import { type JobName, SCHEDULES } from "./queue";
import { HANDLERS } from "./registry";

/** Jobs of one name that a worker does at once. Most of their time they wait for Google. */
const AT_ONCE = 4;
/** A new job wakes the workers; looking is for those whose pause is over, or where nothing can wake us. */
const LOOK_S = 2;
/** How often workers look for jobs whose worker fell silent. */
const SUPERVISE_S = 10;
/** Time for jobs under way to end when the process is asked to stop. */
const STOP_MS = 20_000;

/** Takes jobs from the queue until stopped. Any number of workers share one queue. */
export async function startWorker(): Promise<{ stop(): Promise<void> }> {
  const boss = new PgBoss({
    connectionString: config().DATABASE_URL,
    max: 4,
    useListenNotify: true,
    superviseIntervalSeconds: SUPERVISE_S,
    monitorIntervalSeconds: SUPERVISE_S,
  });
  boss.on("error", (error) => log().error({ name: error.name, message: error.message }, "queue"));
  await boss.start();
  for (const name of Object.keys(HANDLERS) as JobName[]) {
    await boss.work(
      name,
      {
        localConcurrency: AT_ONCE,
        groupConcurrency: 1,
        pollingIntervalSeconds: LOOK_S,
        notifyPollingIntervalSeconds: LOOK_S * 2,
      },
      async (jobs) => {
        for (const job of jobs) await run(name, job.data);
      },
    );
  }
  for (const [name, { atStart }] of Object.entries(SCHEDULES)) if (atStart) await boss.send(name, {});
  return { stop: () => boss.stop({ graceful: true, timeout: STOP_MS }) };
}

async function run(name: JobName, payload: unknown): Promise<void> {
  try {
    await (HANDLERS[name] as (context: unknown, payload: unknown) => Promise<void>)(jobContext(), payload);
  } catch (error) {
    log().warn(
      { job: name, name: (error as Error).name, message: (error as Error).message },
      "job failed, will be tried again",
    );
    throw error;
  }
}
