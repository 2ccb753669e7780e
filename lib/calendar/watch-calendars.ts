import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { Db, JobContext } from "../context";
import { enqueue } from "../jobs/queue";
import { DAY_MS, MINUTE_MS } from "../time/instant";
import { CalendarError } from "./calendar-error";
import * as store from "./channel-store";
import { accessWith, notedAsLost } from "./connection";
import type { Access } from "./google-access";
import { stopChannel, watchCalendar } from "./google-channels";
import { CALENDAR_SCOPES } from "./google-consent";
import { type Connection, connectionOf } from "./store";

/** Google's usual life of a channel; it may choose a shorter one. */
const LIFE_MS = 7 * DAY_MS;
/** While Google is asked; after a death in between the channel is opened again. */
const TRY_MS = 10 * MINUTE_MS;
/** A calendar that cannot be watched, as one of somebody else's, is tried again then. */
const REFUSED_FOR_MS = DAY_MS;

/** Only the hash of a channel's secret is kept. */
export const hashOf = (secret: string): Buffer => createHash("sha256").update(secret).digest();

/** Where Google tells us of changes: null where it could not reach us, or not safely. */
export function pushAddress({ config }: Pick<JobContext, "config">): string | null {
  const url = new URL("/api/google/push", config.AUTH_URL);
  const isLoopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  return url.protocol === "https:" || isLoopback ? url.href : null;
}

/**
 * Job: one channel for each of the person's calendars that count, each followed by another before it ends; those of
 * calendars that do not count any more are stopped.
 * @throws {CalendarError} where another try may help
 */
export async function watchCalendars(context: JobContext, { personId }: { personId: string }): Promise<void> {
  const { db, now } = context;
  const connection = await connectionOf(db, personId);
  if (connection?.state !== "connected") return;
  const address = pushAddress(context);
  const mayWatch = address !== null && connection.scopes.includes(CALENDAR_SCOPES.writeEvents);
  const wanted = mayWatch ? connection.busyCalendarIds : [];
  const there = await store.channelsOf(db, personId);
  for (const calendarId of wanted) {
    if (there.some((channel) => channel.calendarId === calendarId && isEnough(channel, now))) continue;
    if (!(await open(context, connection, calendarId, address ?? ""))) return;
  }
  await closeOthers(context, connection, wanted);
}

const isEnough = ({ resourceId, expiresAt }: store.Channel, now: number): boolean =>
  expiresAt > (resourceId === null ? now : now + store.RENEWED_BEFORE_MS);

/** The row comes first: the first push may be here before Google's answer. @returns whether to go on */
async function open(
  context: JobContext,
  connection: Connection,
  calendarId: string,
  address: string,
): Promise<boolean> {
  const { db, now } = context;
  const id = randomUUID();
  const token = randomBytes(32).toString("base64url");
  await store.insertChannel(db, {
    ...{ id, calendarId, personId: connection.personId },
    tokenHash: hashOf(token),
    expiresAt: now + TRY_MS,
  });
  try {
    const asked = { id, token, calendarId, address, expiresAt: now + LIFE_MS };
    await store.updateChannel(db, id, await watchCalendar(accessWith(context, connection), asked));
    return true;
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    const ended = await notedAsLost(context, connection, error, CALENDAR_SCOPES.writeEvents);
    if (ended || error.retryable || error.kind === "insufficient_scope") {
      await store.deleteChannels(db, [id]);
      if (error.retryable) throw error;
      return false;
    }
    await store.updateChannel(db, id, { expiresAt: now + REFUSED_FOR_MS });
    return true;
  }
}

/** Queues it, in the transaction that changes which calendars count, or who may watch them. */
export const queueWatch = (tx: Db, personId: string): Promise<void> =>
  enqueue(tx, "watch-calendars", { personId }, { key: personId });

/** Of each calendar that counts the channel that lasts longest stays. */
async function closeOthers(
  context: JobContext,
  connection: Connection,
  wanted: readonly string[],
): Promise<void> {
  const channels = await store.channelsOf(context.db, connection.personId);
  const lasting = channels.toSorted((a, b) => b.expiresAt - a.expiresAt);
  const staying = wanted.map((id) => lasting.find(({ calendarId }) => calendarId === id));
  const others = channels.filter((channel) => !staying.includes(channel));
  await store.deleteChannels(
    context.db,
    others.map(({ id }) => id),
  );
  await stopChannels(accessWith(context, connection), others);
}

/** As well as it goes: what cannot be stopped ends by itself, and what it still tells is refused. */
export async function stopChannels(
  access: Access,
  channels: readonly Pick<store.Channel, "id" | "resourceId">[],
  timeoutMs?: number,
): Promise<void> {
  await Promise.all(
    channels.map(async ({ id, resourceId }) => {
      if (resourceId === null) return;
      await stopChannel(access, { id, resourceId }, { timeoutMs }).catch((error: unknown) => {
        if (!(error instanceof CalendarError)) throw error;
      });
    }),
  );
}
