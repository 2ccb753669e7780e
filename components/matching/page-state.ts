import * as z from "zod/mini";
import { FARTHEST_DAYS, RequestFrame as Frame } from "@/lib/requests/schema";
import { addDays } from "@/lib/time/zone";
import { differing, type PageState, type RequestFrame } from "./what-if";

// Apart from what the browser loads: the server reads the address, and only it needs the schema.

type Search = Record<string, string | string[] | undefined>;

/**
 * What the address of a request page says.
 * @param today In the requester's zone: an earlier day cannot be asked for, nor one more than a year ahead. What an
 * address spells wrongly is left out.
 */
export function pageStateOf(search: Search, stored: RequestFrame, today: string): PageState {
  const lengthMin = z.safeParse(Frame.lengthMin, search.length).data;
  const place = z.safeParse(Frame.place, search.place).data;
  const by = z.safeParse(Frame.neededBy, search.by).data;
  const isAhead = by !== undefined && by >= today && by <= addDays(today, FARTHEST_DAYS);
  return {
    tried: differing(stored, {
      ...(lengthMin !== undefined && { lengthMin }),
      ...(place && { place }),
      ...(isAhead && { neededBy: by }),
    }),
    week: z.safeParse(Frame.neededBy, search.week).data,
    who: typeof search.who === "string" ? search.who.slice(0, 100) : "",
  };
}
