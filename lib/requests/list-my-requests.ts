import type { Context } from "../context";
import { viewOf } from "./get-request";
import type { RequestView } from "./schema";
import { requestsOf } from "./store";

/** The actor's requests that are open, expired or booked: what needs an answer first, then by needed-by. */
export async function listMyRequests({ db, actor, now }: Context): Promise<RequestView[]> {
  const records = await requestsOf(db, actor.personId, ["open", "booked"]);
  return records.map((record) => viewOf(record, now));
}
