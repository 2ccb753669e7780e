import { afterEach, expect, test, vi } from "vitest";
import { startFrom } from "@/components/notes/note-state";
import type { NoteTexts } from "@/lib/notes/schema";

const TEXTS: NoteTexts = { problem: "p", process: "", solution: "", questions: [], learning: "" };
const saved = startFrom({ version: 1, texts: TEXTS });
const typed = (problem: string) => ({ ...saved, texts: { ...TEXTS, problem } });
const KEY = "draft:note:ana:1";

/** As a browser keeps it: one store for all tabs. */
function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    key: (at) => [...kept.keys()][at] ?? null,
    clear: () => kept.clear(),
    get length() {
      return kept.size;
    },
  };
}

async function tab() {
  vi.resetModules();
  return import("@/components/notes/note-draft");
}

afterEach(() => vi.unstubAllGlobals());

test("of two tabs each keeps its own; what one has saved takes nothing from the other", async () => {
  vi.stubGlobal("localStorage", storage());
  const [one, two] = [await tab(), await tab()];
  one.keepDraft(KEY, typed("one"));
  two.keepDraft(KEY, typed("two"));
  two.keepDraft(KEY, saved);
  const later = await tab();
  expect(later.takeDraft(KEY)?.texts.problem).toBe("one");
  expect(later.takeDraft(KEY)).toBeUndefined();
});

test("what two tabs left is taken up one after the other, and never for another note", async () => {
  vi.stubGlobal("localStorage", storage());
  (await tab()).keepDraft(KEY, typed("one"));
  (await tab()).keepDraft(KEY, typed("two"));
  (await tab()).keepDraft(`${KEY}2`, typed("another note"));
  const later = await tab();
  expect([1, 2, 3].map(() => later.takeDraft(KEY)?.texts.problem)).toEqual(["one", "two", undefined]);
});

test("a draft that is broken is none, and a browser without storage says that nothing is kept", async () => {
  const kept = storage();
  vi.stubGlobal("localStorage", kept);
  kept.setItem(`${KEY}:x`, '{"texts":');
  kept.setItem(`${KEY}:y`, '{"base":{"version":1}}');
  const { takeDraft, keepDraft } = await tab();
  expect(takeDraft(KEY)).toBeUndefined();
  vi.stubGlobal("localStorage", undefined);
  expect(takeDraft(KEY)).toBeUndefined();
  expect(keepDraft(KEY, typed("x"))).toBe(false);
});
