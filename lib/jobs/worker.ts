import { PgBoss } from "pg-boss";
import { config } from "../config";
import { jobContext } from "../context";
import { log } from "../log";
import type { JobName } from "./queue";
import { HANDLERS } from "./registry";

const POLL_S = 1;
/** Time for jobs under way to end when the process is asked to stop. */
const STOP_MS = 20_000;

/** Takes jobs from the queue until stopped. Any number of workers share one queue. */
export async function startWorker(): Promise<{ stop(): Promise<void> }> {
  const boss = new PgBoss({ connectionString: config().DATABASE_URL, max: 4 });
  boss.on("error", (error) => log().error({ name: error.name, message: error.message }, "queue"));
  await boss.start();
  for (const name of Object.keys(HANDLERS) as JobName[]) {
    await boss.work(name, { pollingIntervalSeconds: POLL_S, batchSize: 1 }, async (jobs) => {
      for (const job of jobs) await run(name, job.data);
    });
  }
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
