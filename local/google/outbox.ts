import type { Guest, Mail, StoredEvent } from "./state";
import type { World } from "./world";

/** `sendUpdates`: who is mailed about a change. */
export type Telling = "all" | "externalOnly" | "none";

/** Nothing is sent: what Google would mail is written down. */
export function mail(
  world: World,
  event: StoredEvent,
  kind: Mail["kind"],
  guests: readonly Guest[],
  tell: Telling,
): void {
  if (tell === "none") return;
  for (const { email } of guests) {
    if (email === event.calendarId || (tell === "externalOnly" && world.person(email))) continue;
    world.state.outbox.push({
      at: world.now(),
      kind,
      from: event.calendarId,
      to: email,
      eventId: event.id,
      summary: event.summary ?? "",
    });
  }
}
