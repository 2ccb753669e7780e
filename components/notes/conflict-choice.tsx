import { Button } from "@/components/ui/button";
import { Message } from "@/components/ui/message";
import type { NoteTexts, TextPart } from "@/lib/notes/schema";
import type { Choice } from "./note-state";

/** Both texts of what two people changed: mine stands in the field below, theirs here. */
export function ConflictChoice({
  part,
  theirs,
  rows,
  by,
  settle,
}: {
  part: TextPart;
  theirs: NoteTexts;
  /** Of the questions, which. */
  rows: readonly string[];
  by: string | null;
  settle: (part: TextPart, choice: Choice) => void;
}) {
  const who = part === "learning" ? "You, in another tab," : (by ?? "Somebody");
  const words = part === "learning" ? "what you saved there" : "theirs";
  const keep = (choice: Choice) => {
    settle(part, choice);
    const field = part === "questions" ? "question-0" : part;
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`textarea:is([name="${field}"], #${field})`)?.focus(),
    );
  };
  return (
    <Message
      tone="warn"
      title={`${who} changed this as well`}
      className="my-2"
      action={
        <>
          <Button size="sm" onClick={() => keep("mine")}>
            Keep mine
          </Button>
          <Button size="sm" onClick={() => keep("theirs")}>
            {part === "learning" ? "Keep the other" : "Keep theirs"}
          </Button>
          <Button size="sm" onClick={() => keep("both")}>
            Keep both
          </Button>
        </>
      }
    >
      <p>Yours stands below; this is {words}:</p>
      <div className="mt-1.5 max-h-60 overflow-y-auto rounded-control bg-surface px-3 py-2 whitespace-pre-wrap text-ink">
        {shown(theirs[part], rows)}
      </div>
    </Message>
  );
}

function shown(text: NoteTexts[TextPart], rows: readonly string[]): string {
  if (typeof text === "string") return text || "(nothing)";
  return text
    .filter(({ id }) => id && rows.includes(id))
    .map(({ question, answer }) => `${question}\n${answer}`)
    .join("\n\n");
}
