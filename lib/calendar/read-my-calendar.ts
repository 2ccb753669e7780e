import type { Context } from "../context";
import { DomainError } from "../errors";
import { readsThemselves } from "./ask-google";
import { calendarsOf } from "./busy-store";
import { CalendarError } from "./calendar-error";
import { unpackBusy } from "./packed-busy";
import { refreshBusy } from "./refresh-busy";
import { UNKNOWN_WORDS } from "./schema";

/** Somebody waits for this. */
const TIMEOUT_MS = 5_000;

/**
 * Reads the actor's calendar now and says what was found.
 * @throws {DomainError} `not_possible` without a permission to read it; `calendar_unavailable` with what went wrong
 */
export async function readMyCalendar(context: Context): Promise<{ words: string }> {
  const { db, actor, now } = context;
  const me = async () => (await calendarsOf(db, [actor.personId]))[0];
  const before = await me();
  if (!before || !readsThemselves(before))
    throw new DomainError("not_possible", whyNot(before?.connection?.state));
  await refreshBusy(context, { personId: actor.personId, timeoutMs: TIMEOUT_MS }).catch((error: unknown) => {
    // What failed is in the row, and in the words below.
    if (!(error instanceof CalendarError)) throw error;
  });
  const after = await me();
  if (after?.connection?.state === "reconnect")
    throw new DomainError("calendar_unavailable", whyNot("reconnect"));
  const cached = after?.cached;
  if (!cached || cached.failure !== null)
    throw new DomainError(
      "calendar_unavailable",
      `Nothing new was read: ${UNKNOWN_WORDS[cached?.failure ?? "no_answer"]}.`,
    );
  const times = unpackBusy(cached.packed, { start: now, end: cached.toAt }).length;
  const found = times === 0 ? "free" : times === 1 ? "busy once" : `busy ${times} times`;
  return { words: `Read just now: ${found} in the coming five weeks.` };
}

function whyNot(state: "connected" | "reconnect" | undefined): string {
  if (state === "reconnect") return "Google no longer lets us read your calendar. Connect it again first.";
  if (state === "connected") return "Deskside was not allowed to see when you are busy. Allow it first.";
  return "Connect your calendar first.";
}
