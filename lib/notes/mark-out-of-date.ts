import type { Context } from "../context";
import { DomainError } from "../errors";
import { parse } from "../input";
import { accessOrRefuse } from "./get-note";
import * as history from "./history-store";
import { MarkOutOfDate, NoteOf } from "./schema";
import * as store from "./store";

/**
 * Says that a note holds no longer, and why. Everybody who may read it may say so: whoever finds out is rarely who
 * wrote it. A second mark replaces the first, whose reason stays in the history.
 * @throws {DomainError} `not_found`; `not_possible` for a note that nobody has written; `invalid` without a reason
 */
export async function markOutOfDate({ db, actor }: Context, input: unknown): Promise<{ id: string }> {
  const { id, reason } = parse(MarkOutOfDate, input);
  return db.transaction(async (tx) => {
    await accessOrRefuse(tx, id, actor.personId);
    if ((await store.versionOf(tx, id, { lock: true })) === 0)
      throw new DomainError("not_possible", "Nobody has written this note yet.");
    await store.setOutOfDate(tx, id, { by: actor.personId, reason });
    await history.insertMark(tx, id, actor.personId, "out_of_date", reason);
    return { id };
  });
}

/** Says that it holds, after all or again. @throws {DomainError} `not_found` */
export async function markHolding({ db, actor }: Context, input: unknown): Promise<{ id: string }> {
  const { id } = parse(NoteOf, input);
  return db.transaction(async (tx) => {
    await accessOrRefuse(tx, id, actor.personId);
    const note = (await store.versionOf(tx, id, { lock: true })) > 0 && (await store.noteById(tx, id));
    if (!note || note.outOfDateAt === null) return { id };
    await store.setOutOfDate(tx, id, null);
    await history.insertMark(tx, id, actor.personId, "holds");
    return { id };
  });
}
