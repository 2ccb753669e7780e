import { PLACES } from "@/lib/requests/schema";
import { differing, type PageState, type RequestFrame } from "./what-if";

// Apart from what the browser loads: the server reads the address, and only it needs the schema.

type Search = Record<string, string | string[] | undefined>;

const DATE = /^\d{4}-\d\d-\d\d$/;
const isDate = (text: string) => DATE.test(text) && !Number.isNaN(Date.parse(text));

/**
 * What the address of a request page says.
 * @param today In the requester's zone: an earlier day cannot be asked for. What an address spells wrongly is left out.
 */
export function pageStateOf(search: Search, stored: RequestFrame, today: string): PageState {
  const text = (name: string) => {
    const value = search[name];
    return typeof value === "string" ? value : "";
  };
  const lengthMin = Number(text("length"));
  const isLength = lengthMin >= 5 && lengthMin <= 480 && lengthMin % 5 === 0;
  const place = PLACES.find((one) => one === text("place"));
  const by = text("by");
  return {
    tried: differing(stored, {
      ...(isLength && { lengthMin }),
      ...(place && { place }),
      ...(isDate(by) && by >= today && { neededBy: by }),
    }),
    week: isDate(text("week")) ? text("week") : undefined,
    who: text("who").slice(0, 100),
  };
}
