"use client";

import { Check, Copy } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";

const SAID_MS = 2_000;

/** A block of code that scrolls by itself, with a button that copies it. */
export function CopyCode({ children }: { children: ReactNode }) {
  const code = useRef<HTMLPreElement>(null);
  const [said, setSaid] = useState<"Copied" | "It could not be copied" | null>(null);
  const copy = async () => {
    const text = code.current?.textContent?.replace(/\n$/, "") ?? "";
    // There is no clipboard on plain http.
    const done = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    setSaid(done ? "Copied" : "It could not be copied");
    setTimeout(() => setSaid(null), SAID_MS);
  };
  const Icon = said === "Copied" ? Check : Copy;
  return (
    <div className="relative">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, and only what has focus scrolls by keyboard. */}
      <pre ref={code} tabIndex={0} className="pr-11!">
        {children}
      </pre>
      <button
        type="button"
        onClick={copy}
        aria-label="Copy code"
        title={said ?? "Copy"}
        className="absolute top-1.5 right-1.5 inline-flex size-7 items-center justify-center rounded-badge bg-sunken text-ink-3 transition-colors hover:bg-hover hover:text-ink pointer-coarse:size-9"
      >
        <Icon aria-hidden strokeWidth={1.75} className="size-4" />
      </button>
      <span role="status" className="sr-only">
        {said}
      </span>
    </div>
  );
}
