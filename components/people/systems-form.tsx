"use client";

import { useState } from "react";
import type { Action } from "@/components/ui/action";
import { ActionForm } from "@/components/ui/action-form";
import { toast } from "@/components/ui/toast";
import { SaveBar } from "./save-bar";
import { changed, type Known, SystemsEditor } from "./systems-editor";

export function SystemsForm({ action, known: before }: { action: Action; known: readonly Known[] }) {
  const [saved, setSaved] = useState(before);
  const [known, setKnown] = useState(before);
  const changes = changed(saved, known);
  return (
    <ActionForm
      action={action}
      extra={{ familiarities: changes }}
      onDone={() => {
        setSaved(known);
        toast({ message: "Saved." });
      }}
    >
      <SystemsEditor known={known} onChange={setKnown} />
      <SaveBar
        sticky
        note={
          changes.length === 0
            ? "It is your own word that counts, not how often you were there."
            : `${changes.length} changed, not saved yet`
        }
      />
    </ActionForm>
  );
}
