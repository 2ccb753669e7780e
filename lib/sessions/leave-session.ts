import type { Context } from "../context";
import { DomainError } from "../errors";
import { parse } from "../input";
import {
  changeSession,
  queueEventJob,
  refuseOnceStarted,
  refuseUnlessLive,
  tellRequester,
} from "./change-session";
import { observersIn } from "./observers";
import { takeSeatFrom, unseatObserver } from "./release-observers";
import { RemoveObserver, SessionId } from "./schema";
import { noticeOfLeaving } from "./words";

/**
 * An observer leaves, without a reason, until it begins; "May I watch?" takes a seat again. Twice is once.
 * @throws {DomainError} `not_found`; `forbidden` but for observers; `not_possible` once it has begun or is over
 */
export async function leaveSession(context: Context, input: unknown): Promise<{ id: string }> {
  const { id } = parse(SessionId, input);
  const { actor } = context;
  return changeSession(context, id, async (tx, current) => {
    if (current.mine?.role !== "observer")
      throw new DomainError("forbidden", "You do not watch this session.");
    const me = observersIn(current).find(({ person }) => person.id === actor.personId);
    if (!me) return { id };
    refuseUnlessLive(current);
    await refuseOnceStarted(tx, current);
    await unseatObserver(tx, current, me);
    await tellRequester(tx, current, "unwatched", (told) => noticeOfLeaving({ ...told, by: actor.name }));
    await queueEventJob(tx, current, "update-event");
    return { id };
  });
}

/**
 * The requester lets somebody watch no longer. Twice is once.
 * @throws {DomainError} `not_found`; `forbidden` but for the requester; `not_possible` once it has begun or is over
 */
export async function removeObserver(context: Context, input: unknown): Promise<{ id: string }> {
  const { id, personId } = parse(RemoveObserver, input);
  return changeSession(context, id, async (tx, current) => {
    if (current.mine?.role !== "requester")
      throw new DomainError("forbidden", `Only ${current.request.requester.name} says who watches.`);
    refuseUnlessLive(current);
    await refuseOnceStarted(tx, current);
    const observer = observersIn(current).find(({ person }) => person.id === personId);
    if (!observer) return { id };
    await takeSeatFrom(tx, current, observer);
    await queueEventJob(tx, current, "update-event");
    return { id };
  });
}
