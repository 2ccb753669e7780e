import { CalendarError } from "../calendar/calendar-error";
import type { JobContext } from "../context";
import { sessionsToSync } from "./event-store";
import { reconcileEvent } from "./reconcile-event";
import { removeEvent } from "./remove-event";

/**
 * Job: reads the event of every coming session in which the person has a seat, and takes over what people changed in
 * Google; of a cancelled one whose event could not be taken away, tries that again. One that cannot be read does not keep the others waiting, unless Google asks for fewer calls.
 * @throws the first failure that another try may mend, after all were read
 */
export async function syncSessions(context: JobContext, { personId }: { personId: string }): Promise<void> {
  const failures: unknown[] = [];
  for (const id of await sessionsToSync(context.db, personId)) {
    try {
      await reconcileEvent(context, id, { writes: false });
      await removeEvent(context, id);
    } catch (error) {
      failures.push(error);
      if (error instanceof CalendarError && error.kind === "rate_limited") break;
    }
  }
  if (failures.length > 0) throw failures[0];
}
