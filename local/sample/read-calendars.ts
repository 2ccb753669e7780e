import { schema } from "@/db/schema/schema";
import { refreshBusy, refreshColleagues } from "@/lib/calendar/refresh-busy";
import type { JobContext } from "@/lib/context";

/** Reads everybody's calendar once, as the worker will every ten minutes: pages know it from the first one on. */
export async function readCalendars(context: JobContext): Promise<void> {
  const people = await context.db.select({ id: schema.people.id }).from(schema.people);
  const connections = await context.db
    .select({ personId: schema.calendarConnections.personId })
    .from(schema.calendarConnections);
  const connected = new Set(connections.map(({ personId }) => personId));
  for (const personId of connected) await refreshBusy(context, { personId });
  const personIds = people.map(({ id }) => id).filter((id) => !connected.has(id));
  await refreshColleagues(context, { personIds });
}
