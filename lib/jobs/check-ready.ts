import { sql } from "drizzle-orm";
import { isMigrated } from "@/db/client";
import { type Db, jobContext } from "../context";
import { describeError, log } from "../log";
import { JOB_NAMES } from "./queue";

/** What a process needs to be of use. */
export type Part = "database" | "migrations" | "queue";

/** A load balancer asks every few seconds and gives up soon. */
const DEADLINE_MS = 2_000;

const CHECKS: readonly [Part, (db: Db) => Promise<boolean>][] = [
  ["database", async (db) => (await db.execute(sql`select 1`)).length === 1],
  ["migrations", isMigrated],
  ["queue", areQueuesThere],
];

/**
 * The first part that is not ready, or undefined: each needs the one before it. An answer that does not come within
 * two seconds is none.
 */
export async function partNotReady(db: Db = jobContext().db): Promise<Part | undefined> {
  const signal = AbortSignal.timeout(DEADLINE_MS);
  for (const [part, check] of CHECKS) {
    const isReady = await inTime(check(db), signal).catch((error: unknown) => {
      log().warn({ part, error: describeError(error) }, "not ready");
      return false;
    });
    if (!isReady) return part;
  }
  return undefined;
}

async function areQueuesThere(db: Db): Promise<boolean> {
  const rows = await db.execute<{ name: string }>(sql`select name from pgboss.queue`);
  const there = new Set([...rows].map(({ name }) => name));
  return JOB_NAMES.every((name) => there.has(name));
}

const inTime = <T>(promise: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    promise.then(resolve, reject);
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
