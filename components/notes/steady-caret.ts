import { type RefObject, useLayoutEffect, useRef } from "react";

type Selected = { readonly value: string; readonly from: number; readonly to: number };

/**
 * Where a place in a text is once the text is another: before what changed it stays, behind it it is as far from the
 * end as it was, and within it goes to the end of that.
 */
export function placeAfter(before: string, after: string, place: number): number {
  let head = 0;
  while (head < Math.min(before.length, after.length) && before[head] === after[head]) head++;
  if (place <= head) return place;
  let tail = 0;
  const most = Math.min(before.length, after.length) - head;
  while (tail < most && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return Math.max(head, after.length - Math.min(tail, before.length - place));
}

/** Keeps the caret among the words where it was when somebody else's text comes into the field in which one stands. */
export function useSteadyCaret(value: string): RefObject<HTMLTextAreaElement | null> {
  const field = useRef<HTMLTextAreaElement>(null);
  const before = selectionIn(field.current);
  useLayoutEffect(() => {
    if (!before || !field.current || before.value === value) return;
    const [from, to] = [before.from, before.to].map((place) => placeAfter(before.value, value, place));
    field.current.setSelectionRange(from ?? 0, to ?? 0);
  });
  return field;
}

/** What the browser shows while the next text is drawn: once that stands there, the caret is at its end. */
const selectionIn = (field: HTMLTextAreaElement | null): Selected | null =>
  field !== null && document.activeElement === field
    ? { value: field.value, from: field.selectionStart, to: field.selectionEnd }
    : null;
