import { firstName } from "@/components/people/first-name";
import type { SeatView, SessionView } from "@/lib/sessions/schema";
import { formatDay, formatTimeRange, zoneCity } from "@/lib/time/format";
import { dateIn } from "@/lib/time/zone";

type When = Pick<SessionView, "start" | "end">;

/** `Today`, `Tomorrow`, or nothing, as the reader has it. */
export function dayWord({ start }: When, now: number, zone: string): string {
  const day = dateIn(start, zone);
  if (day === dateIn(now, zone)) return "Today";
  return day === dateIn(now + 86_400_000, zone) ? "Tomorrow" : "";
}

/** `08:00–08:50 New York`, for each zone of the others that shows another time; with the day where that differs too. */
export function elsewhere({ start, end }: When, mine: string, zones: readonly string[]): string[] {
  const here = formatTimeRange(start, end, mine);
  const day = formatDay(start, mine);
  return [...new Set(zones)].flatMap((zone) => {
    const there = formatTimeRange(start, end, zone);
    const date = formatDay(start, zone);
    if (there === here && date === day) return [];
    return [`${date === day ? "" : `${date} `}${there} ${zoneCity(zone)}`];
  });
}

/** Who sits there; of a session that was cancelled or did not happen, who would have. */
export const sitting = ({ seats, state }: SessionView): readonly SeatView[] =>
  seats.filter(({ active, left }) => (isOver(state) ? !left : active));

/** It will not take place, or did not. */
export const isOver = (state: SessionView["state"]): boolean => state === "cancelled" || state === "not_held";

export const nameOf = ({ person }: SeatView): string => person?.name ?? "Somebody who left";

/** `Ana’s desk`, `your desk`; null where it is video. */
export function placeWords(session: SessionView): string | null {
  const { place, mine } = session;
  const role = place === "my_desk" ? "requester" : place === "your_desk" ? "partner" : null;
  if (role === null) return place === "either" ? "Video, or a desk" : null;
  if (mine?.role === role) return "Your desk";
  const host = sitting(session).find((seat) => seat.role === role);
  return host ? `${firstName(nameOf(host))}’s desk` : "A desk";
}

/** `Bo`, `Bo and Hana`, `Bo, Hana and Sam`. */
export const joined = (names: readonly string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
