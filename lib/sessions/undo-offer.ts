import type { Context, Db } from "../context";
import { DomainError } from "../errors";
import { parse } from "../input";
import { notify } from "../people/notices";
import { cancelCurrent } from "./cancel-session";
import {
  type Current,
  changeSession,
  closeAtStart,
  queueEventJob,
  refuseOnceStarted,
  refuseUnlessLive,
  tellOthers,
} from "./change-session";
import { type ChangeKind, UndoOffer } from "./schema";
import * as store from "./store";
import { noticeOfFreedSeat, noticeOfUndoing } from "./words";

/**
 * The requester takes back what an offer booked on their behalf, while nothing else has happened since: the seat is
 * free again at its time, and whoever offered has declined nothing. Where nobody else sits there, the session is
 * cancelled. Twice is once.
 * @throws {DomainError} `not_found`; `forbidden` but for the requester; `not_possible` once it has begun or is over, or
 * after another change
 */
export async function undoOffer(context: Context, input: unknown): Promise<{ id: string }> {
  const { id, personId } = parse(UndoOffer, input);
  return changeSession(context, id, async (tx, current) => {
    const { mine, request, session } = current;
    if (mine?.role !== "requester")
      throw new DomainError("forbidden", `Only ${request.requester.name} can undo an offer.`);
    if (session.state === "cancelled") return { id };
    const partners = current.seated.filter(({ seat }) => seat.active && seat.role === "partner");
    const theirs = partners.find(({ person }) => person.id === personId);
    if (!theirs) return { id };
    refuseUnlessLive(current);
    await refuseOnceStarted(tx, current);
    if (lastOffer(await store.changesOf(tx, id))?.id !== personId)
      throw new DomainError(
        "not_possible",
        "Something else happened to this session since. Swap the partner or cancel the session.",
      );
    if (partners.length === 1) await cancelCurrent(tx, context, current, "");
    else await freeSeat(tx, context, current, theirs);
    return { id };
  });
}

/** What happens beside those who pair: it changes nothing of what was offered. */
const BESIDE: readonly ChangeKind[] = ["watched", "unwatched", "made_private", "made_visible"];

/** Who booked themself by the last of these changes, if it was an offer. */
export function lastOffer(
  changes: Awaited<ReturnType<typeof store.changesOf>>,
): { id: string; name: string } | null {
  const last = changes.findLast(({ kind }) => !BESIDE.includes(kind));
  if (last?.kind !== "booked" || last.detail.offered !== 1 || last.actorName === null) return null;
  return { id: String(last.detail.partnerIds), name: last.actorName };
}

async function freeSeat(
  tx: Db,
  { actor }: Context,
  current: Current,
  { seat, person }: Current["seated"][number],
): Promise<void> {
  const { session, request, window } = current;
  await store.updateSeat(tx, seat.id, { active: false });
  await store.updateSession(tx, session.id, { state: "needs_partner" });
  await store.setRequestState(tx, request.id, "open");
  await store.insertChange(tx, session.id, actor.personId, "swapped", {
    ...{ from: person.name, fromId: person.id, undone: 1 },
  });
  await notify(tx, {
    personId: person.id,
    kind: "swapped_out",
    text: noticeOfUndoing({ title: request.title, window, zone: person.zone, by: actor.name }),
    href: `/requests/${request.id}`,
  });
  const staying = current.seated.filter((one) => one.seat.id !== seat.id);
  await tellOthers(tx, { ...current, seated: staying }, actor.personId, "swapped", (told) =>
    noticeOfFreedSeat({ ...told, by: actor.name, from: person.name }),
  );
  await queueEventJob(tx, current, "update-event");
  await closeAtStart(tx, session.id, session.startAt);
}
