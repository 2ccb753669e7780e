import type { Context } from "../context";
import { DomainError } from "../errors";
import { parse } from "../input";
import { lockMyRequest } from "./my-request";
import { RequestId } from "./schema";
import * as store from "./store";

/**
 * Undoes a withdrawal. A request that is open stays so; one whose day has passed meanwhile comes back expired.
 * @throws {DomainError} `not_found`, `forbidden`; `not_possible` when it is booked or done
 */
export async function reopenRequest(context: Context, input: unknown): Promise<{ id: string }> {
  const { id } = parse(RequestId, input);
  return context.db.transaction(async (tx) => {
    const { request } = await lockMyRequest(tx, context, id, "reopen");
    if (request.state === "open") return { id };
    if (!(await store.setRequestState(tx, id, ["withdrawn"], "open")))
      throw new DomainError("not_possible", `A request that is ${request.state} cannot be reopened.`);
    return { id };
  });
}
