import type { Metadata } from "next";
import { pageContext } from "@/app/_server/actor";
import { load } from "@/app/_server/page";
import { NoteChanges } from "@/components/notes/note-changes";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { getNoteHistory } from "@/lib/notes/get-note-history";

export const metadata: Metadata = { title: "History of the note" };

export default async function NoteHistoryPage({ params }: { params: Promise<{ id: string }> }) {
  const context = await pageContext();
  const { id } = await params;
  const { title, changes } = await load(getNoteHistory, context, { id });
  return (
    <div className="page">
      <PageHeader
        crumbs={[{ href: `/sessions/${id}`, label: title }, { label: "History" }]}
        title="History of the note"
        meta="Who wrote what, latest first. What came is underlined, what went is struck through."
      />
      {changes.length === 0 ? (
        <EmptyState title="Nothing was changed yet">The note stands as it was first written.</EmptyState>
      ) : (
        <NoteChanges changes={changes} zone={context.actor.zone} />
      )}
    </div>
  );
}
