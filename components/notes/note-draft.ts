import type { NoteTexts } from "@/lib/notes/schema";
import { type NoteState, unsaved } from "./note-state";

/** Which page keeps it: another tab of the same person does not throw away what is not saved in this one. */
const PAGE = Math.random().toString(36).slice(2);

/** What was typed and not saved, with what it began from, so that a later save still knows who changed what. */
type NoteDraft = NoteState & { readonly page: string };

// A browser may forbid storage, or have none left; the note works without.
export function readDraft(key: string): NoteState | undefined {
  const draft = stored(key);
  if (!draft) return undefined;
  const { base, texts, open = {}, sent = {} } = draft;
  return { base, texts, open, sent };
}

/** Keeps what is not saved; where all is, what was kept goes. @returns Whether what is not saved is safe here. */
export function keepDraft(key: string, state: NoteState): boolean {
  try {
    if (unsaved(state).length > 0) localStorage.setItem(key, JSON.stringify({ ...state, page: PAGE }));
    else if (stored(key)?.page === PAGE) localStorage.removeItem(key);
    return true;
  } catch {
    return false;
  }
}

/** What this page has taken over from an earlier one is its own from here on. */
export const dropDraft = (key: string): void => {
  try {
    localStorage.removeItem(key);
  } catch {
    // There was none.
  }
};

function stored(key: string): NoteDraft | undefined {
  try {
    const draft = JSON.parse(localStorage.getItem(key) ?? "null");
    const isWhole =
      typeof draft?.base?.version === "number" && isTexts(draft.base.texts) && isTexts(draft.texts);
    return isWhole ? draft : undefined;
  } catch {
    return undefined;
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
