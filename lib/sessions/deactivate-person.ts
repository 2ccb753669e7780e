import { type Context, databaseNow } from "../context";
import { DomainError, type ErrorCode, notFound } from "../errors";
import { parse } from "../input";
import { audit } from "../people/audit";
import { deactivate, lockAdmins } from "../people/directory-store";
import { OnePerson } from "../people/schema";
import { requireAdmin } from "../people/sign-in";
import { actorOf, deleteSignInsOf, personById } from "../people/store";
import { listMyRequests } from "../requests/list-my-requests";
import { withdrawRequest } from "../requests/withdraw-request";
import { cancelSession } from "./cancel-session";
import { declineSession } from "./decline-session";
import { leaveSession } from "./leave-session";
import * as store from "./store";

/**
 * Somebody leaves: every sign-in of theirs ends, nobody is matched with them, their coming sessions are cancelled
 * (where they were the partner, the request is on the board again at that time), their open requests are withdrawn.
 * What is over stays. Doing it again finishes what a first try left undone.
 * @throws {DomainError} `forbidden`, `invalid`, `not_found`; `not_possible` for the only admin
 */
export async function deactivatePerson(context: Context, input: unknown): Promise<void> {
  requireAdmin(context.actor);
  const { personId } = parse(OnePerson, input);
  await letGo(context, personId);
}

/** The same, whoever has been found to be allowed to. @throws {DomainError} `not_found`, `not_possible` */
export async function letGo(context: Context, personId: string): Promise<void> {
  const { db, actor, now } = context;
  const person = await db.transaction(async (tx) => {
    // A booking that holds this lock ends first and is seen below; a later one finds nobody to seat.
    await store.lockPeople(tx, [personId]);
    const admins = await lockAdmins(tx);
    const found = await personById(tx, personId);
    if (!found) throw notFound("person");
    if (found.isAdmin && found.deactivatedAt === null && admins === 1)
      throw new DomainError("not_possible", `${found.name} is the only admin. Make somebody else one first.`);
    await deactivate(tx, personId, found.deactivatedAt ?? now);
    await deleteSignInsOf(tx, personId);
    await audit(tx, context, "person_deactivated", { kind: "person", id: personId });
    return found;
  });

  // Done in their name: what others are told and what the history says is the same as if they had done it.
  const leaver: Context = { ...context, actor: actorOf(person), isUnlimited: true, doneBy: actor.personId };
  await leaveSessions(leaver);
  for (const { id, state } of await listMyRequests(leaver))
    if (state === "open" || state === "expired") await unlessTooLate(withdrawRequest(leaver, { id }));
}

async function leaveSessions(leaver: Context): Promise<void> {
  const now = await databaseNow(leaver.db);
  const reason = `${leaver.actor.name} is no longer here.`;
  for (const { session, seat } of await store.liveSessionsOf(leaver.db, leaver.actor.personId)) {
    if (session.startAt <= now) continue;
    const { id } = session;
    if (seat.role === "requester") await unlessTooLate(cancelSession(leaver, { id, reason }));
    if (seat.role === "partner") await unlessTooLate(declineSession(leaver, { id }));
    if (seat.role === "observer") await unlessTooLate(leaveSession(leaver, { id }));
  }
}

/** What began, ended or was cancelled in this very moment, or where their seat was given to somebody, needs nothing more. */
const TOO_LATE: readonly ErrorCode[] = ["not_possible", "forbidden", "not_found"];

async function unlessTooLate(change: Promise<unknown>): Promise<void> {
  try {
    await change;
  } catch (error) {
    if (!(error instanceof DomainError && TOO_LATE.includes(error.code))) throw error;
  }
}
