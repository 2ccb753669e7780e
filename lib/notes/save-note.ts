import type { Context } from "../context";
import { DomainError } from "../errors";
import { parse } from "../input";
import { accessOrRefuse, noteFor } from "./get-note";
import { textsOf } from "./note-texts";
import { type NoteConflict, type NoteView, SaveNote } from "./schema";
import * as store from "./store";

/**
 * Writes the note and the actor's own learning, and makes them findable, in one transaction. Whoever had a seat and did
 * not decline may. Saves wait for each other; each that succeeds raises the version by one.
 * @throws {DomainError} `not_found`; `forbidden` for who had no seat; `not_possible` where the session did not take
 * place; `conflict` when somebody saved since `version` was read, with a `NoteConflict` as its detail; `invalid`
 */
export async function saveNote({ db, actor }: Context, input: unknown): Promise<NoteView> {
  const { id, version, ...written } = parse(SaveNote, input);
  const mine = textsOf(written);
  return db.transaction(async (tx) => {
    const { hasSeat, state } = await accessOrRefuse(tx, id, actor.personId);
    if (!hasSeat) throw new DomainError("forbidden", "Only those who sit in this session write its note.");
    if (store.NEVER_HELD.includes(state))
      throw new DomainError("not_possible", "This session did not take place, so it has no note to write.");
    if ((await store.lockNote(tx, id)) !== version) {
      const now = await noteFor(tx, id, actor.personId);
      throw changedMeanwhile({
        version: now.version,
        updatedBy: now.updatedBy,
        mine,
        theirs: textsOf(now),
      });
    }
    await store.writeNote(tx, id, actor.personId, mine);
    await store.replaceQuestions(tx, id, mine.questions);
    await store.replaceLearning(tx, id, actor.personId, mine.learning);
    await store.indexNote(tx, id);
    return noteFor(tx, id, actor.personId);
  });
}

const changedMeanwhile = (detail: NoteConflict) =>
  new DomainError(
    "conflict",
    `${detail.updatedBy ?? "Somebody"} saved this note since you opened it. Both texts are here.`,
    { detail },
  );
