"use client";

import { Search } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { Kbd } from "@/components/ui/kbd";

// The palette and its library come when somebody first opens it.
const Palette = lazy(() => import("@/components/shell/palette"));

/**
 * Enter searches the notes; Ctrl K (or Command K) anywhere opens the palette. A plain form underneath: it searches
 * before any script has come. On a phone a button opens the palette instead.
 */
export function SearchBox() {
  const [wanted, setWanted] = useState(false);
  const [open, setOpen] = useState(false);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      setWanted(true);
      setOpen((before) => !before);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  const show = () => {
    setWanted(true);
    setOpen(true);
  };

  return (
    <>
      <search className="ml-auto hidden min-w-0 flex-[0_1_17.5rem] md:block">
        <form action="/notes" className="relative">
          <Search
            aria-hidden
            className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-3"
            strokeWidth={1.75}
          />
          <input
            type="search"
            name="q"
            aria-label="Search notes"
            placeholder="Search notes"
            autoComplete="off"
            className="control min-h-8! pr-2.5! pl-8.5! lg:pr-18! text-meta [&::-webkit-search-cancel-button]:appearance-none"
          />
          <button
            type="button"
            aria-keyshortcuts="Control+K Meta+K"
            title="Open the command palette"
            className="absolute top-1/2 right-1 flex min-h-6 -translate-y-1/2 items-center rounded-badge max-lg:hidden"
            onClick={show}
          >
            <Kbd>Ctrl K</Kbd>
            <span className="sr-only">, open the command palette</span>
          </button>
        </form>
      </search>
      <button
        type="button"
        aria-label="Search"
        className="ml-auto inline-flex size-11 items-center justify-center rounded-control md:hidden"
        onClick={show}
      >
        <Search aria-hidden className="size-5" strokeWidth={1.75} />
      </button>
      {wanted && (
        <Suspense fallback={null}>
          <Palette open={open} onOpenChange={setOpen} />
        </Suspense>
      )}
    </>
  );
}
