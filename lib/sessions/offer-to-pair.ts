import type { Context } from "../context";
import { DomainError, notFound } from "../errors";
import { parse } from "../input";
import { once } from "../people/once";
import { bookPair } from "./book-pair";
import { type Booked, OfferToPair } from "./schema";
import * as store from "./store";

/**
 * "I'll pair on this": books the actor as the partner at once, on the requester's behalf. The requester is told, and
 * undoes it in one click (`undoOffer`). `overLimit` is the actor's yes to more sessions a week than they set.
 * @throws {DomainError} as `bookSession`; `not_possible` with `detail.overLimit` where that yes is missing
 */
export async function offerToPair(context: Context, input: unknown): Promise<Booked> {
  const offer = parse(OfferToPair, input);
  const { actor } = context;
  const request = await store.requestToBook(context.db, offer.requestId);
  if (!request) throw notFound("request");
  if (request.requesterId === actor.personId)
    throw new DomainError("not_possible", "This is your own request. Choose somebody to pair with.");

  return once(context, { name: "offer", key: offer.key, input: offer }, (memory) =>
    bookPair(context, { ...offer, partnerIds: [actor.personId], isOffer: true }, memory),
  );
}
