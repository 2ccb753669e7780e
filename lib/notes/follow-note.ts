import type { Context } from "../context";
import { parse } from "../input";
import { accessOrRefuse, mayWrite, noteView } from "./get-note";
import { FollowNote, type NoteNews } from "./schema";
import * as store from "./store";

/**
 * What a page on which the note is written asks every few seconds: the note where it is another than `version`, who
 * else is writing in it, and whether the actor still may. Says where the actor writes, for some seconds.
 * @throws {DomainError} `not_found`; `invalid`
 */
export async function followNote({ db, actor }: Context, input: unknown): Promise<NoteNews> {
  const { id, version, part } = parse(FollowNote, input);
  const access = await accessOrRefuse(db, id, actor.personId);
  if (!mayWrite(access)) return { note: null, writers: [], mayWrite: false };
  await store.noteWriter(db, id, actor.personId, part);
  const writers = await store.writersOf(db, id, actor.personId);
  if ((await store.versionOf(db, id)) === version) return { note: null, writers, mayWrite: true };
  const note = noteView(await store.noteById(db, id), { id, personId: actor.personId, access });
  return { note, writers, mayWrite: true };
}
