"use client";

import { useFormPending } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";

/** The end of a form in a panel. */
export function SaveBar({
  label = "Save",
  note,
  sticky = false,
}: {
  label?: string;
  note?: string;
  /** Stays in view below a long list, above the tabs of a phone. */
  sticky?: boolean;
}) {
  const pending = useFormPending();
  return (
    <div
      className={classNames(
        "flex items-center justify-between gap-3 border-t border-line bg-surface px-4 py-2.5",
        sticky && "sticky bottom-0 z-1 max-md:bottom-[calc(3.75rem+env(safe-area-inset-bottom))]",
      )}
    >
      <p className="text-meta text-ink-3">{note}</p>
      <Button type="submit" tone="primary" size="sm" working={pending} className="ml-auto">
        {label}
      </Button>
    </div>
  );
}

export const SAVED = { message: "Saved." };
