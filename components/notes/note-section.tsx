import { EmptyState } from "@/components/ui/empty-state";
import { Markdown } from "@/components/ui/markdown";
import { Panel } from "@/components/ui/panel";
import type { NoteView } from "@/lib/notes/schema";
import { formatAge } from "@/lib/time/format";
import type { EpochMs } from "@/lib/time/instant";
import { NotePanel } from "./note-panel";
import { isEmptyNote, NoteReading } from "./note-reading";

const draw = (text: string) => <Markdown text={text} />;

/** The note on a session's page: to write for those who sit there, to read for everybody else. */
export function NoteSection({
  note,
  personId,
  now,
}: {
  note: NoteView;
  /** The reader. */
  personId: string;
  now: EpochMs;
}) {
  const reading = isEmptyNote(note) ? (
    <EmptyState title="Nothing is written yet">
      {note.mayWrite
        ? "Write down what you understood, for whoever meets this next."
        : "What they understood will stand here, to be found by whoever meets this next."}
    </EmptyState>
  ) : (
    <NoteReading note={note} draw={draw} />
  );
  if (note.mayWrite) return <NotePanel note={note} personId={personId} reading={reading} />;
  return (
    <Panel
      title="Note"
      aside={
        note.updatedAt !== null && note.updatedBy
          ? `${note.updatedBy}, ${formatAge(note.updatedAt, now)}`
          : undefined
      }
    >
      {reading}
    </Panel>
  );
}
