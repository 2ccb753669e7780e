"use client";

import { type ComponentProps, lazy, Suspense } from "react";
import { Panel } from "@/components/ui/panel";
import { NoteFoot, OutOfDateMessage } from "./note-foot";
import type { NotePanel as Whole } from "./note-panel";

// Merging, saving and asking for news are for those who write: readers of the page load none of it, and writers later.
const NotePanel = lazy(async () => ({ default: (await import("./note-panel")).NotePanel }));

/** The note to write. Until what saves it is there, what is written can be read. */
export function NotePanelSlot(props: ComponentProps<typeof Whole>) {
  const { note, zone, actions, drawn } = props;
  return (
    <Suspense
      fallback={
        <Panel title="Note" aria-busy className="min-h-100">
          <OutOfDateMessage note={note} zone={zone} actions={actions} />
          {drawn.texts}
          <NoteFoot note={note} actions={actions} />
        </Panel>
      }
    >
      <NotePanel {...props} />
    </Suspense>
  );
}
