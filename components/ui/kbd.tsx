import type { ReactNode } from "react";

/** A key. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-flex min-h-5 items-center rounded-badge border border-line bg-sunken px-1.5 font-mono text-caption text-ink-2">
      {children}
    </kbd>
  );
}
