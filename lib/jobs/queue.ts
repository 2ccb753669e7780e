import { sql } from "drizzle-orm";
import { fromDrizzle, PgBoss, type Queue } from "pg-boss";
import type { Db } from "../context";

/** Every job by name, with what it carries: ids only, so that nothing in it can be out of date. */
export type JobPayloads = {
  /** Makes the session's calendar event, or finds that it is there. */
  "send-invite": { sessionId: string };
  /** Brings the event's text, time and people in line with the session. */
  "update-event": { sessionId: string };
  /** Takes the event out of the calendars. */
  "cancel-event": { sessionId: string };
  /** At its start: cancels a session whose partner's seat nobody took. */
  "close-unfilled": { sessionId: string };
};

export type JobName = keyof JobPayloads;

/** Retried with growing pauses (2 s, 4 s, ... at most 10 minutes, with jitter) for about an hour. */
const RETRY = { retryLimit: 14, retryDelay: 2, retryBackoff: true, retryDelayMax: 600 } as const;

const QUEUES: Record<JobName, Omit<Queue, "name">> = {
  "send-invite": RETRY,
  "update-event": RETRY,
  "cancel-event": RETRY,
  "close-unfilled": RETRY,
};

type Options = {
  /** Seconds to wait before the first try. */
  startAfterS?: number;
  /** In a queue of the policy `stately`: no second job waits with the same key. */
  key?: string;
};

/** Queues a job in the transaction that causes it: both commit, or neither. */
export async function enqueue<N extends JobName>(
  tx: Db,
  name: N,
  payload: JobPayloads[N],
  { startAfterS = 0, key }: Options = {},
): Promise<void> {
  const boss = new PgBoss({ db: fromDrizzle(tx, sql), openTelemetry: { enabled: false } });
  await boss.send(name, payload, { startAfter: startAfterS, singletonKey: key });
}

/** Brings pg-boss's own schema to its version and makes our queues. Safe to run in several processes at once. */
export async function installQueues(databaseUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: databaseUrl, max: 1, supervise: false, schedule: false });
  await boss.start();
  for (const [name, { policy, ...options }] of Object.entries(QUEUES)) {
    await boss.createQueue(name, { policy, ...options });
    await boss.updateQueue(name, options);
  }
  await boss.stop({ graceful: false });
}
