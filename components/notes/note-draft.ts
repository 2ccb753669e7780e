import type { NoteTexts } from "@/lib/notes/schema";

/** What was typed and not saved, with what it began from, so that a later save still knows who changed what. */
export type NoteDraft = { version: number; base: NoteTexts; texts: NoteTexts };

// A browser may forbid storage, or have none left; the note works without.
export function readDraft(key: string): NoteDraft | undefined {
  try {
    const draft = JSON.parse(localStorage.getItem(key) ?? "null") as NoteDraft | null;
    const isWhole = draft && typeof draft.version === "number" && isTexts(draft.base) && isTexts(draft.texts);
    return isWhole ? draft : undefined;
  } catch {
    return undefined;
  }
}

/** @returns Whether it is kept now. */
export function keepDraft(key: string, draft: NoteDraft | null): boolean {
  try {
    if (draft) localStorage.setItem(key, JSON.stringify(draft));
    else localStorage.removeItem(key);
    return true;
  } catch {
    return false;
  }
}

const isTexts = (texts: unknown): texts is NoteTexts => {
  if (typeof texts !== "object" || texts === null) return false;
  const { problem, process, solution, learning, questions } = texts as Record<string, unknown>;
  return (
    [problem, process, solution, learning].every((text) => typeof text === "string") &&
    Array.isArray(questions) &&
    questions.every((row) => typeof row?.question === "string" && typeof row?.answer === "string")
  );
};
