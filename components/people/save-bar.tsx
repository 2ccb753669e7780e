"use client";

import { useFormPending } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";

/** The end of a form in a panel. */
export function SaveBar({ label = "Save", note }: { label?: string; note?: string }) {
  const pending = useFormPending();
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line bg-sunken px-4 py-2.5">
      <p className="text-meta text-ink-3">{note}</p>
      <Button type="submit" tone="primary" size="sm" working={pending} className="ml-auto">
        {label}
      </Button>
    </div>
  );
}

export const SAVED = { message: "Saved." };
