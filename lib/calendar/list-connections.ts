import * as z from "zod/mini";
import type { Context } from "../context";
import { parse } from "../input";
import { requireAdmin } from "../people/sign-in";
import { connectionCounts, connectionsIn } from "./connections-store";
import { UNKNOWN_WORDS } from "./schema";

const A_PAGE = 50;

const Wanted = z.object({
  state: z.catch(z.optional(z.enum(["connected", "failing", "reconnect", "never"])), undefined),
  page: z.catch(z.pipe(z.coerce.number(), z.int().check(z.minimum(1), z.maximum(100_000))), 1),
});

/**
 * For admins: how many calendars are in which state, and who, fifty a page. Without a state: the first of those in
 * which somebody may have to do something, and connected ones if there is none.
 * @throws {DomainError} `forbidden`
 */
export async function listConnections({ db, actor }: Context, input: unknown) {
  requireAdmin(actor);
  const wanted = parse(Wanted, input);
  const counts = await connectionCounts(db);
  const state =
    wanted.state ?? (["reconnect", "failing"] as const).find((trouble) => counts[trouble] > 0) ?? "connected";
  const rows = await connectionsIn(db, state, { limit: A_PAGE, offset: (wanted.page - 1) * A_PAGE });
  return {
    state,
    counts,
    page: wanted.page,
    pages: Math.max(1, Math.ceil(counts[state] / A_PAGE)),
    people: rows.map(({ failure, ...row }) => ({ ...row, failure: failure ? UNKNOWN_WORDS[failure] : null })),
  };
}
