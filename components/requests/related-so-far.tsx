"use client";

import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";
import { RelatedNotes } from "@/components/notes/related-notes";
import { relatedQuery } from "./related-query";
import type { RequestFields } from "./request-fields";

/** Long enough that it is a thought and not a letter; in ms. */
const PAUSE_MS = 400;

type Texts = { title: string; text: string };

/** What stands in the text fields of a form, a moment after typing stopped. Its fields keep their own values. */
export function useTextsSoFar({ title, body, understand }: RequestFields) {
  const [typed, setTyped] = useState<Texts>({ title, text: `${body} ${understand}` });
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const onInput = ({ target }: FormEvent) => {
    if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) || !target.form)
      return;
    const data = new FormData(target.form);
    const text = (name: string) => String(data.get(name) ?? "");
    setTyped({ title: text("title"), text: `${text("body")} ${text("understand")}` });
  };
  return [settled, onInput] as const;
}

/** Past notes on the request as far as it is written; silent where there are none, or no answer. */
export function RelatedSoFar({
  zone,
  ...asked
}: Texts & { systemIds: readonly string[]; requestId?: string | undefined; zone: string }) {
  const { data } = useQuery(relatedQuery(asked));
  return (
    <div aria-live="polite">
      <RelatedNotes notes={(asked.title.trim() !== "" && data?.notes) || []} zone={zone} newTab />
    </div>
  );
}
