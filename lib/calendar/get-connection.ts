import type { Context } from "../context";
import { calendarsOf } from "./busy-store";
import { CALENDAR_SCOPES } from "./google-consent";
import type { ConnectionView } from "./schema";

/** Where the actor's calendar connection stands. */
export async function getConnection({ db, actor }: Context): Promise<ConnectionView> {
  const [row] = await calendarsOf(db, [actor.personId]);
  const connection = row?.connection;
  return {
    state: connection?.state ?? "never",
    email: connection?.email ?? null,
    missing: connection
      ? Object.values(CALENDAR_SCOPES).filter((scope) => !connection.scopes.includes(scope))
      : [],
    connectedAt: connection?.connectedAt ?? null,
    readAt: row?.cached?.readAt ?? null,
    failedAt: connection?.failedAt ?? null,
    failure: connection?.failure ?? null,
  };
}
