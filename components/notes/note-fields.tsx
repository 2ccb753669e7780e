"use client";

import { CircleAlert, Plus, X } from "lucide-react";
import { type ComponentProps, type ReactNode, useState } from "react";
import { Button, IconButton } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { randomId } from "@/components/ui/random-id";
import { MOST_QUESTIONS, NOTE_QUESTIONS, type NoteTexts } from "@/lib/notes/schema";
import { isBlank } from "./merge-rows";
import { pasteInto } from "./paste";
import { useSteadyCaret } from "./steady-caret";

const BARE =
  "block w-full resize-none bg-transparent text-note outline-none field-sizing-content max-sm:min-h-11 pointer-coarse:text-[1rem]";

/** A text area without a box: the heading asks, the text answers. What is pasted into it looks right. */
export function BareText({
  className,
  ...rest
}: Omit<ComponentProps<"textarea">, "value" | "ref"> & { value: string }) {
  const field = useSteadyCaret(rest.value);
  return (
    <textarea
      rows={2}
      {...rest}
      ref={field}
      className={classNames(BARE, className)}
      onPaste={(event) => {
        const pasted = event.clipboardData.getData("text/plain");
        if (pasteInto(event.currentTarget, pasted)) event.preventDefault();
      }}
    />
  );
}

export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={id} className="flex items-start gap-1.5 text-meta text-danger" data-field-error>
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" strokeWidth={1.75} />
      <span>{children}</span>
    </p>
  );
}

type Rows = NoteTexts["questions"];

/** Questions and answers in rows; one empty row waits where there is none. */
export function QuestionRows({
  rows,
  errors,
  onChange,
}: {
  rows: Rows;
  errors: Record<string, string>;
  onChange: (rows: Rows) => void;
}) {
  const [firstId] = useState(randomId);
  const [isInFirst, setInFirst] = useState(false);
  const first = { id: firstId, question: "", answer: "" };
  // Somebody else's question comes above the row in which one stands, not in its place.
  const isFirstShown = rows.length === 0 || (isInFirst && !rows.some(({ id }) => id === firstId));
  const shown = isFirstShown ? [...rows, first] : rows;
  // Without text a row is not sent: what is refused is named by its place among the others.
  const sentAs = shown.map((_, at) => shown.slice(0, at).filter((row) => !isBlank(row)).length);
  const put = (at: number, part: Partial<Rows[number]>) =>
    onChange(shown.map((row, n) => (n === at ? { ...row, ...part } : row)));
  const add = () => {
    onChange([...shown, { id: randomId(), question: "", answer: "" }]);
    requestAnimationFrame(() => document.getElementById(`question-${shown.length}`)?.focus());
  };
  const remove = (at: number) => {
    onChange(shown.filter((_, n) => n !== at));
    requestAnimationFrame(() => document.getElementById(`question-${Math.max(0, at - 1)}`)?.focus());
  };
  return (
    <div className="grid gap-3">
      {errors.questions && <FieldError id="questions-error">{errors.questions}</FieldError>}
      {shown.map(({ id, question, answer }, at) => {
        const error = errors[`questions.${sentAs[at]}.question`] ?? errors[`questions.${sentAs[at]}.answer`];
        return (
          <div
            key={id}
            className="flex items-start gap-2"
            {...(id === firstId && { onFocus: () => setInFirst(true), onBlur: () => setInFirst(false) })}
          >
            <div className="min-w-0 flex-1">
              {error && <FieldError id={`question-${at}-error`}>{error}</FieldError>}
              <BareText
                id={`question-${at}`}
                aria-label={`Question ${at + 1}`}
                aria-invalid={error ? true : undefined}
                aria-describedby={error ? `question-${at}-error` : undefined}
                rows={1}
                className="font-medium"
                placeholder="How are you doing that, and why?"
                value={question}
                onChange={(event) => put(at, { question: event.currentTarget.value })}
              />
              <BareText
                aria-label={`Answer ${at + 1}`}
                aria-invalid={error ? true : undefined}
                aria-describedby={error ? `question-${at}-error` : undefined}
                rows={1}
                placeholder="The answer"
                value={answer}
                onChange={(event) => put(at, { answer: event.currentTarget.value })}
              />
            </div>
            {rows.length > 0 && (
              <IconButton size="sm" label={`Remove question ${at + 1}`} onClick={() => remove(at)}>
                <X aria-hidden strokeWidth={1.75} className="size-4" />
              </IconButton>
            )}
          </div>
        );
      })}
      {shown.length < MOST_QUESTIONS && (
        <div>
          <Button
            size="sm"
            tone="quiet"
            className="-ml-2.5"
            icon={<Plus aria-hidden strokeWidth={1.75} className="size-4" />}
            onClick={add}
          >
            Add a question
          </Button>
        </div>
      )}
    </div>
  );
}

/** One of the texts that both write. */
export function SharedText({
  part,
  placeholder,
  value,
  error,
  onChange,
}: {
  part: "problem" | "process" | "solution";
  placeholder: string;
  value: string;
  error?: string;
  onChange: (text: string) => void;
}) {
  return (
    <>
      {error && <FieldError id={`${part}-error`}>{error}</FieldError>}
      <BareText
        name={part}
        aria-label={NOTE_QUESTIONS[part]}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${part}-error` : undefined}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </>
  );
}
