import type { Context, Db } from "../context";
import { DomainError, notFound } from "../errors";
import * as store from "./store";

/**
 * The actor's own request, its row held until the transaction ends, so that nobody books it meanwhile.
 * @throws {DomainError} `not_found`; `forbidden` for a request of somebody else, `what` says which deed
 */
export async function lockMyRequest(tx: Db, { actor }: Pick<Context, "actor">, id: string, what: string) {
  if (!(await store.lockRequest(tx, id))) throw notFound("request");
  const record = await store.requestById(tx, id, actor.personId);
  if (!record) throw notFound("request");
  if (record.request.requesterId !== actor.personId)
    throw new DomainError("forbidden", `Only ${record.requester.name} can ${what} this request.`);
  return record;
}

/** Whether a session stands on it: booked, or waiting for another partner at its time. */
export const hasLiveSession = ({ request, sessionId }: store.RequestRecord): boolean =>
  sessionId !== null && (request.state === "open" || request.state === "booked");
