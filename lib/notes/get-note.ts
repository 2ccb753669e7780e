import type { Context, Db } from "../context";
import { notFound } from "../errors";
import { parse } from "../input";
import { NoteOf, type NoteView, type OutOfDate } from "./schema";
import * as store from "./store";

/**
 * The note of a session. Everybody in the company may read it; of a private session only those who had a seat and did
 * not decline.
 * @throws {DomainError} `not_found`
 */
export async function getNote({ db, actor }: Context, input: unknown): Promise<NoteView> {
  const { id } = parse(NoteOf, input);
  return noteFor(db, id, actor.personId);
}

/** @throws {DomainError} `not_found` where the session does not exist for the person */
export async function accessOrRefuse(db: Db, id: string, personId: string) {
  const access = await store.accessTo(db, id, personId);
  if (!access || (access.isPrivate && !access.hasSeat)) throw notFound("session");
  return access;
}

async function noteFor(db: Db, id: string, personId: string): Promise<NoteView> {
  const access = await accessOrRefuse(db, id, personId);
  return noteView(await store.noteById(db, id), { id, personId, access });
}

type Access = Awaited<ReturnType<typeof accessOrRefuse>>;

/** A note as the person sees it who has this access; where nobody has written yet, an empty one. */
export function noteView(
  note: store.NoteRow | undefined,
  { id, personId, access }: { id: string; personId: string; access: Access },
): NoteView {
  const learnings = note?.learnings ?? [];
  return {
    id,
    version: note?.version ?? 0,
    problem: note?.problem ?? "",
    process: note?.process ?? "",
    solution: note?.solution ?? "",
    questions: note?.questions ?? [],
    learning: learnings.find((one) => one.personId === personId)?.text ?? "",
    learnings: learnings.map(({ personId: whose, discipline, version: _, ...shown }) => ({
      ...shown,
      discipline: discipline ?? "",
      isMine: whose === personId,
    })),
    updatedAt: note && note.version > 0 ? note.updatedAt : null,
    updatedBy: note?.updatedBy ?? null,
    outOfDate: note ? outOfDate(note) : null,
    changes: note?.changes ?? 0,
    mayWrite: mayWrite(access),
  };
}

export const mayWrite = ({ hasSeat, state }: Access): boolean => hasSeat && !store.NEVER_HELD.includes(state);

const outOfDate = ({ outOfDateAt: at, outOfDateBy: by, outOfDateReason }: store.NoteRow): OutOfDate | null =>
  at === null ? null : { at, by, reason: outOfDateReason ?? "" };
