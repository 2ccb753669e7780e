import { Children, type ReactNode } from "react";
import { Rows } from "@/components/ui/panel";

/** Rows in a panel; those after the first `shown` are folded away behind "and 3 more". A single one is not worth folding. */
export function Fold({ shown, children }: { shown: number; children: ReactNode }) {
  const rows = Children.toArray(children);
  const kept = rows.length <= shown + 1 ? rows.length : shown;
  return (
    <>
      <Rows>{rows.slice(0, kept)}</Rows>
      {kept < rows.length && (
        <details className="group border-t border-line">
          <summary className="cursor-pointer px-4 py-2.5 text-meta text-ink-2 hover:bg-hover group-open:border-b group-open:border-line">
            and {rows.length - kept} more
          </summary>
          <Rows>{rows.slice(kept)}</Rows>
        </details>
      )}
    </>
  );
}
