"use client";

import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Message } from "@/components/ui/message";
import { Panel } from "@/components/ui/panel";
import { NOTE_QUESTIONS, type NoteView } from "@/lib/notes/schema";
import { ConflictChoice } from "./conflict-choice";
import type { TextPart } from "./merge-note";
import { BareText, FieldError, QuestionRows, SharedText } from "./note-fields";
import { NotePart } from "./note-part";
import { NoteReading } from "./note-reading";
import { SavedState } from "./saved-state";
import { useNote } from "./use-note";

// The parser is 50 KB that only who looks at unsaved text needs.
const Markdown = lazy(async () => ({ default: (await import("@/components/ui/markdown")).Markdown }));

const draw = (text: string) => (
  <Suspense fallback={<p className="text-note whitespace-pre-wrap">{text}</p>}>
    <Markdown text={text} />
  </Suspense>
);

const TEXTS = [
  { part: "problem", placeholder: "What went wrong, for whom, and how you could tell." },
  { part: "process", placeholder: "What you tried, in order. Commands and code between three backticks." },
  { part: "solution", placeholder: "What made the difference, and why it holds." },
] as const;

/**
 * The note of a session, for those who sit in it: to write, and to read as others will. One's own learning is there to
 * be written in any case. `drawn` is what is saved, as the server drew it: the texts of both, the others' learnings.
 */
export function NotePanel({
  note,
  personId,
  drawn,
}: {
  note: NoteView;
  personId: string;
  drawn: { texts: ReactNode; learnings: ReactNode };
}) {
  const state = useNote(note, `draft:note:${personId}:${note.id}`);
  const { texts, write, isDirty, open, isRestored, isSaving, hasFailed, refusal, savedAt } = state;
  const [isWriting, setWriting] = useState(note.version === 0);
  const panel = useRef<HTMLElement>(null);
  const errors = refusal?.fields ?? {};

  useEffect(() => {
    if (isRestored || open) setWriting(true);
  }, [isRestored, open]);
  // Saving is off until the choice is made, so that the button would let go of the focus.
  useEffect(() => {
    const at = document.activeElement;
    if (open && (at === document.body || at?.matches("button:disabled")))
      panel.current?.querySelector<HTMLElement>("[data-choice] button")?.focus();
  }, [open]);
  useEffect(() => {
    if (refusal) panel.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [refusal]);

  const save = () => state.save();
  const conflictOn = (part: TextPart) =>
    open?.parts.includes(part) && (
      <div data-choice>
        <ConflictChoice part={part} theirs={open.base.texts} by={open.by} settle={state.settle} />
      </div>
    );
  return (
    <Panel
      ref={panel}
      title="Note"
      aside={
        <>
          <SavedState {...{ isSaving, hasFailed, isDirty, savedAt }} />
          <Button size="sm" tone="quiet" onClick={() => setWriting(!isWriting)}>
            {isWriting ? "Read" : "Write"}
          </Button>
          {(isWriting || isDirty) && (
            <Button
              size="sm"
              tone={isDirty ? "primary" : "secondary"}
              disabled={open !== null}
              working={isSaving}
              onClick={save}
            >
              Save
            </Button>
          )}
        </>
      }
      onKeyDown={(event) => {
        if (!(event.ctrlKey || event.metaKey) || (event.key !== "s" && event.key !== "Enter")) return;
        event.preventDefault();
        save();
      }}
    >
      <Banner state={state} />
      <div>
        {isWriting ? (
          <>
            {TEXTS.map(({ part, placeholder }) => (
              <NotePart key={part} part={part} isWritten>
                {conflictOn(part)}
                <SharedText
                  part={part}
                  placeholder={placeholder}
                  value={texts[part]}
                  error={errors[part]}
                  onChange={(text) => write({ ...texts, [part]: text })}
                />
              </NotePart>
            ))}
            <NotePart part="questions" isWritten>
              {conflictOn("questions")}
              <QuestionRows
                rows={texts.questions}
                errors={errors}
                onChange={(questions) => write({ ...texts, questions })}
              />
            </NotePart>
          </>
        ) : isDirty ? (
          <NoteReading note={texts} draw={draw} />
        ) : (
          drawn.texts
        )}
        <NotePart part="learnings" isWritten aside="One sentence each, your own words">
          {conflictOn("learning")}
          {errors.learning && <FieldError id="learning-error">{errors.learning}</FieldError>}
          <BareText
            name="learning"
            aria-label={NOTE_QUESTIONS.learnings}
            aria-invalid={errors.learning ? true : undefined}
            placeholder="I now understand that …"
            value={texts.learning}
            onChange={(event) => write({ ...texts, learning: event.currentTarget.value })}
          />
          {drawn.learnings}
        </NotePart>
      </div>
    </Panel>
  );
}

function Banner({ state }: { state: ReturnType<typeof useNote> }) {
  const { open, refusal, isRestored, discard } = state;
  if (open)
    return (
      <Message
        flush
        announce
        tone="warn"
        title={`${open.by ?? "Somebody"} saved this note while you wrote. Nothing is lost.`}
      >
        Where both of you changed the same part, choose below; then it is saved.
      </Message>
    );
  if (refusal) return <Message flush announce tone="danger" title={`Not saved. ${refusal.message}`} />;
  if (isRestored)
    return (
      <Message
        flush
        title="This text was not saved yet"
        action={
          <Button size="sm" onClick={discard}>
            Start from what is saved
          </Button>
        }
      >
        It was kept on this device when you left.
      </Message>
    );
  return null;
}
