import type { Context } from "../context";
import { DomainError } from "../errors";
import { parse } from "../input";
import { CalendarError } from "./calendar-error";
import { accessWith, notedAsLost } from "./connection";
import { listCalendars } from "./google-calendars";
import { CALENDAR_SCOPES } from "./google-consent";
import { queueRefresh } from "./refresh-busy";
import { type CalendarChoice, ChooseCalendars } from "./schema";
import * as store from "./store";
import { queueWatch } from "./watch-calendars";

const LIST_TIMEOUT_MS = 3_000;

/**
 * The actor's calendars, and which of them count as busy.
 * @throws {DomainError} `calendar_unavailable` with what went wrong in words
 */
export async function listMyCalendars(context: Context): Promise<CalendarChoice[]> {
  const { db, actor } = context;
  const connection = await store.connectionOf(db, actor.personId);
  if (connection?.state !== "connected") return [];
  try {
    const calendars = await listCalendars(accessWith(context, connection), { timeoutMs: LIST_TIMEOUT_MS });
    return calendars.map(({ id, summary, primary }) => ({
      id,
      summary,
      primary,
      counts: connection.busyCalendarIds.includes(id),
    }));
  } catch (error) {
    if (await notedAsLost(context, connection, error, CALENDAR_SCOPES.chooseCalendars)) return [];
    if (!(error instanceof CalendarError)) throw error;
    const message =
      error.kind === "insufficient_scope"
        ? "Listing your calendars was not allowed, so only your main calendar counts."
        : "Google did not answer. Which calendars count is unchanged.";
    throw new DomainError("calendar_unavailable", message, { cause: error });
  }
}

/** @throws {DomainError} `invalid` when none is chosen or one is not the actor's, `calendar_unavailable` */
export async function chooseCalendars(context: Context, input: unknown): Promise<void> {
  const { calendarIds } = parse(ChooseCalendars, input);
  const own = await listMyCalendars(context);
  const chosen = own.filter(({ id }) => calendarIds.includes(id));
  if (chosen.length === 0 || chosen.length < new Set(calendarIds).size) {
    const sentence =
      chosen.length === 0 ? "Choose at least one calendar." : "One of these calendars is no longer there.";
    throw new DomainError("invalid", sentence, { fields: { calendarIds: sentence } });
  }
  const { personId } = context.actor;
  await context.db.transaction(async (tx) => {
    await store.saveBusyCalendars(
      tx,
      personId,
      chosen.map(({ id }) => id),
    );
    await queueRefresh(tx, [personId]);
    await queueWatch(tx, personId);
  });
}
