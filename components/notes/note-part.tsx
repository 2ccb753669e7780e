import type { ReactNode } from "react";
import { disciplineTone } from "@/components/people/discipline-mark";
import { firstName } from "@/components/people/first-name";
import { classNames } from "@/components/ui/class-names";
import { toneClass } from "@/components/ui/seat";
import { NOTE_QUESTIONS, type NoteWriter, type NotePart as Part } from "@/lib/notes/schema";

/**
 * One question of the note as a heading, what was written below, no box. The green edge is where one writes, the other colour
 * where somebody else does. */
export function NotePart({
  part,
  heading = NOTE_QUESTIONS[part],
  aside,
  isWritten = false,
  writers = [],
  children,
}: {
  part: Part;
  /** Other words for the question. */
  heading?: string;
  aside?: ReactNode;
  /** Whether it is being written, and shows where. */
  isWritten?: boolean;
  /** Others who write here at this moment. */
  writers?: readonly NoteWriter[];
  children: ReactNode;
}) {
  const [writer] = writers;
  const tone = writer && toneClass[disciplineTone(writer.discipline)];
  return (
    <section
      id={part}
      aria-labelledby={`${part}-heading`}
      className={classNames(
        "scroll-mt-20 border-t border-l-3 border-t-line py-4 pr-4 pl-3.25 first:border-t-0 target:border-l-accent-line",
        isWritten && "focus-within:border-l-accent",
        writer ? "border-l-tone-lane" : "border-l-transparent",
        tone,
      )}
    >
      <div className="mb-1 flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 id={`${part}-heading`} className="font-semibold">
          {heading}
        </h3>
        {writer ? (
          <p className="text-meta text-tone">
            {writers.map(({ name }) => firstName(name)).join(" and ")} {writers.length > 1 ? "are" : "is"}{" "}
            writing here
          </p>
        ) : aside !== undefined ? (
          <p className="text-meta text-ink-3">{aside}</p>
        ) : null}
      </div>
      {children}
    </section>
  );
}
