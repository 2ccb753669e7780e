import type { JobContext } from "../context";
import { CalendarError } from "./calendar-error";
import { unseal } from "./encryption";
import type { GoogleApp } from "./google";
import type { Access } from "./google-access";
import * as store from "./store";

export const googleApp = ({ config }: Pick<JobContext, "config">): GoogleApp => ({
  clientId: config.GOOGLE_CLIENT_ID,
  clientSecret: config.GOOGLE_CLIENT_SECRET,
  baseUrl: config.GOOGLE_BASE_URL,
});

export const accessWith = (
  context: Pick<JobContext, "config">,
  connection: Pick<store.Connection, "refreshTokenSealed">,
): Access => ({
  app: googleApp(context),
  refreshToken: unseal(connection.refreshTokenSealed, context.config.ENCRYPTION_KEY),
});

/** Access to a person's own calendars; null where they never connected, or have to connect again. */
export async function accessOf(context: JobContext, personId: string): Promise<Access | null> {
  const connection = await store.connectionOf(context.db, personId);
  return connection?.state === "connected" ? accessWith(context, connection) : null;
}

/** Notes that Google no longer lets us in, so that nobody asks again until the person has reconnected. */
export const markReconnect = ({ db }: Pick<JobContext, "db">, personId: string) =>
  store.saveReconnect(db, personId, "Google no longer lets us read your calendar.");

/** @returns whether the error was a withdrawn permission, now noted. */
export async function notedAsRevoked(
  context: Pick<JobContext, "db">,
  personId: string,
  error: unknown,
): Promise<boolean> {
  if (!(error instanceof CalendarError) || error.kind !== "revoked") return false;
  await markReconnect(context, personId);
  return true;
}
