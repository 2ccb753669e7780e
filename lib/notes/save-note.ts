import type { Context, Db } from "../context";
import { DomainError } from "../errors";
import { parse } from "../input";
import { countOne } from "../people/limits";
import { accessOrRefuse, mayWrite, noteView } from "./get-note";
import * as history from "./history-store";
import { changedParts, type SomeTexts, textsOf } from "./note-texts";
import { type NoteConflict, type NoteTexts, type NoteView, SaveNote, type TextPart } from "./schema";
import * as store from "./store";

/**
 * Writes parts of the note and the actor's own learning, keeps what was there in its history, and makes it findable, in
 * one transaction. Whoever had a seat and did not decline may. Saves wait for each other; each that changes something
 * raises the version by one. Parts that nobody changed since `version` are taken, whatever others wrote elsewhere.
 * @throws {DomainError} `not_found`; `forbidden` for who had no seat; `not_possible` where the session did not take
 * place; `conflict` when somebody changed the same part since `version`: nothing is written, and a `NoteConflict` is
 * its detail; `invalid`; `limited`
 */
export async function saveNote(context: Context, input: unknown): Promise<NoteView> {
  const { db, actor } = context;
  const { id, version, ...parts } = parse(SaveNote, input);
  const written = textsOf(parts);
  await countOne(context, "note");
  return db.transaction(async (tx) => {
    const access = await writersAccess(tx, id, actor.personId);
    await store.lockNote(tx, id);
    const stored = (await store.noteById(tx, id)) as store.NoteRow;
    const changedIn = store.lastChanged(stored, actor.personId);
    const view = { id, personId: actor.personId, access };
    const before = noteView(stored, view);
    const changed = changedParts(written, before);
    if (changed.length === 0) return before;
    const met = changed.filter((part) => changedIn[part] > version || version > before.version);
    if (met.length > 0)
      throw changedMeanwhile({
        version: before.version,
        updatedBy: before.updatedBy,
        parts: met,
        mine: { ...textsOf(before), ...written },
        theirs: textsOf(before),
      });
    await write(tx, id, actor.personId, written, changed, before);
    return noteView(await store.noteById(tx, id), view);
  });
}

/** @throws {DomainError} `not_found`, `forbidden`, `not_possible` */
async function writersAccess(db: Db, id: string, personId: string) {
  const access = await accessOrRefuse(db, id, personId);
  if (!access.hasSeat)
    throw new DomainError("forbidden", "Only those who sit in this session write its note.");
  if (!mayWrite(access))
    throw new DomainError("not_possible", "This session did not take place, so it has no note to write.");
  return access;
}

async function write(
  tx: Db,
  id: string,
  personId: string,
  written: SomeTexts,
  changed: readonly TextPart[],
  before: NoteView,
): Promise<void> {
  const now: NoteTexts = { ...textsOf(before), ...written };
  const version = before.version + 1;
  await store.writeNote(tx, id, personId, now, version, changed);
  if (changed.includes("questions")) await store.replaceQuestions(tx, id, now.questions);
  if (changed.includes("learning")) await store.replaceLearning(tx, id, personId, now.learning, version);
  await history.keepChange(tx, id, personId, changed, textsOf(before), now);
  await store.indexNote(tx, id);
}

const changedMeanwhile = (detail: NoteConflict) =>
  new DomainError(
    "conflict",
    `${detail.updatedBy ?? "Somebody"} saved this note since you opened it. Both texts are here.`,
    { detail },
  );
