"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import { randomId } from "@/components/ui/random-id";
import { readAgain } from "@/components/ui/read-again";
import type { NoteConflict, NotePart, NoteTexts, NoteView, NoteWriter, TextPart } from "@/lib/notes/schema";
import { keepDraft, takeDraft } from "./note-draft";
import { noteNewsQuery, putNote } from "./note-query";
import {
  type Choice,
  isHeldBack,
  type NoteState,
  type Refusal,
  received,
  refusedWith,
  settled,
  startFrom,
  textsOf,
  unsaved,
  withoutRefused,
} from "./note-state";

/** Saved when the typing pauses, and at the latest after so long. */
const PAUSE_MS = 900;
const LONGEST_WAIT_MS = 5_000;
/** Between tries while nobody answers: doubled each time, up to the second. */
const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 30_000;
/** How often others' changes are asked for, and once nothing has moved for a while. */
const NEWS_MS = 3_000;
const QUIET_NEWS_MS = 15_000;
const QUIET_AFTER_MS = 120_000;
/** Who has not typed for so long is not writing. */
const WRITES_FOR_MS = 6_000;

const baseOf = (note: NoteView) => ({ version: note.version, texts: textsOf(note) });

/**
 * A note while it is written. What is typed is kept on this device until the server has it, and goes there by itself;
 * what others save comes in, merged part by part and question by question; where both changed the same, the person
 * chooses.
 */
export function useNote(note: NoteView, draftKey: string) {
  const [state, setState] = useState<NoteState>(() => startFrom(baseOf(note)));
  const [view, setView] = useState(note);
  const [savedAt, setSavedAt] = useState<number | null>(null);
  const [isKept, setKept] = useState(true);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isOffline, setOffline] = useState(false);
  const [by, setBy] = useState(note.updatedBy);
  const latest = useRef(state);
  const change = useCallback(
    (next: NoteState) => {
      latest.current = next;
      setState(next);
      setKept(keepDraft(draftKey, next));
    },
    [draftKey],
  );
  const receive = useCallback(
    (now: NoteView) => {
      if (now.version < latest.current.base.version) return;
      setView((before) => (now.version >= before.version ? now : before));
      setBy(now.updatedBy);
      if (now.version > latest.current.base.version) change(received(latest.current, baseOf(now)));
    },
    [change],
  );

  // Once: what an earlier visit left goes on from where it began.
  const [isRestored, setRestored] = useState(false);
  const restored = useRef(false);
  useEffect(() => {
    const draft = restored.current ? undefined : takeDraft(draftKey);
    restored.current = true;
    if (!draft) return;
    change(received(draft, latest.current.base));
    setRestored(unsaved(latest.current).length > 0);
  }, [draftKey, change]);
  useEffect(() => receive(note), [note, receive]);

  const save = useSaving(note.id, latest, refusal, {
    change,
    onSaved: (now) => {
      receive(now);
      setSavedAt(Date.now());
      setRefusal((refused) => (isHeldBack(latest.current, refused) ? refused : null));
    },
    onConflict: (conflict, sentVersion) => {
      setBy(conflict.updatedBy);
      const now = { version: conflict.version, texts: textsOf(conflict.theirs) };
      change(refusedWith(latest.current, now, sentVersion));
    },
    onRefusal: setRefusal,
    onAnswer: setOffline,
  });
  const { typing, ...news } = useNews(note.id, latest, receive);
  useAutosave(state, refusal, save, news.heardAt);

  const isDirty = unsaved(state).length > 0;
  return {
    texts: state.texts,
    /** The newest that was heard of, with everybody's learnings. */
    view,
    isDirty,
    open: state.open,
    /** Who saved last. */
    by,
    theirs: state.base.texts,
    /** Whether what is not saved can be kept on this device. */
    isKept,
    savedAt,
    isRestored,
    isSaving: save.isPending,
    /** Nobody answered the last time. */
    isOffline,
    refusal: isDirty ? refusal : null,
    writers: news.writers,
    write: (texts: NoteTexts, part: NotePart) => {
      typing(part);
      change({ ...latest.current, texts });
    },
    settle: (part: TextPart, choice: Choice) => change(settled(latest.current, part, choice, randomId)),
    save: () => {
      if (!save.isPending) save.mutate();
    },
  };
}

type Latest = { readonly current: NoteState };

type Told = {
  change: (next: NoteState) => void;
  onSaved: (now: NoteView) => void;
  onConflict: (conflict: NoteConflict, sentVersion: number) => void;
  onRefusal: (refusal: Refusal | null) => void;
  onAnswer: (isOffline: boolean) => void;
};

