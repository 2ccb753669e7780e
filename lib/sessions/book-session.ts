import type { Context } from "../context";
import { DomainError, notFound } from "../errors";
import { parse } from "../input";
import { once } from "../people/once";
import { bookPair } from "./book-pair";
import { type Booked, BookSession } from "./schema";
import * as store from "./store";

/**
 * Books the actor's own request with the partners named, each for a need of their own, from `start` (epoch ms) for the request's length, and queues
 * the invitation: both commit, or neither. The same `key` again gets the same answer and books nothing more.
 * @throws {DomainError} `invalid`; `not_found`; `forbidden` for a request of somebody else; `not_possible` when it is
 * booked, expired, or the partner cannot be booked that week; `busy`; `calendar_unknown` unless `askAnyway`;
 * `slot_taken`; `conflict` when the key was used for something else
 */
export async function bookSession(context: Context, input: unknown): Promise<Booked> {
  const booking = parse(BookSession, input);
  const request = await store.requestToBook(context.db, booking.requestId);
  if (!request) throw notFound("request");
  if (request.requesterId !== context.actor.personId)
    throw new DomainError(
      "forbidden",
      `Only ${request.requester.name} can book this. You can offer to pair.`,
    );

  return once(context, { name: "book", key: booking.key, input: booking }, (memory) =>
    bookPair(context, { ...booking, isOffer: false, overLimit: false }, memory),
  );
}
