import type { NoteTexts } from "@/lib/notes/schema";
import { type NoteState, unsaved } from "./note-state";

/** Which page keeps it: two tabs of one person keep what is not saved beside each other. */
const PAGE = Math.random().toString(36).slice(2);

// A browser may forbid storage, or have none left; the note works without.

/** What an earlier page left that was not saved: it is this page's from here on. Of several, one. */
export function takeDraft(key: string): NoteState | undefined {
  try {
    const keys = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at) ?? "");
    for (const one of keys.filter((kept) => kept.startsWith(`${key}:`))) {
      const draft = read(one);
      localStorage.removeItem(one);
      if (draft) return draft;
    }
  } catch {
    // There was none.
  }
  return undefined;
}

/**
 * Keeps what is not saved, with what it began from, so that a later save still knows who changed what; where all is,
 * what was kept goes.
 * @returns Whether what is not saved is safe here.
 */
export function keepDraft(key: string, state: NoteState): boolean {
  try {
    if (unsaved(state).length > 0) localStorage.setItem(`${key}:${PAGE}`, JSON.stringify(state));
    else localStorage.removeItem(`${key}:${PAGE}`);
    return true;
  } catch {
    return false;
  }
}

function read(key: string): NoteState | undefined {
  try {
    const { base, texts, open = {}, sent = {} } = JSON.parse(localStorage.getItem(key) ?? "null");
    const isWhole = typeof base?.version === "number" && isTexts(base.texts) && isTexts(texts);
    return isWhole ? { base, texts, open, sent } : undefined;
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
