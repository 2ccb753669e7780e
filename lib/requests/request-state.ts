import type { EpochMs } from "../time/instant";
import { dateIn } from "../time/zone";
import type { RequestState } from "./schema";

type Stored = Exclude<RequestState, "expired">;

/** Open with its needed-by passed means expired; that is never stored. `neededByAt` is the first instant too late. */
export const stateAt = (state: Stored, neededByAt: EpochMs, now: EpochMs): RequestState =>
  state === "open" && neededByAt <= now ? "expired" : state;

/** The needed-by day, `YYYY-MM-DD` in `zone` (IANA), from the instant at which it is over. */
export const neededByDay = (neededByAt: EpochMs, zone: string): string => dateIn(neededByAt - 1, zone);
