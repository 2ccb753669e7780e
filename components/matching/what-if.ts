import type { Place } from "@/lib/requests/schema";
import { formatDay } from "@/lib/time/format";

/** How long, where, and by which day (`YYYY-MM-DD` in the requester's zone). */
export type RequestFrame = { lengthMin: number; place: Place; neededBy: string };

/** What the requester tries instead of what the request says; only what differs from it. */
export type Tried = Partial<RequestFrame>;

/** What the page's address says beside the request: what is tried, the week, and whose times. */
export type PageState = { tried: Tried; week: string | undefined; who: string };

/** The address for it: an empty text where the page shows the request as it is. */
export function searchOfPage({ tried, week, who }: PageState): string {
  const search = new URLSearchParams();
  if (tried.lengthMin) search.set("length", String(tried.lengthMin));
  if (tried.place) search.set("place", tried.place);
  if (tried.neededBy) search.set("by", tried.neededBy);
  if (week) search.set("week", week);
  if (who) search.set("who", who);
  return search.size > 0 ? `?${search}` : "";
}

/** Only what is not as the request says. */
export const differing = (stored: RequestFrame, tried: Tried): Tried => ({
  ...(tried.lengthMin !== undefined &&
    tried.lengthMin !== stored.lengthMin && { lengthMin: tried.lengthMin }),
  ...(tried.place !== undefined && tried.place !== stored.place && { place: tried.place }),
  ...(tried.neededBy !== undefined && tried.neededBy !== stored.neededBy && { neededBy: tried.neededBy }),
});

export const isTrying = (tried: Tried): boolean => Object.keys(tried).length > 0;

/** `Fri 27 Nov`, of a date without a zone. */
export const dayWords = (date: string): string => formatDay(Date.parse(`${date}T12:00Z`), "UTC");

/** Where, in the middle of a sentence said to the reader. */
export function placeWords(place: Place, mine: boolean, requesterName: string): string {
  if (place === "video") return "video";
  if (place === "either") return "video or a desk";
  const atRequester = place === "my_desk";
  if (atRequester === mine) return "at your desk";
  return mine ? "at their desk" : `at ${requesterName}’s desk`;
}

/** `50 min, video, by Fri 27 Nov`: of each thing that is tried, what one of the two says. */
export function frameWords(frame: RequestFrame, tried: Tried): string {
  const words = [
    tried.lengthMin !== undefined && `${frame.lengthMin} min`,
    tried.place !== undefined && placeWords(frame.place, true, ""),
    tried.neededBy !== undefined && `by ${dayWords(frame.neededBy)}`,
  ].filter((one) => one !== false);
  return words.join(", ");
}
