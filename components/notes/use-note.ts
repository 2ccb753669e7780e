"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import type { NoteTexts, NoteView } from "@/lib/notes/schema";
import { type Choice, choose, differing, mergeNote, type TextPart } from "./merge-note";
import { keepDraft, readDraft } from "./note-draft";
import { putNote } from "./note-query";

/** What the server has, as far as this page knows. */
type Base = { version: number; texts: NoteTexts };
type Open = { base: Base; by: string | null; parts: TextPart[] };

/** Others may save again while this one merges; then a person looks at it. */
const MOST_MERGES = 5;

const textsOf = ({ problem, process, solution, questions, learning }: NoteTexts): NoteTexts => ({
  ...{ problem, process, solution, learning },
  questions: questions.map(({ question, answer }) => ({ question, answer })),
});

/** What goes to the server: rows of questions without text are none. */
const toSend = (texts: NoteTexts): NoteTexts => ({
  ...texts,
  questions: texts.questions.filter(({ question, answer }) => question.trim() || answer.trim()),
});

/**
 * A note while it is written: what is typed is kept on this device until it is saved; a save that meets another's takes
 * over what only they changed, and leaves the parts that both changed to be chosen.
 */
export function useNote(note: NoteView, draftKey: string) {
  const router = useRouter();
  const [base, setBase] = useState<Base>(() => ({ version: note.version, texts: textsOf(note) }));
  const [texts, setTexts] = useState(base.texts);
  const [open, setOpen] = useState<Open | null>(null);
  const [savedAt, setSavedAt] = useState<number | null>(null);
  const [isRestored, setRestored] = useState(false);
  const latest = useRef(texts);
  latest.current = texts;
  const isDirty = differing(toSend(texts), base.texts).length > 0;

  useEffect(() => {
    const draft = readDraft(draftKey);
    if (!draft || differing(toSend(draft.texts), draft.base).length === 0) return;
    setBase({ version: draft.version, texts: draft.base });
    setTexts(draft.texts);
    setRestored(true);
  }, [draftKey]);

  // What somebody else saved arrives with the page, unless there is text here that it would take away.
  useEffect(() => {
    if (isDirty || open || note.version <= base.version) return;
    setBase({ version: note.version, texts: textsOf(note) });
    setTexts(textsOf(note));
  }, [note, isDirty, open, base.version]);

  const write = useCallback(
    (next: NoteTexts) => {
      setTexts(next);
      keepDraft(draftKey, { version: base.version, base: base.texts, texts: next });
    },
    [draftKey, base],
  );

  const { mutate, isPending, isError, data } = useMutation({
    // Without a network it fails at once and says so, where it would wait in silence.
    networkMode: "always",
    mutationFn: async (from: { base: Base; texts: NoteTexts }) => {
      let { base, texts } = from;
      for (let merges = 0; ; merges++) {
        const sent = toSend(texts);
        const answer = await putNote({ id: note.id, version: base.version, texts: sent });
        if (answer.kind !== "conflict") return { answer, sent, began: from.texts };
        const { version, theirs, updatedBy: by } = answer.conflict;
        const merged = mergeNote(base.texts, sent, theirs);
        const now = { version, texts: theirs };
        if (merged.open.length > 0 || merges === MOST_MERGES)
          return { answer, sent, began: from.texts, met: { from: base, now, by } };
        base = now;
        texts = merged.texts;
      }
    },
    // Somebody may have typed on while it was saved: only what was sent counts as saved.
    onSuccess: ({ answer, sent, began, met }) => {
      const written = latest.current;
      if (answer.kind === "saved") {
        const now = { version: answer.note.version, texts: textsOf(answer.note) };
        const isMore = written !== began;
        const after = isMore ? mergeNote(began, written, now.texts).texts : now.texts;
        setBase(now);
        setTexts(after);
        setRestored(false);
        setSavedAt(Date.now());
        keepDraft(draftKey, isMore ? { version: now.version, base: now.texts, texts: after } : null);
        router.refresh();
      } else if (met) {
        const { texts, open } = mergeNote(met.from.texts, toSend(written), met.now.texts);
        setTexts(texts);
        if (open.length > 0) setOpen({ base: met.now, by: met.by, parts: open });
        else setBase(met.now);
      } else if (written === began) {
        // The sentences name rows by their number among those that were sent.
        setTexts(sent);
      }
    },
  });

  const settle = (part: TextPart, choice: Choice) => {
    if (!open) return;
    const next = choose(part, choice, texts, open.base.texts);
    const parts = open.parts.filter((one) => one !== part);
    setTexts(next);
    if (parts.length > 0) return setOpen({ ...open, parts });
    // Everything is chosen: from here on theirs is what this began from.
    setOpen(null);
    setBase(open.base);
    keepDraft(draftKey, { version: open.base.version, base: open.base.texts, texts: next });
    mutate({ base: open.base, texts: next });
  };

  return {
    texts,
    write,
    isDirty,
    open,
    settle,
    savedAt,
    /** Whether this text is what an earlier visit left behind. */
    isRestored: isRestored && isDirty,
    discard: () => {
      keepDraft(draftKey, null);
      setBase({ version: note.version, texts: textsOf(note) });
      setTexts(textsOf(note));
      setRestored(false);
      setOpen(null);
    },
    isSaving: isPending,
    /** The server did not answer, or broke. */
    hasFailed: isError,
    refusal: !isPending && data?.answer.kind === "refused" ? data.answer : null,
    save: () => {
      if (!isPending && !open) mutate({ base, texts });
    },
  };
}
