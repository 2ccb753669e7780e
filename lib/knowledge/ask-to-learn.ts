import type { Context } from "../context";
import { notFound } from "../errors";
import { parse } from "../input";
import { firstName } from "../people/first-name";
import { personById } from "../people/store";
import { postRequest } from "../requests/post-request";
import { DEFAULT_LENGTH_MIN } from "../requests/schema";
import { addDays, dateIn } from "../time/zone";
import { AskToLearn } from "./schema";
import * as store from "./store";
import { SUGGESTED_DAYS } from "./suggest-pairing";

/**
 * The suggestion of a system's page as a request of the actor's own, who wants to learn it: one click, and the words can
 * be changed after. Nobody posts it for them, because the requester is in the session. Sent twice it is one request.
 * @throws {DomainError} `not_found`; whatever posting a request refuses
 */
export async function askToLearn(context: Context, input: unknown): Promise<{ id: string }> {
  const { key, slug, personId } = parse(AskToLearn, input);
  const { db, actor, now } = context;
  const [system, person] = await Promise.all([store.systemBySlug(db, slug), personById(db, personId)]);
  if (!system) throw notFound("system");
  if (!person) throw notFound("person");
  return postRequest(context, {
    key,
    title: `${system.name}: sit down with ${firstName(person.name)}`.slice(0, 120),
    understand: `How ${system.name} works, so that one more of us can do it.`,
    lengthMin: DEFAULT_LENGTH_MIN,
    neededBy: addDays(dateIn(now, actor.zone), SUGGESTED_DAYS),
    systemIds: [system.id],
    personId,
    observers: true,
  });
}
