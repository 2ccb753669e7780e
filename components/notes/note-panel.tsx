"use client";

import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { firstName } from "@/components/people/first-name";
import { PersonSeat } from "@/components/people/person-chip";
import { Button } from "@/components/ui/button";
import { Message } from "@/components/ui/message";
import { Panel } from "@/components/ui/panel";
import { NOTE_QUESTIONS, type NoteView, type NotePart as Part, type TextPart } from "@/lib/notes/schema";
import { ConflictChoice } from "./conflict-choice";
import { BareText, FieldError, QuestionRows, SharedText } from "./note-fields";
import { type NoteActions, NoteFoot, OutOfDateMessage } from "./note-foot";
import { NotePart } from "./note-part";
import { Learnings, NoteReading } from "./note-reading";
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
 * be written in any case. `drawn` is `note` as the server drew it: the texts of both, the others' learnings.
 */
export function NotePanel({
  note,
  personId,
  drawn,
  zone,
  actions,
}: {
  note: NoteView;
  personId: string;
  drawn: { texts: ReactNode; learnings: ReactNode };
  /** The reader's. */
  zone: string;
  actions: NoteActions;
}) {
  const state = useNote(note, `draft:note:${personId}:${note.id}`);
  const { texts, view, write, open, isRestored, refusal, writers } = state;
  const [isWriting, setWriting] = useState(note.version === 0);
  const panel = useRef<HTMLElement>(null);
  const errors = refusal?.fields ?? {};
  const openParts = Object.keys(open) as TextPart[];
  const hasOpen = openParts.length > 0;
  const isAsDrawn = view.version <= note.version && !state.isDirty;

  useEffect(() => {
    if (isRestored || hasOpen) setWriting(true);
  }, [isRestored, hasOpen]);

  const conflictOn = (part: TextPart) =>
    open[part] && (
      <ConflictChoice
        part={part}
        theirs={state.theirs}
        rows={open[part]}
        by={state.by}
        settle={state.settle}
      />
    );
  const here = (part: Part) => writers.filter((writer) => writer.part === part);
  return (
    <Panel
      ref={panel}
      title="Note"
      aside={
        <>
          <Writers names={writers} />
          <SavedState {...state} hasOpen={hasOpen} />
          <Button size="sm" tone="quiet" onClick={() => setWriting(!isWriting)}>
            {isWriting ? "Read" : "Write"}
          </Button>
        </>
      }
      onKeyDown={(event) => {
        if (!(event.ctrlKey || event.metaKey) || (event.key !== "s" && event.key !== "Enter")) return;
        event.preventDefault();
        state.save();
      }}
    >
      <OutOfDateMessage note={view} zone={zone} actions={actions} />
      <Banner state={state} hasOpen={hasOpen} />
      <div>
        {isWriting ? (
          <>
            {TEXTS.map(({ part, placeholder }) => (
              <NotePart key={part} part={part} isWritten writers={here(part)}>
                {conflictOn(part)}
                <SharedText
                  part={part}
                  placeholder={placeholder}
                  value={texts[part]}
                  error={errors[part]}
                  onChange={(text) => write({ ...texts, [part]: text }, part)}
                />
              </NotePart>
            ))}
            <NotePart part="questions" isWritten writers={here("questions")}>
              {conflictOn("questions")}
              <QuestionRows
                rows={texts.questions}
                errors={errors}
                onChange={(questions) => write({ ...texts, questions }, "questions")}
              />
            </NotePart>
          </>
        ) : isAsDrawn ? (
          drawn.texts
        ) : (
          <NoteReading note={texts} draw={draw} />
        )}
        <NotePart
          part="learnings"
          isWritten
          writers={here("learnings")}
          aside="One sentence each, your own words"
        >
          {conflictOn("learning")}
          {errors.learning && <FieldError id="learning-error">{errors.learning}</FieldError>}
          <BareText
            name="learning"
            aria-label={NOTE_QUESTIONS.learnings}
            aria-invalid={errors.learning ? true : undefined}
            aria-describedby={errors.learning ? "learning-error" : undefined}
            placeholder="I now understand that …"
            value={texts.learning}
            onChange={(event) => write({ ...texts, learning: event.currentTarget.value }, "learnings")}
          />
          {view.version <= note.version ? (
            drawn.learnings
          ) : (
            <Learnings learnings={view.learnings.filter(({ isMine }) => !isMine)} draw={draw} />
          )}
        </NotePart>
      </div>
      <NoteFoot note={view} actions={actions} />
    </Panel>
  );
}

/** Who else writes now. */
function Writers({ names }: { names: ReturnType<typeof useNote>["writers"] }) {
  if (names.length === 0) return null;
  return (
    <span className="mr-1 inline-flex items-center gap-2 text-ink-2">
      {names.map((writer) => (
        <PersonSeat key={writer.name} person={writer} />
      ))}
      <span>
        {names.map(({ name }) => firstName(name)).join(" and ")} {names.length > 1 ? "are" : "is"} writing
      </span>
    </span>
  );
}

function Banner({ state, hasOpen }: { state: ReturnType<typeof useNote>; hasOpen: boolean }) {
  const { by, refusal, isRestored, isDirty } = state;
  if (hasOpen)
    return (
      <Message
        flush
        announce
        tone="warn"
        title={`${by ?? "Somebody"} saved this note while you wrote. Nothing is lost.`}
      >
        Where both of you changed the same part, choose below. Everything else is saved.
      </Message>
    );
  if (refusal) return <Message flush announce tone="danger" title={`Not saved. ${refusal.message}`} />;
  if (isRestored && isDirty)
    return (
      <Message flush title="This text was not saved yet">
        It was kept on this device when you left, and goes from here as soon as somebody answers.
      </Message>
    );
  return null;
}
