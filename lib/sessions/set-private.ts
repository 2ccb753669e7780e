import type { Context } from "../context";
import { DomainError } from "../errors";
import { parse } from "../input";
import { enqueue } from "../jobs/queue";
import { audit } from "../people/audit";
import { changeSession, isTheirs, tellOthers } from "./change-session";
import { SetPrivate } from "./schema";
import * as store from "./store";

/**
 * Hides a session and its note from everybody who has no seat in it, admins too, or shows it to the company again.
 * Whoever pairs may do either, at once and in any state; the others are told. Observers keep their seat.
 * @throws {DomainError} `not_found`; `forbidden` for who does not pair
 */
export async function setPrivate(context: Context, input: unknown): Promise<{ id: string }> {
  const { id, isPrivate } = parse(SetPrivate, input);
  const { actor } = context;
  return changeSession(context, id, async (tx, current) => {
    const { mine, session } = current;
    if (!mine || mine.role === "observer" || !isTheirs(mine, session))
      throw new DomainError("forbidden", "Only those who pair say who sees this session.");
    if (session.isPrivate === isPrivate) return { id };
    await store.updateSession(tx, id, { isPrivate });
    await store.insertChange(tx, id, actor.personId, isPrivate ? "made_private" : "made_visible");
    await audit(tx, context, isPrivate ? "session_hidden" : "session_shown", { kind: "session", id });
    await enqueue(tx, "refresh-search", {});
    await tellOthers(tx, current, actor.personId, isPrivate ? "private" : "visible", ({ title }) =>
      isPrivate
        ? `${actor.name} made “${title}” private: only those who sit there see it.`
        : `${actor.name} showed “${title}” to everybody in the company again.`,
    );
    return { id };
  });
}
