import type { Context } from "../context";
import { parse } from "../input";
import { notesOn } from "./notes-on-store";
import { type NoteOnSystem, NotesOn } from "./schema";

/**
 * Notes of sessions on any of the systems, newest first, and how many there are. Private ones only for those who sat
 * there.
 * @throws {DomainError} `invalid`
 */
export async function listNotesOn(
  { db, actor }: Context,
  input: unknown,
): Promise<{ notes: NoteOnSystem[]; total: number }> {
  const { systemIds, exceptId, limit } = parse(NotesOn, input);
  if (systemIds.length === 0) return { notes: [], total: 0 };
  return notesOn(db, { viewerId: actor.personId, systemIds, exceptId, limit });
}
