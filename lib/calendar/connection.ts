import { keysOf } from "../config";
import type { JobContext } from "../context";
import { notify } from "../people/notices";
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

/**
 * @throws {CalendarError} `unavailable` for a permission that was sealed under another key: until its owner connects
 * again, or the key is back, the person is unknown and nothing else breaks
 */
export function accessWith(
  context: Pick<JobContext, "config">,
  { refreshTokenSealed }: Pick<store.Connection, "refreshTokenSealed">,
): Access {
  const app = googleApp(context);
  try {
    return { app, refreshToken: unseal(refreshTokenSealed, keysOf(context.config)) };
  } catch (cause) {
    throw new CalendarError("unavailable", "The permission cannot be opened.", { reason: "sealed", cause });
  }
}

const ENDED_WORDS = "Google no longer lets us read your calendar.";

/**
 * What an error says about the permission it was made with: a grant that ended is noted and its owner told, once; a
 * scope that Google misses is no longer counted as granted. Of a connection that was renewed meanwhile it says nothing.
 * @returns whether the grant has ended
 */
export async function notedAsLost(
  { db }: Pick<JobContext, "db">,
  { personId, refreshTokenSealed }: Pick<store.Connection, "personId" | "refreshTokenSealed">,
  error: unknown,
  scope: string,
): Promise<boolean> {
  if (!(error instanceof CalendarError)) return false;
  if (error.kind === "insufficient_scope") await store.removeScope(db, personId, scope, refreshTokenSealed);
  if (error.kind !== "revoked") return false;
  await db.transaction(async (tx) => {
    if (!(await store.saveReconnect(tx, personId, ENDED_WORDS, refreshTokenSealed))) return;
    const text = `${ENDED_WORDS} Until you connect it again, colleagues see your time as unknown.`;
    await notify(tx, { personId, kind: "reconnect", text, href: "/settings/calendar" });
  });
  return true;
}
