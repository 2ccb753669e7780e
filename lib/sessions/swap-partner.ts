import type { Context, Db } from "../context";
import { DomainError } from "../errors";
import { parse } from "../input";
import { countOne } from "../people/limits";
import { notify } from "../people/notices";
import { once } from "../people/once";
import {
  type Current,
  changeSession,
  currentSession,
  queueEventJob,
  refuseOnceStarted,
  refuseUnlessLive,
  tellOthers,
} from "./change-session";
import { refuseUnlessFree } from "./check-calendars";
import { isFilled, needsFor } from "./fill-needs";
import { pairingIn } from "./observers";
import { slotTaken } from "./refusals";
import { releaseObservers } from "./release-observers";
import { type Booked, SwapPartner } from "./schema";
import * as store from "./store";
import { peopleToSeat, refuseOverLimit } from "./who-can-be-booked";
import { noticeOfBooking, noticeOfNewPartner, noticeOfSwap } from "./words";

/**
 * Seats somebody else as a partner of the actor's session, at its own time, in one transaction: whoever sat there has
 * that time back and has declined nothing, so they may be asked again. Of several partners `outId` says whose seat it
 * is, and the others keep theirs; without it a seat that is free is filled. The event, its
 * address and the history stay. The same `key` again gets the same answer and swaps nothing more.
 * @throws {DomainError} as `bookSession`; `forbidden` but for the requester; `not_possible` once it has begun or is
 * over, or while its time is in dispute
 */
export async function swapPartner(context: Context, input: unknown): Promise<Booked> {
  const swap = parse(SwapPartner, input);
  const { db, actor } = context;
  return once(context, { name: "swap", key: swap.key, input: swap }, async (memory) => {
    await countOne(context, "book");
    const before = await currentSession(db, swap.id, actor.personId);
    refuseUnlessMaySwap(before, swap.partnerId);
    await refuseOnceStarted(db, before);
    const people = await peopleToSeat(db, [swap.partnerId], actor.personId);
    await needAfterSwap(db, before, leavingIn(before, swap.outId), people, actor.personId);
    const cachedNames = await refuseUnlessFree(context, {
      people,
      window: before.window,
      own: stillInCalendar(before, swap.partnerId),
      askAnyway: swap.askAnyway,
    });
    const change = async (tx: Db, current: Current) => {
      const answered = await memory.recall(tx);
      if (answered) return answered;
      if (current.window.start !== before.window.start || current.window.end !== before.window.end)
        throw new DomainError("not_possible", "This session was moved meanwhile. Look again.");
      await storeSwap(tx, context, current, swap, cachedNames);
      const result = { id: swap.id, cachedNames };
      await memory.keep(tx, result);
      return result;
    };
    return changeSession(context, swap.id, change, [swap.partnerId]);
  });
}

function refuseUnlessMaySwap(current: Current, partnerId: string): void {
  const { mine, request, session, seated } = current;
  if (mine?.role !== "requester")
    throw new DomainError("forbidden", `Only ${request.requester.name} can choose another partner.`);
  refuseUnlessLive(current);
  if (session.state === "conflict")
    throw new DomainError("not_possible", "Say first which time holds. Then you can swap the partner.");
  const already = seated.find(
    ({ seat, person }) => seat.active && seat.role !== "observer" && person.id === partnerId,
  );
  if (already) throw new DomainError("not_possible", `${already.person.name} is in this session already.`);
}

/**
 * Whose seat changes hands; undefined where a free one is filled.
 * @throws {DomainError} `not_possible` where that is not clear
 */
export function leavingIn({ request, seated }: Current, outId: string | undefined) {
  const partners = seated.filter(({ seat }) => seat.active && seat.role === "partner");
  if (outId !== undefined) {
    const out = partners.find(({ person }) => person.id === outId);
    if (!out) throw new DomainError("not_possible", "They have no seat in this session any more.");
    return out;
  }
  const seats = seated.map(({ seat }) => seat);
  if (!isFilled(request, seats)) return undefined;
  if (partners.length > 1) throw new DomainError("not_possible", "Say who gives up their seat.");
  return partners[0];
}

type Leaving = ReturnType<typeof leavingIn>;

/** The need that the new partner fills: that of whoever leaves. @throws {DomainError} `not_possible` */
async function needAfterSwap(
  db: Db,
  { request, seated }: Current,
  out: Leaving,
  people: readonly store.PersonRow[],
  actorId: string,
): Promise<string | null> {
  const seats = seated.flatMap(({ seat }) => (seat.id === out?.seat.id ? [] : [seat]));
  const among = out?.seat.needId ? [out.seat.needId] : null;
  const [needId] = await needsFor(db, request, seats, people, actorId, among);
  return needId ?? null;
}

