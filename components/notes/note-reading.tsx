import { Fragment, type ReactNode } from "react";
import { PersonSeat } from "@/components/people/person-chip";
import type { NoteView } from "@/lib/notes/schema";
import { NotePart } from "./note-part";

/** How markdown is drawn: on the server at once, in the browser with a parser that comes when it is needed. */
export type Draw = (text: string) => ReactNode;

type Written = Pick<NoteView, "problem" | "process" | "solution" | "questions">;

const TEXTS = ["problem", "process", "solution"] as const;

/** What both wrote, to be read: what was left empty is left out. */
export function NoteReading({ note, draw }: { note: Written; draw: Draw }) {
  return (
    <>
      {TEXTS.map(
        (part) =>
          note[part] && (
            <NotePart key={part} part={part}>
              {draw(note[part])}
            </NotePart>
          ),
      )}
      {note.questions.length > 0 && (
        <NotePart part="questions">
          <dl className="grid gap-3 text-note">
            {note.questions.map(({ question, answer }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a note that is read do not move.
              <Fragment key={at}>
                <div>
                  <dt className="font-medium">{question || "Not asked in words"}</dt>
                  <dd className="text-ink-2">{answer ? draw(answer) : "No answer yet."}</dd>
                </div>
              </Fragment>
            ))}
          </dl>
        </NotePart>
      )}
    </>
  );
}

export function Learnings({ learnings, draw }: { learnings: NoteView["learnings"]; draw: Draw }) {
  return (
    <ul className="mt-1 grid gap-3">
      {learnings.map(({ id, name, discipline, isMine, text }) => (
        <li key={id} className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3">
          <span className="pt-0.5">
            <PersonSeat person={{ name: name ?? "?", discipline }} />
          </span>
          <div className="min-w-0">
            <p className="text-meta text-ink-3">{isMine ? "You" : (name ?? "Somebody who left")}</p>
            {draw(text)}
          </div>
        </li>
      ))}
    </ul>
  );
}
