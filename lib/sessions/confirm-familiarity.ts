import { type Context, databaseNow } from "../context";
import { DomainError } from "../errors";
import { parse } from "../input";
import { changeSession } from "./change-session";
import { ConfirmFamiliarity } from "./schema";
import * as store from "./store";

/**
 * "What can you do now?": the actor's own word on the systems of the request, after the session. It rises by what
 * people confirm, not by attendance.
 * @throws {DomainError} `not_found`; `forbidden` for observers and who had no seat; `not_possible` before the start;
 * `invalid` for a system that is not the request's
 */
export async function confirmFamiliarity(context: Context, input: unknown): Promise<{ id: string }> {
  const { id, levels } = parse(ConfirmFamiliarity, input);
  const { actor } = context;
  return changeSession(context, id, async (tx, { mine, session }) => {
    if (!mine || mine.answer === "declined" || mine.role === "observer")
      throw new DomainError("forbidden", "Only those who paired can say what they can do now.");
    if (session.state === "cancelled" || session.state === "not_held")
      throw new DomainError("not_possible", "This session did not happen.");
    if (!mine.active)
      throw new DomainError("forbidden", "Only those who paired can say what they can do now.");
    if (session.startAt > (await databaseNow(tx)))
      throw new DomainError("not_possible", "It has not begun yet.");
    const known = new Set((await store.systemsOf(tx, session.requestId)).map((system) => system.id));
    if (levels.some(({ systemId }) => !known.has(systemId)))
      throw new DomainError("invalid", "This session was not about that system.", {
        fields: { levels: "This session was not about that system." },
      });
    const last = new Map(levels.map((level) => [level.systemId, level]));
    await store.saveLevels(tx, actor.personId, id, [...last.values()]);
    return { id };
  });
}
