import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { NOTE_QUESTIONS, type NotePart as Part } from "@/lib/notes/schema";

/** One question of the note as a heading, what was written below, no box. The green edge is where somebody writes. */
export function NotePart({
  part,
  heading = NOTE_QUESTIONS[part],
  aside,
  isWritten = false,
  children,
}: {
  part: Part;
  /** Other words for the question. */
  heading?: string;
  aside?: ReactNode;
  /** Whether it is being written, and shows where. */
  isWritten?: boolean;
  children: ReactNode;
}) {
  return (
    <section
      id={part}
      aria-labelledby={`${part}-heading`}
      className={classNames(
        "scroll-mt-20 border-t border-l-3 border-t-line border-l-transparent py-4 pr-4 pl-3.25 first:border-t-0 target:border-l-accent-line",
        isWritten && "focus-within:border-l-accent",
      )}
    >
      <div className="mb-1 flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 id={`${part}-heading`} className="font-semibold">
          {heading}
        </h3>
        {aside !== undefined && <p className="text-meta text-ink-3">{aside}</p>}
      </div>
      {children}
    </section>
  );
}
