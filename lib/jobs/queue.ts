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
  /** Brings every coming session of the person's in line with its event in Google. Coalesced by person. */
  "sync-sessions": { personId: string };
  /** Reads when a person is busy. */
  "refresh-busy": { personId: string };
  /** Reads when people who gave no permission of their own are busy: 50 at most. */
  "refresh-colleagues": { personIds: string[] };
  /** Opens, renews and stops the channels by which Google tells of changes in a person's calendars. */
  "watch-calendars": { personId: string };
  /** Each minute: queues the reading of calendars. */
  "poll-calendars": Record<string, never>;
  /** Mails a notice to the person it is for. */
  "mail-notice": { noticeId: string };
  /** Mails a person the session as it is now, with its iCalendar file. Coalesced by session and person. */
  "mail-invitation": { sessionId: string; personId: string };
  /** Every ten minutes: reminds of sessions a day ahead and asks for notes the morning after. */
  "remind-people": Record<string, never>;
  /** Every half hour: queues the week's mail of those whose Monday morning has come. */
  "queue-weeks": Record<string, never>;
  /** Mails a person what was learned near their systems in the week before `monday` (`YYYY-MM-DD`, in their zone). */
  "mail-week": { personId: string; monday: string };
  /** Deletes what is about a person who was let go. */
  "delete-person": { personId: string };
  /** Every hour: what has had its time goes. */
  "purge-old": Record<string, never>;
  /** Every five minutes: counts anew how rare each word of the notes is, where enough of them changed. */
  "refresh-search": Record<string, never>;
  /** Makes notes findable by what their systems are called now: 2,000 at most. */
  "index-notes": { noteIds: string[] };
};

export type JobName = keyof JobPayloads;

/**
 * How jobs are tried. Refused ones are tried again with growing pauses (2 s, 4 s, ... at most 10 minutes, with jitter)
 * for about an hour. A worker says every ten seconds that it is at it; when it has been silent for twenty, another one
 * takes the job over. No job may take longer than five minutes.
 */
const TRIES = {
  retryLimit: 14,
  retryDelay: 2,
  retryBackoff: true,
  retryDelayMax: 600,
  expireInSeconds: 300,
  heartbeatSeconds: 20,
  notify: true,
} as const;

/** Jobs that are due again within minutes: many, coalesced, and of no interest once done. */
const OFTEN = { ...TRIES, policy: "stately", deleteAfterSeconds: 3_600 } as const;

const QUEUES: Record<JobName, Omit<Queue, "name">> = {
  "send-invite": TRIES,
  "update-event": TRIES,
  "cancel-event": TRIES,
  "close-unfilled": TRIES,
  "sync-sessions": OFTEN,
  "mail-notice": TRIES,
  "mail-invitation": { ...TRIES, policy: "stately" },
  "remind-people": { ...OFTEN, retryLimit: 0 },
  "queue-weeks": { ...OFTEN, retryLimit: 0 },
  "mail-week": TRIES,
  "refresh-search": { ...OFTEN, retryLimit: 0 },
  "purge-old": { ...OFTEN, retryLimit: 0 },
  "delete-person": { ...TRIES, policy: "stately", deleteAfterSeconds: 3_600 },
  "index-notes": TRIES,
  // What stays unread is due again in ten minutes.
  "refresh-busy": { ...OFTEN, retryLimit: 4 },
  "refresh-colleagues": { ...OFTEN, retryLimit: 4 },
  "watch-calendars": { ...TRIES, policy: "stately" },
  "poll-calendars": { ...OFTEN, retryLimit: 0 },
};

export const JOB_NAMES = Object.keys(QUEUES) as JobName[];

/** Queued by the clock: `cron` in UTC, and once when a worker starts where `atStart` is set. Their payload is empty. */
type Scheduled = { readonly cron: string; readonly atStart?: boolean };

export const SCHEDULES: Partial<Record<JobName, Scheduled>> = {
  "poll-calendars": { cron: "* * * * *", atStart: true },
  "remind-people": { cron: "*/10 * * * *", atStart: true },
  "queue-weeks": { cron: "*/30 * * * *", atStart: true },
  "refresh-search": { cron: "*/5 * * * *", atStart: true },
  "purge-old": { cron: "17 * * * *" },
};

type Options = {
  /** Seconds to wait before the first try. */
  startAfterS?: number;
  /** In a queue of the policy `stately`: no second job waits with the same key. */
  key?: string;
};

/**
 * Queues a job in the transaction that causes it: both commit, or neither. It counts as the person's whom it is about,
 * so that somebody with hundreds of jobs does not hold up the others.
 */
export async function enqueue<N extends JobName>(
  tx: Db,
  name: N,
  payload: JobPayloads[N],
  { startAfterS = 0, key }: Options = {},
): Promise<void> {
  const boss = new PgBoss({ db: fromDrizzle(tx, sql), openTelemetry: { enabled: false } });
  const personId = await personOf(tx, payload);
  await boss.send(name, payload, {
    startAfter: startAfterS,
    singletonKey: key,
    ...(personId ? { group: { id: personId } } : {}),
  });
}

/** Whose turn a job takes: the person named or told, or the requester of the session, whose calendar is written to. */
async function personOf(tx: Db, payload: object): Promise<string | undefined> {
  const { personId, sessionId, noticeId }: Partial<Record<string, string>> = { ...payload };
  if (personId || !(sessionId || noticeId)) return personId;
  const [row] = await tx.execute<{ id: string }>(
    sessionId
      ? sql`select requester_id as id from sessions join requests on requests.id = request_id where sessions.id = ${sessionId}`
      : sql`select person_id as id from notices where id = ${noticeId}`,
  );
  return row?.id;
}

/** Brings pg-boss's own schema to its version, makes our queues and sets what the clock queues. Safe in several processes at once. */
export async function installQueues(databaseUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: databaseUrl, max: 1, supervise: false, schedule: false });
  await boss.start();
  for (const [name, { policy, ...options }] of Object.entries(QUEUES)) {
    await boss.createQueue(name, { policy, ...options });
    await boss.updateQueue(name, options);
  }
  await setSchedules(boss);
  await boss.stop({ graceful: false });
}

async function setSchedules(boss: PgBoss): Promise<void> {
  for (const { name } of await boss.getSchedules()) if (!(name in SCHEDULES)) await boss.unschedule(name);
  for (const [name, { cron }] of Object.entries(SCHEDULES)) await boss.schedule(name, cron, {});
}
