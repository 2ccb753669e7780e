import { EmptyState } from "@/components/ui/empty-state";
import { Markdown } from "@/components/ui/markdown";
import { Panel } from "@/components/ui/panel";
import type { NoteView } from "@/lib/notes/schema";
import { formatAge } from "@/lib/time/format";
import type { EpochMs } from "@/lib/time/instant";
import { type NoteActions, NoteFoot, OutOfDateMessage } from "./note-foot";
import { NotePanelSlot } from "./note-panel-slot";
import { NotePart } from "./note-part";
import { Learnings, NoteReading } from "./note-reading";

const draw = (text: string) => <Markdown text={text} />;

/** The note on a session's page: to write for those who sit there, to read for everybody else. */
export function NoteSection({
  note,
  personId,
  now,
  zone,
  isOver,
  actions,
}: {
  note: NoteView;
  /** The reader. */
  personId: string;
  now: EpochMs;
  /** The reader's. */
  zone: string;
  /** The session will not take place, or did not. */
  isOver: boolean;
  actions: NoteActions;
}) {
  const texts = <NoteReading note={note} draw={draw} />;
  const head = <OutOfDateMessage note={note} zone={zone} actions={actions} />;
  const foot = <NoteFoot note={note} actions={actions} />;
  if (note.mayWrite) {
    const others = note.learnings.filter(({ isMine }) => !isMine);
    return (
      <NotePanelSlot
        note={note}
        personId={personId}
        drawn={{ texts, learnings: <Learnings learnings={others} draw={draw} /> }}
        zone={zone}
        actions={actions}
      />
    );
  }
  // Of a session that never was, nothing will be written.
  if (isOver && isEmpty(note)) return null;
  return (
    <Panel
      title="Note"
      aside={
        note.updatedAt !== null && note.updatedBy
          ? `${note.updatedBy}, ${formatAge(note.updatedAt, now)}`
          : undefined
      }
    >
      {head}
      <div>
        {texts}
        {note.learnings.length > 0 && (
          <NotePart part="learnings" heading="What do they understand now?">
            <Learnings learnings={note.learnings} draw={draw} />
          </NotePart>
        )}
      </div>
      {isEmpty(note) && (
        <EmptyState title="Nothing is written yet">
          What they understood will stand here, to be found by whoever meets this next.
        </EmptyState>
      )}
      {foot}
    </Panel>
  );
}

const isEmpty = ({ problem, process, solution, questions, learnings }: NoteView) =>
  !(problem || process || solution) && questions.length === 0 && learnings.length === 0;
