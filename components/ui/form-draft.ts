"use client";

import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { inputOf } from "./action";

export type DraftFields = Record<string, unknown>;
type Draft = { at: number; fields: DraftFields };

/** Nothing is written while somebody is in the middle of a word, in ms. */
const PAUSE_MS = 400;

/**
 * What stands in a form, kept on this device under `key`. `fields` is what the form begins with and `round` changes
 * whenever its controls have to be made anew from them.
 */
export function useFormDraft(form: RefObject<HTMLFormElement | null>, key: string | undefined) {
  const [begin, setBegin] = useState<{ round: number; fields: DraftFields }>({ round: 0, fields: {} });
  const [keptAt, setKeptAt] = useState<number | null>(null);
  const last = useRef("");
  const sent = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const keep = useCallback(() => {
    clearTimeout(timer.current);
    if (!key || !form.current || sent.current) return;
    const fields = inputOf(new FormData(form.current));
    const text = JSON.stringify(fields);
    if (text === last.current) return;
    last.current = text;
    const at = Date.now();
    if (write(key, { at, fields })) setKeptAt(at);
  }, [key, form]);

  useEffect(() => {
    const found = key ? read(key) : undefined;
    if (!found) return;
    setBegin(({ round }) => ({ round: round + 1, fields: found.fields }));
    setKeptAt(found.at);
  }, [key]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the controls of each round are what later ones are compared with.
  useEffect(() => {
    if (form.current) last.current = JSON.stringify(inputOf(new FormData(form.current)));
  }, [form, begin.round]);

  useEffect(() => {
    window.addEventListener("pagehide", keep);
    return () => {
      window.removeEventListener("pagehide", keep);
      clearTimeout(timer.current);
    };
  }, [keep]);

  return {
    ...begin,
    keptAt,
    /** Something may have changed. */
    touch: useCallback(() => {
      clearTimeout(timer.current);
      if (key) timer.current = setTimeout(keep, PAUSE_MS);
    }, [key, keep]),
    /** Forgets it and begins again. */
    discard: useCallback(() => {
      clearTimeout(timer.current);
      if (key) remove(key);
      setKeptAt(null);
      setBegin(({ round }) => ({ round: round + 1, fields: {} }));
    }, [key]),
    /** The form went through. */
    finish: useCallback(() => {
      sent.current = true;
      clearTimeout(timer.current);
      if (key) remove(key);
    }, [key]),
  };
}

// A browser may forbid storage, or have none left; the form works without.
function read(key: string): Draft | undefined {
  try {
    const draft = JSON.parse(localStorage.getItem(key) ?? "null") as Draft | null;
    return draft && typeof draft.at === "number" && typeof draft.fields === "object" ? draft : undefined;
  } catch {
    return undefined;
  }
}

function write(key: string, draft: Draft): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

function remove(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // There is nothing to remove where nothing can be kept.
  }
}
