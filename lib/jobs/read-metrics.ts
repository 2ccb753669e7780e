import { createHash, timingSafeEqual } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Db, JobContext } from "../context";
import { describeError, log } from "../log";
import { metrics } from "../metrics";
import * as store from "./store";

/** Whoever collects gives up after ten seconds as a rule; without an answer from the database its own numbers still count. */
const QUEUE_MS = 3_000;

type MetricsAnswer = {
  readonly status: 200 | 401 | 404;
  readonly type: string;
  readonly text: string;
};

/**
 * This process's numbers as Prometheus text, for whoever sends `METRICS_TOKEN` as a bearer token. Without such a token
 * in the environment there is nothing to find. The queue's numbers are those of all processes, read at that moment;
 * they are left out while the database does not answer.
 */
export async function readMetrics(
  { db, config }: JobContext,
  authorization: string | null,
): Promise<MetricsAnswer> {
  const { METRICS_TOKEN: token } = config;
  const plain = "text/plain; charset=utf-8";
  if (token === undefined) return { status: 404, type: plain, text: "Not found.\n" };
  if (!isEqual(authorization ?? "", `Bearer ${token}`))
    return { status: 401, type: plain, text: "A bearer token is needed.\n" };
  const { registry } = metrics();
  await readQueue(db);
  return { status: 200, type: registry.contentType, text: await registry.metrics() };
}

/** Hashed first: the comparison wants equal lengths, and takes as long whatever was sent. */
function isEqual(given: string, wanted: string): boolean {
  const [a, b] = [given, wanted].map((text) => createHash("sha256").update(text).digest());
  return timingSafeEqual(a as Buffer, b as Buffer);
}

async function readQueue(db: Db): Promise<void> {
  const { jobsNow, oldestJobSeconds } = metrics();
  const tooLate = sleep(QUEUE_MS, undefined, { ref: false });
  const queues = await Promise.race([store.queuesNow(db), tooLate]).catch((error: unknown) => {
    log().warn({ error: describeError(error) }, "metrics without the queue");
    return undefined;
  });
  jobsNow.reset();
  oldestJobSeconds.reset();
  for (const { name: job, oldestAt, ...counts } of queues ?? []) {
    for (const state of ["running", "waiting", "retrying", "later"] as const)
      jobsNow.set({ job, state }, counts[state]);
    oldestJobSeconds.set({ job }, oldestAt === null ? 0 : Math.max(0, Date.now() - oldestAt) / 1_000);
  }
}
