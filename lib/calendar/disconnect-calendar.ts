import type { Context } from "../context";
import { CalendarError } from "./calendar-error";
import { accessWith } from "./connection";
import { revokeGrant } from "./google-consent";
import * as store from "./store";

/** Forgets the actor's calendar and takes the permission back at Google, if Google can be reached. */
export async function disconnectCalendar(context: Context): Promise<void> {
  const { db, actor } = context;
  const connection = await store.connectionOf(db, actor.personId);
  if (!connection) return;
  await store.deleteConnection(db, actor.personId);
  const { app, refreshToken } = accessWith(context, connection);
  await revokeGrant(app, refreshToken).catch((error: unknown) => {
    if (!(error instanceof CalendarError)) throw error;
  });
}
