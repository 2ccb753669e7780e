import type { Context } from "../context";
import { notFound } from "../errors";
import { parse } from "../input";
import type { EpochMs } from "../time/instant";
import { neededByDay, stateAt } from "./request-state";
import { RequestId, type RequestView } from "./schema";
import { type RequestRecord, requestById } from "./store";

/**
 * Everybody in the company may read every request; that a private session stands on it, only those who sit in it.
 * @throws {DomainError} `invalid`, `not_found`
 */
export async function getRequest({ db, actor, now }: Context, input: unknown): Promise<RequestView> {
  const { id } = parse(RequestId, input);
  const record = await requestById(db, id, actor.personId);
  if (!record) throw notFound("request");
  return viewOf(record, now);
}

/** What is shown of a stored request at `now`. */
export function viewOf({ request, ...rest }: RequestRecord, now: EpochMs): RequestView {
  const { requesterId: _, teamId: __, updatedAt: ___, state, ...stored } = request;
  return {
    ...stored,
    ...rest,
    state: stateAt(state, stored.neededByAt, now),
    neededBy: neededByDay(stored.neededByAt, rest.requester.zone),
  };
}
