import Link from "next/link";
import type { Action } from "@/components/ui/action";
import { Deed } from "@/components/ui/deed";
import { Message } from "@/components/ui/message";
import type { NoteView } from "@/lib/notes/schema";
import { formatDate } from "@/lib/time/format";
import { MarkOutOfDate } from "./out-of-date";

export type NoteActions = { readonly outOfDate: Action; readonly holds: Action };

/** Above a note that holds no longer: since when, why, and who says so. */
export function OutOfDateMessage({
  note: { id, outOfDate },
  zone,
  actions,
}: {
  note: NoteView;
  zone: string;
  actions: NoteActions;
}) {
  if (!outOfDate) return null;
  return (
    <Message
      flush
      tone="warn"
      title={`Out of date: ${outOfDate.reason}`}
      action={
        <Deed action={actions.holds} input={{ id }} said="The note holds again.">
          It holds again
        </Deed>
      }
    >
      {outOfDate.by ?? "Somebody who left"} said so on{" "}
      <time dateTime={new Date(outOfDate.at).toISOString()}>{formatDate(outOfDate.at, zone)}</time>.
    </Message>
  );
}

/** Below a note: how it came about, and that it holds no longer. */
export function NoteFoot({ note, actions }: { note: NoteView; actions: NoteActions }) {
  if (note.version === 0) return null;
  return (
    <footer className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 border-t border-line px-4 py-1.5 text-meta text-ink-3">
      {note.changes > 0 ? (
        <Link className="link" href={`/sessions/${note.id}/note`}>
          History
        </Link>
      ) : (
        <span />
      )}
      {!note.outOfDate && <MarkOutOfDate id={note.id} action={actions.outOfDate} />}
    </footer>
  );
}
