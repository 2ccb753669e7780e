import type { NoteConflict, NoteTexts, NoteView } from "@/lib/notes/schema";

export type SaveAnswer =
  | { kind: "saved"; note: NoteView }
  | { kind: "conflict"; conflict: NoteConflict }
  /** With a sentence for each field, where fields are at fault. */
  | { kind: "refused"; message: string; fields: Record<string, string> };

export type SaveInput = { id: string; version: number; texts: NoteTexts };

/** Sends the note. A refusal is an answer; no answer, or none that makes sense, throws. */
export async function putNote({ id, version, texts }: SaveInput): Promise<SaveAnswer> {
  const answer = await fetch(`/api/sessions/${id}/note`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ version, ...texts }),
  });
  const body = await answer.json();
  if (answer.ok) return { kind: "saved", note: body };
  if (body.code === "conflict" && body.detail) return { kind: "conflict", conflict: body.detail };
  if (answer.status >= 500) throw new Error(body.title);
  return { kind: "refused", message: body.title ?? "It could not be saved.", fields: body.fields ?? {} };
}
