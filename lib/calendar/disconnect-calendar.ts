import type { Context } from "../context";
import { forgetBusy } from "./busy-store";
import { CalendarError } from "./calendar-error";
import { accessWith } from "./connection";
import { revokeGrant } from "./google-consent";
import { queueRefresh } from "./refresh-busy";
import * as store from "./store";

/** Forgets the actor's calendar and takes the permission back at Google, if Google can be reached. */
export async function disconnectCalendar(context: Context): Promise<void> {
  const { db, actor } = context;
  const connection = await store.connectionOf(db, actor.personId);
  if (!connection) return;
  await db.transaction(async (tx) => {
    await store.deleteConnection(tx, actor.personId);
    await forgetBusy(tx, actor.personId);
    // A colleague's permission may still tell when they are busy.
    await queueRefresh(tx, [actor.personId]);
  });
  const { app, refreshToken } = accessWith(context, connection);
  await revokeGrant(app, refreshToken).catch((error: unknown) => {
    if (!(error instanceof CalendarError)) throw error;
  });
}
