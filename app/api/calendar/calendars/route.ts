import { route } from "@/app/_server/route";
import { listMyCalendars } from "@/lib/calendar/choose-calendars";

/** Asks Google, so no page waits for it. */
export const GET = route(listMyCalendars);