/**
 * Who watches has the event in their calendar; who was swapped out a moment ago has it until the job has taken them off.
 */
export function stillInCalendar({ session, seated, window }: Current, partnerId: string) {
  const sat = seated.find(({ person }) => person.id === partnerId);
  return sat?.seat.active || (sat && session.eventState !== "made")
    ? { intervals: [window], personIds: [partnerId] }
    : undefined;
}

/** Everything that has to be true is asked again here, under the locks. */
async function storeSwap(
  tx: Db,
  context: Context,
  current: Current,
  { partnerId, outId }: { partnerId: string; outId?: string | undefined },
  cachedNames: readonly string[],
): Promise<void> {
  const { actor } = context;
  const { session, request, window, seated } = current;
  refuseUnlessMaySwap(current, partnerId);
  await refuseOnceStarted(tx, current);
  const [partner] = await peopleToSeat(tx, [partnerId], actor.personId);
  if (!partner) throw new Error("A swap without its new partner.");
  if ((await store.hasDeclined(tx, request.id, [partnerId])).length > 0)
    throw new DomainError("not_possible", `${partner.name} cannot take this one now. Choose somebody else.`);
  await refuseOverLimit(tx, partner, window.start, session.id, actor.personId);
  const out = leavingIn(current, outId);
  const needId = await needAfterSwap(tx, current, out, [partner], actor.personId);
  const staying = seated.filter(({ seat }) => seat.active && seat.id !== out?.seat.id);
  // Last of all, so that nothing that is refused before tells it from a time that is taken.
  if (await store.anyAvoidance(tx, [...pairingIn({ seated: staying }), partnerId])) throw slotTaken();
  const after = await releaseObservers(tx, current, { window, joiningIds: [partnerId] });

  if (out) await store.updateSeat(tx, out.seat.id, { active: false });
  await store.insertSeat(tx, {
    sessionId: session.id,
    personId: partner.id,
    teamId: partner.teamId,
    role: "partner",
    needId,
    answer: "waiting",
    hopesToLearn: "",
    startAt: window.start,
    endAt: window.end,
  });
  const others = staying.filter(({ seat }) => seat.role === "partner").length;
  const isWhole = others + 1 >= request.needs.length;
  await store.updateSession(tx, session.id, { state: isWhole ? "booked" : "needs_partner" });
  await store.setRequestState(tx, request.id, isWhole ? "booked" : "open");
  await storeHistory(tx, context, current, out?.person, partner, cachedNames);
  await tell(tx, context, after, out?.person, partner);
  await queueEventJob(tx, current, "update-event");
}

async function storeHistory(
  tx: Db,
  { actor }: Context,
  { session, window }: Current,
  out: store.PersonRow | undefined,
  partner: store.PersonRow,
  cachedNames: readonly string[],
): Promise<void> {
  const cached = cachedNames.join(", ");
  if (out)
    return store.insertChange(tx, session.id, actor.personId, "swapped", {
      ...{ from: out.name, to: partner.name, fromId: out.id, toId: partner.id, cached },
    });
  const { start, end } = window;
  await store.insertChange(tx, session.id, actor.personId, "booked", {
    ...{ start, end, partners: partner.name, partnerIds: partner.id, offered: 0, cached },
  });
}

async function tell(
  tx: Db,
  { actor }: Context,
  current: Current,
  out: store.PersonRow | undefined,
  partner: store.PersonRow,
): Promise<void> {
  const { session, request, window } = current;
  const href = `/sessions/${session.id}`;
  const told = { title: request.title, window, by: actor.name };
  const booked = noticeOfBooking({ ...told, zone: partner.zone, isOffer: false });
  await notify(tx, { personId: partner.id, kind: "booked", text: booked, href });
  if (!out) return;
  const swapped = noticeOfSwap({ ...told, zone: out.zone, to: partner.name });
  await notify(tx, { personId: out.id, kind: "swapped_out", text: swapped, href });
  const others = current.seated.filter(({ person }) => person.id !== out.id && person.id !== partner.id);
  await tellOthers(tx, { ...current, seated: others }, actor.personId, "swapped", (one) =>
    noticeOfNewPartner({ ...one, by: actor.name, from: out.name, to: partner.name }),
  );
}
