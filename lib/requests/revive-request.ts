import type { Context } from "../context";
import { DomainError } from "../errors";
import { parse } from "../input";
import { dateIn } from "../time/zone";
import { neededByEnd } from "./ask";
import { lockMyRequest } from "./my-request";
import { ReviveRequest } from "./schema";
import * as store from "./store";

/**
 * Gives the actor's expired request a new day (`YYYY-MM-DD` in their zone) and puts it back on the board.
 * @throws {DomainError} `invalid`, `not_found`, `forbidden`; `not_possible` unless it is open or expired
 */
export async function reviveRequest(context: Context, input: unknown): Promise<{ id: string }> {
  const { id, neededBy } = parse(ReviveRequest, input);
  return context.db.transaction(async (tx) => {
    const { request, requester } = await lockMyRequest(tx, context, id, "revive");
    if (request.state !== "open")
      throw new DomainError("not_possible", `A request that is ${request.state} cannot be revived.`);
    const { zone } = requester;
    await store.updateRequest(tx, id, {
      neededByAt: await neededByEnd(tx, neededBy, zone, dateIn(context.now, zone)),
    });
    return { id };
  });
}
