import type { Context } from "../context";
import { DomainError } from "../errors";
import { parse } from "../input";
import { hasLiveSession, lockMyRequest } from "./my-request";
import { RequestId } from "./schema";
import * as store from "./store";

/**
 * Takes the actor's request off the board; `reopenRequest` undoes it. Withdrawing twice is withdrawing once.
 * @throws {DomainError} `not_found`, `forbidden`; `not_possible` with a session on it, or after it took place
 */
export async function withdrawRequest(context: Context, input: unknown): Promise<{ id: string }> {
  const { id } = parse(RequestId, input);
  return context.db.transaction(async (tx) => {
    const record = await lockMyRequest(tx, context, id, "withdraw");
    if (record.request.state === "withdrawn") return { id };
    if (hasLiveSession(record))
      throw new DomainError("not_possible", "A session is booked on this. Cancel the session first.", {
        detail: { sessionId: record.sessionId },
      });
    if (!(await store.setRequestState(tx, id, ["open"], "withdrawn")))
      throw new DomainError("not_possible", "The session took place, so there is nothing left to withdraw.");
    return { id };
  });
}
