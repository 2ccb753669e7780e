import { timingSafeEqual } from "node:crypto";
import type { JobContext } from "../context";
import { notFound } from "../errors";
import { enqueue } from "../jobs/queue";
import { HOUR_MS } from "../time/instant";
import { type Channel, channelById, updateChannel } from "./channel-store";
import { queueRefresh } from "./refresh-busy";
import { hashOf } from "./watch-calendars";

type Headers = Readonly<Record<string, string | string[] | undefined>>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const LONGEST = 256;

/**
 * What Google says of a change in a watched calendar. It is a hint and nothing more: however many come, in whatever
 * order, the person's calendar is read once after the last of them, and so are their sessions' events.
 * https://developers.google.com/workspace/calendar/api/guides/push#receiving-notifications
 * @param headers By lower-case name; there is no body worth reading.
 * @throws {DomainError} `not_found` unless it is from a channel of ours that is on
 */
export async function receivePush(
  { db, now }: Pick<JobContext, "db" | "now">,
  headers: Headers,
): Promise<void> {
  const said = (name: string) => String(headers[`x-goog-${name}`] ?? "").slice(0, LONGEST);
  const id = channelIdIn(headers);
  const channel = id === null ? undefined : await channelById(db, id);
  const resourceId = said("resource-id");
  if (!channel || channel.expiresAt <= now || !isGenuine(channel, said("channel-token"), resourceId))
    throw notFound("channel");
  if (channel.resourceId === null) {
    // It is here before the answer of the call that opened it, or that answer was lost.
    const until = Date.parse(said("channel-expiration"));
    const expiresAt = until > now ? until : now + HOUR_MS;
    await updateChannel(db, channel.id, { resourceId, expiresAt });
  }
  if (said("resource-state") === "sync") return;
  const { personId } = channel;
  await db.transaction(async (tx) => {
    await queueRefresh(tx, [personId]);
    await enqueue(tx, "sync-sessions", { personId }, { key: personId });
  });
}

/** Which channel a push says it is from; null where it is none of ours by its looks. */
export function channelIdIn(headers: Headers): string | null {
  const id = String(headers["x-goog-channel-id"] ?? "");
  return UUID.test(id) ? id : null;
}

/** Takes the same time whatever is wrong. The secret alone opens a channel whose resource we were not told yet. */
function isGenuine({ tokenHash, resourceId }: Channel, token: string, said: string): boolean {
  const isToken = timingSafeEqual(hashOf(token), Buffer.from(tokenHash));
  const isResource = timingSafeEqual(hashOf(said), hashOf(resourceId ?? said));
  return isToken && isResource && said !== "";
}
