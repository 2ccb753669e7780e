import type { Context } from "@/lib/context";
import { describeError, log } from "@/lib/log";
import type { MatchesSummary } from "@/lib/matching/schema";
import { summariseMatches } from "@/lib/matching/summarise-matches";

/** By request; null where the calendars could not be compared. */
export type Outlooks = Map<string, MatchesSummary> | null;

/** Who could come when, for all rows of home at once. Home stands without it: a failure is told in the rows. */
export async function outlooksOf(context: Context, ids: readonly string[]): Promise<Outlooks> {
  try {
    return await summariseMatches(context, ids);
  } catch (error) {
    log().error({ error: describeError(error) }, "home: matches");
    return null;
  }
}
