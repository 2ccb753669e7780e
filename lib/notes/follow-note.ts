import type { Context } from "../context";
import { parse } from "../input";
import { noteFor } from "./get-note";
import { refuseUnlessMayWrite } from "./save-note";
import { FollowNote, type NoteNews } from "./schema";
import * as store from "./store";

/**
 * What a page on which the note is written asks every few seconds: the note where it is another than `version`, and who
 * else is writing in it. Says where the actor writes, for some seconds.
 * @throws {DomainError} `not_found`; `forbidden` for who had no seat; `not_possible`; `invalid`
 */
export async function followNote({ db, actor }: Context, input: unknown): Promise<NoteNews> {
  const { id, version, part } = parse(FollowNote, input);
  await refuseUnlessMayWrite(db, id, actor.personId);
  await store.noteWriter(db, id, actor.personId, part);
  const writers = await store.writersOf(db, id, actor.personId);
  if ((await store.versionOf(db, id)) === version) return { note: null, writers };
  return { note: await noteFor(db, id, actor.personId), writers };
}
