import type { Context } from "../context";
import { parse } from "../input";
import { accessOrRefuse, noteFor } from "./get-note";
import { FollowNote, type NoteNews } from "./schema";
import * as store from "./store";

/**
 * What a page on which the note is written asks every few seconds: the note where it is another than `version`, who
 * else is writing in it, and whether the actor still may. Says where the actor writes, for some seconds.
 * @throws {DomainError} `not_found`; `invalid`
 */
export async function followNote({ db, actor }: Context, input: unknown): Promise<NoteNews> {
  const { id, version, part } = parse(FollowNote, input);
  const { hasSeat, state } = await accessOrRefuse(db, id, actor.personId);
  const mayWrite = hasSeat && !store.NEVER_HELD.includes(state);
  if (!mayWrite) return { note: null, writers: [], mayWrite };
  await store.noteWriter(db, id, actor.personId, part);
  const writers = await store.writersOf(db, id, actor.personId);
  if ((await store.versionOf(db, id)) === version) return { note: null, writers, mayWrite };
  return { note: await noteFor(db, id, actor.personId), writers, mayWrite };
}
