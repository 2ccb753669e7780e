import type { Context } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { neededByEnd } from "@/lib/requests/ask";
import type { Place } from "@/lib/requests/schema";
import { dateIn } from "@/lib/time/zone";
import * as store from "./store";

/** What may be tried on a request before it is changed; all of it left out is the request as it stands. */
type WhatIf = { lengthMin?: number | undefined; place?: Place | undefined; neededBy?: string | undefined };

/**
 * The request as it would be with another length, place or needed-by day, for the requester alone. Nothing is stored;
 * what editing would refuse is refused here, in the same words. Where they sit does not change who or when.
 * @throws {DomainError} `invalid`; `forbidden` for anybody else; `not_possible` where a session is booked on it
 */
export async function supposing(
  { db, actor, now }: Context,
  ask: store.Ask,
  { lengthMin, place, neededBy }: WhatIf,
): Promise<store.Ask> {
  if (lengthMin === undefined && place === undefined && neededBy === undefined) return ask;
  if (ask.requesterId !== actor.personId)
    throw new DomainError("forbidden", "Only the requester can try another length, place or day.");
  if ((await store.waitingSessionsOf(db, [ask.id])).length > 0)
    throw new DomainError(
      "not_possible",
      "A session is booked on this. Reschedule or cancel it to change this.",
    );
  return {
    ...ask,
    lengthMin: lengthMin ?? ask.lengthMin,
    neededByAt:
      neededBy === undefined
        ? ask.neededByAt
        : await neededByEnd(db, neededBy, actor.zone, dateIn(now, actor.zone)),
  };
}
