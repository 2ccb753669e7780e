import { queryOptions } from "@tanstack/react-query";
import { getJson, Refused } from "@/components/ui/get-json";
import type { CalendarChoice } from "@/lib/calendar/schema";

/** The actor's calendars, as Google lists them. */
export const calendarsQuery = () =>
  queryOptions({
    queryKey: ["calendars"],
    queryFn: ({ signal }) => getJson<CalendarChoice[]>("/api/calendar/calendars", signal),
    // What was refused will be refused again; it says so at once.
    retry: (failed, error) => !(error instanceof Refused) && failed < 2,
    staleTime: 60_000, // ms: people rarely make calendars
  });