function useSaving(id: string, latest: Latest, refusal: Refusal | null, told: Told) {
  return useMutation({
    // Without a network it fails at once and says so, where it would wait in silence.
    networkMode: "always",
    mutationFn: async () => {
      const parts = withoutRefused(latest.current, refusal);
      const { version } = latest.current.base;
      told.change({ ...latest.current, sent: parts });
      return { parts, version, answer: await putNote(id, version, parts) };
    },
    onError: () => told.onAnswer(true),
    onSuccess: ({ parts, version, answer }) => {
      told.onAnswer(false);
      // Another part went through: what was refused before is refused still.
      if (answer.kind === "refused") told.onRefusal({ ...answer, parts: { ...refusal?.parts, ...parts } });
      else if (answer.kind === "conflict") told.onConflict(answer.conflict, version);
      else told.onSaved(answer.note);
      told.change({ ...latest.current, sent: {} });
    },
  });
}

type Saving = ReturnType<typeof useSaving>;

/** Sends what is typed when the typing pauses, again and again while nobody answers, and when the page is left. */
function useAutosave(state: NoteState, refusal: Refusal | null, save: Saving, heardAt: number) {
  const isWanted = Object.keys(withoutRefused(state, refusal)).length > 0;
  const dirtySince = useRef(0);
  if (!isWanted || save.isPending) dirtySince.current = 0;
  else dirtySince.current ||= Date.now();
  const { mutate, isPending, isError, submittedAt } = save;
  const failures = useRef(0);
  if (save.isSuccess) failures.current = 0;
  useEffect(() => {
    if (isError && submittedAt > 0) failures.current++;
  }, [isError, submittedAt]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the text begins the pause anew.
  useEffect(() => {
    if (!isWanted || isPending) return;
    const retryMs = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures.current);
    const wait = isError
      ? submittedAt + retryMs - Date.now()
      : Math.min(PAUSE_MS, dirtySince.current + LONGEST_WAIT_MS - Date.now());
    const timer = setTimeout(mutate, Math.max(0, wait));
    return () => clearTimeout(timer);
  }, [state.texts, isWanted, isPending, isError, submittedAt, mutate]);

  const now = useRef({ isWanted, isPending, mutate });
  now.current = { isWanted, isPending, mutate };
  const flush = useCallback(() => {
    if (now.current.isWanted && !now.current.isPending) now.current.mutate();
  }, []);
  // The server answers again, so that there is no need to wait.
  // biome-ignore lint/correctness/useExhaustiveDependencies: heard of again.
  useEffect(() => {
    if (isError) flush();
  }, [heardAt]);
  useEffect(() => {
    const leave = () => document.visibilityState === "hidden" && flush();
    document.addEventListener("visibilitychange", leave);
    window.addEventListener("pagehide", flush);
    window.addEventListener("online", flush);
    return () => {
      document.removeEventListener("visibilitychange", leave);
      window.removeEventListener("pagehide", flush);
      window.removeEventListener("online", flush);
      flush();
    };
  }, [flush]);
}

const NOBODY: readonly NoteWriter[] = [];

/** What others do meanwhile, and telling them where this person writes. */
function useNews(id: string, latest: Latest, receive: (now: NoteView) => void) {
  const router = useRouter();
  const typed = useRef<{ part: NotePart; at: number } | null>(null);
  const movedAt = useRef(Date.now());
  const [isQuiet, setQuiet] = useState(false);
  const { data, dataUpdatedAt, isError } = useQuery(
    noteNewsQuery(id, isQuiet ? QUIET_NEWS_MS : NEWS_MS, () => {
      const { part, at } = typed.current ?? { part: undefined, at: 0 };
      return {
        version: latest.current.base.version,
        part: Date.now() - at < WRITES_FOR_MS ? part : undefined,
      };
    }),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer, also one that says the same.
  useEffect(() => {
    if (data?.note) receive(data.note);
    if (data?.note || data?.writers.length) movedAt.current = Date.now();
    setQuiet(Date.now() - movedAt.current > QUIET_AFTER_MS);
    if (data?.mayWrite === false) void readAgain(router);
  }, [data, dataUpdatedAt, receive, router]);
  const typing = useCallback((part: NotePart) => {
    typed.current = { part, at: Date.now() };
    movedAt.current = Date.now();
    setQuiet(false);
  }, []);
  // Without an answer nobody knows who still writes.
  return { writers: (!isError && data?.writers) || NOBODY, heardAt: dataUpdatedAt, typing };
}
