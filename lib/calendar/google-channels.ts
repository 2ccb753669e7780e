import { CalendarError } from "@/lib/calendar/calendar-error";
import { type Access, type Deadline, withAccess } from "@/lib/calendar/google-access";
import type { EpochMs } from "@/lib/time/instant";

/**
 * Asks Google to tell `address` of every change in a calendar. It answers with what `stopChannel` needs, and with the
 * end it chose, which may be earlier than the one asked for.
 * https://developers.google.com/workspace/calendar/api/v3/reference/events/watch
 * @throws {CalendarError} any kind; `invalid` or `forbidden` for calendars that cannot be watched
 */
export async function watchCalendar(
  access: Access,
  channel: { id: string; token: string; calendarId: string; address: string; expiresAt: EpochMs },
  deadline: Deadline = {},
): Promise<{ resourceId: string; expiresAt: EpochMs }> {
  const { id, token, calendarId, address, expiresAt } = channel;
  const requestBody = { id, token, address, type: "web_hook", expiration: String(expiresAt) };
  const opened = await withAccess(access, deadline, (calendar, options) =>
    calendar.events.watch({ calendarId, requestBody }, options),
  );
  if (!opened.resourceId) throw new CalendarError("unavailable", "Google did not say what it watches.");
  return { resourceId: opened.resourceId, expiresAt: Number(opened.expiration) || expiresAt };
}

/**
 * Ends a channel. One that is over already counts as done.
 * https://developers.google.com/workspace/calendar/api/v3/reference/channels/stop
 * @throws {CalendarError}
 */
export async function stopChannel(
  access: Access,
  requestBody: { id: string; resourceId: string },
  deadline: Deadline = {},
): Promise<void> {
  try {
    await withAccess(access, deadline, (calendar, options) =>
      calendar.channels.stop({ requestBody }, options),
    );
  } catch (error) {
    if (!(error instanceof CalendarError && (error.kind === "not_found" || error.kind === "gone")))
      throw error;
  }
}
