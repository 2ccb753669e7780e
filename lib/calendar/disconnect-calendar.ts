import type { Context } from "../context";
import { audit } from "../people/audit";
import { forgetBusy } from "./busy-store";
import { CalendarError } from "./calendar-error";
import { channelsOf, deleteChannels } from "./channel-store";
import { accessWith } from "./connection";
import { revokeGrant } from "./google-consent";
import { queueRefresh } from "./refresh-busy";
import * as store from "./store";
import { stopChannels } from "./watch-calendars";

/** Somebody waits for this. */
const TIMEOUT_MS = 3_000;

/**
 * Forgets the actor's calendar, stops what tells us of its changes and takes the permission back at Google, if Google
 * can be reached.
 */
export async function disconnectCalendar(context: Context): Promise<void> {
  const { db, actor } = context;
  const connection = await store.connectionOf(db, actor.personId);
  if (!connection) return;
  const channels = await channelsOf(db, actor.personId);
  await db.transaction(async (tx) => {
    await store.deleteConnection(tx, actor.personId);
    await forgetBusy(tx, actor.personId);
    await deleteChannels(
      tx,
      channels.map(({ id }) => id),
    );
    // A colleague's permission may still tell when they are busy.
    await queueRefresh(tx, [actor.personId]);
    await audit(tx, context, "calendar_disconnected");
  });
  try {
    const access = accessWith(context, connection);
    if (connection.state === "connected") await stopChannels(access, channels, TIMEOUT_MS);
    await revokeGrant(access.app, access.refreshToken, { timeoutMs: TIMEOUT_MS });
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
  }
}
