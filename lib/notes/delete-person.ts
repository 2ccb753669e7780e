import * as z from "zod/mini";
import { disconnectCalendar } from "../calendar/disconnect-calendar";
import type { Context, JobContext } from "../context";
import { DomainError, notFound } from "../errors";
import { parse } from "../input";
import { enqueue } from "../jobs/queue";
import { audit } from "../people/audit";
import { OnePerson } from "../people/schema";
import { requireAdmin } from "../people/sign-in";
import { SOMEBODY_WHO_LEFT } from "../people/somebody-who-left";
import { actorOf, personById } from "../people/store";
import { cancelEvent } from "../sessions/cancel-event";
import { letGo } from "../sessions/deactivate-person";
import { lockPeople, sessionsWithEventsDue } from "../sessions/store";
import { erasePerson } from "./person-data-store";

const Sure = z.object({ isSure: z.literal(true, "Say first that you are sure.") });

/**
 * The actor goes, and all that is about them: at once they are signed out everywhere and their coming sessions are
 * cancelled as by an admin who deactivates them; a job takes their events out of Google, gives its permission back and
 * deletes the rest within minutes. It cannot be undone, so `isSure` has to be said.
 * @throws {DomainError} `invalid`; `not_possible` for the only admin
 */
export async function deleteMyData(context: Context, input: unknown): Promise<void> {
  parse(Sure, input);
  const { personId } = context.actor;
  await letGo(context, personId);
  await queueErasure(context, personId);
}

/**
 * The same for somebody whom an admin deactivated.
 * @throws {DomainError} `forbidden`, `invalid`, `not_found`; `not_possible` for somebody who still works here
 */
export async function deletePerson(context: Context, input: unknown): Promise<void> {
  requireAdmin(context.actor);
  const { personId } = parse(OnePerson, input);
  const person = personId === SOMEBODY_WHO_LEFT.id ? undefined : await personById(context.db, personId);
  if (!person) throw notFound("person");
  if (person.deactivatedAt === null)
    throw new DomainError("not_possible", `${person.name} still works here. Deactivate them first.`);
  await queueErasure(context, personId);
}

const queueErasure = (context: Context, personId: string): Promise<void> =>
  context.db.transaction(async (tx) => {
    await audit(tx, context, "person_deleted", { kind: "person", id: personId });
    await enqueue(tx, "delete-person", { personId }, { key: personId });
  });

/**
 * Job: deletes what is about a person who was let go. While their events can still be taken out of Google, that comes
 * first. Somebody who was let in again meanwhile stays.
 * @throws {CalendarError} where another try may help
 */
export async function deletePersonsData(
  context: JobContext,
  { personId }: { personId: string },
): Promise<void> {
  const { db } = context;
  const person = await personById(db, personId);
  if (!person || person.deactivatedAt === null) return;
  for (const { id, state } of await sessionsWithEventsDue(db, personId))
    if (state === "cancelled") await cancelEvent(context, { sessionId: id });
  await disconnectCalendar({ ...context, actor: actorOf(person) });
  await db.transaction(async (tx) => {
    await lockPeople(tx, [personId]);
    const found = await personById(tx, personId);
    if (found && found.deactivatedAt !== null) await erasePerson(tx, found);
  });
}
