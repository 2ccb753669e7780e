import type { Context } from "../context";
import { calendarsOf } from "./busy-store";
import { asKept } from "./cached-busy";
import { channelsOf } from "./channel-store";
import { CALENDAR_SCOPES } from "./google-consent";
import type { ConnectionView } from "./schema";

/** Where the actor's calendar connection stands, and what is known of their busy times. Google is not asked. */
export async function getConnection({ db, actor, now }: Context): Promise<ConnectionView> {
  const [[row], channels] = await Promise.all([
    calendarsOf(db, [actor.personId]),
    channelsOf(db, actor.personId),
  ]);
  const connection = row?.connection;
  const cached = row?.cached ?? null;
  const state = connection?.state ?? null;
  const told = channels.filter(({ resourceId, expiresAt }) => resourceId !== null && expiresAt > now);
  const counted = connection?.busyCalendarIds ?? [];
  return {
    state: state ?? "never",
    email: connection?.email ?? null,
    missing: connection
      ? Object.values(CALENDAR_SCOPES).filter((scope) => !connection.scopes.includes(scope))
      : [],
    connectedAt: connection?.connectedAt ?? null,
    failedAt: connection?.failedAt ?? null,
    readAt: cached?.readAt ?? null,
    triedAt: cached?.triedAt ?? null,
    failure: cached?.failure ?? null,
    isKnown: asKept(state, cached, { start: now, end: now }, now).known,
    counted: counted.length,
    watched: counted.filter((id) => told.some(({ calendarId }) => calendarId === id)).length,
  };
}
