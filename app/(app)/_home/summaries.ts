import type { Context } from "@/lib/context";
import { log } from "@/lib/log";
import { summariseMatches } from "@/lib/matching/summarise-matches";

/** Who could help and when, once the calendars are compared; null when that failed: the rest of home stands without it. */
export type Summaries = Promise<Awaited<ReturnType<typeof summariseMatches>> | null>;

export const summariesOf = (context: Context, ids: readonly string[]): Summaries =>
  summariseMatches(context, ids).catch((error: unknown) => {
    log().error({ error: String(error) }, "home: matches");
    return null;
  });
