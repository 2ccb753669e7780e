import { type Access, type Deadline, withAccess } from "@/lib/calendar/google-access";

export type ListedCalendar = {
  /** The address, for a primary calendar. */
  readonly id: string;
  readonly summary: string;
  readonly primary: boolean;
  /** `freeBusyReader`, `reader`, `writer` or `owner`. */
  readonly accessRole: string;
  /** IANA. */
  readonly zone: string | null;
};

/**
 * The calendars in a person's list, for choosing which count as busy.
 * https://developers.google.com/workspace/calendar/api/v3/reference/calendarList/list
 * @throws {CalendarError} any kind
 */
export async function listCalendars(access: Access, deadline: Deadline = {}): Promise<ListedCalendar[]> {
  const calendars: ListedCalendar[] = [];
  let pageToken: string | undefined;
  do {
    const page = await withAccess(access, deadline, (calendar, options) =>
      calendar.calendarList.list({ maxResults: 250, pageToken }, options),
    );
    for (const { id, summary, summaryOverride, primary, accessRole, timeZone } of page.items ?? []) {
      if (!id) continue;
      calendars.push({
        id,
        summary: summaryOverride ?? summary ?? id,
        primary: primary ?? false,
        accessRole: accessRole ?? "reader",
        zone: timeZone ?? null,
      });
    }
    pageToken = page.nextPageToken ?? undefined;
  } while (pageToken);
  return calendars;
}
