"use client";

import { useQuery } from "@tanstack/react-query";
import { Search as Magnifier } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Refused } from "@/components/ui/get-json";
import { Message } from "@/components/ui/message";
import { LoadingLines } from "@/components/ui/skeleton";
import { Spinner } from "@/components/ui/spinner";
import type { FoundNotes } from "@/lib/notes/schema";
import { FoundNote } from "./found-note";
import { hasFilters, notesHref, searchOf, withoutFilters, withParam } from "./search-address";
import { Facets, FilterBar } from "./search-filters";
import { notesQuery } from "./search-query";

/** Long enough that a word is searched once, short enough to feel at once; in ms. */
const PAUSE_MS = 180;

const list = new Intl.ListFormat("en");

/** Search over notes. Its address says what it shows; typing replaces it without leaving the page. */
export function NotesSearch() {
  const params = useSearchParams();
  const pathname = usePathname();
  const search = searchOf(new URLSearchParams(params));
  const [typed, setTyped] = useTyped(params.get("q") ?? "", (q) => replace(withParam(search, "q", q)));
  const { data: found, error, isFetching, isPlaceholderData } = useQuery(notesQuery(search));
  const results = useRef<HTMLDivElement>(null);
  const replace = (next: string) => {
    // A page that is being left must not take its address back.
    if (pathname === "/notes") window.history.replaceState(null, "", notesHref(next));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows go from the box to the results, which are links.
    <div
      ref={results}
      onKeyDown={(event) => moveByArrows(event, results.current)}
      className="grid items-start gap-x-16 gap-y-5 pt-6 lg:grid-cols-[minmax(0,1fr)_19rem]"
    >
      <div className="min-w-0">
        <h1 className="sr-only">Notes</h1>
        <Box typed={typed} onType={setTyped} isBusy={isFetching && isPlaceholderData} />
        {found && (
          <div className="mt-3">
            <FilterBar found={found} search={search} />
          </div>
        )}
        {error && (
          <Message
            tone="warn"
            className="mt-4"
            title={error instanceof Refused ? error.message : "Deskside did not answer."}
          >
            {found ? "These are the notes found before. Type on to search again." : "Try again in a moment."}
          </Message>
        )}
        {found ? (
          <Results found={found} search={search} typed={typed} />
        ) : (
          !error && <LoadingLines label="Looking through the notes" lines={6} />
        )}
      </div>
      {found && (
        <aside aria-label="Narrow the search" className="lg:pt-28 max-lg:hidden">
          <Facets
            found={found}
            search={search}
            isOld={isPlaceholderData}
            go={(next) => window.history.pushState(null, "", notesHref(next))}
          />
          {found.total > 0 && <Ask title={typed} />}
        </aside>
      )}
      {found && found.total > 0 && (
        <div className="lg:hidden">
          <Ask title={typed} />
        </div>
      )}
    </div>
  );
}

/** What stands in the box: at once for who types, a moment later in the address; a new address wins over the box. */
function useTyped(q: string, settle: (q: string) => void) {
  const [typed, setTyped] = useState(q);
  const [from, setFrom] = useState(q);
  const asked = useRef(q);
  const latest = useRef(settle);
  latest.current = settle;
  if (q !== from) {
    setFrom(q);
    if (q.trim() !== typed.trim() && q !== asked.current) setTyped(q);
  }
  useEffect(() => {
    if (typed === asked.current) return;
    const timer = setTimeout(() => {
      asked.current = typed;
      latest.current(typed);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return [typed, setTyped] as const;
}

function Box({ typed, onType, isBusy }: { typed: string; onType: (text: string) => void; isBusy: boolean }) {
  return (
    <search className="relative block">
      <Magnifier
        aria-hidden
        strokeWidth={1.75}
        className="pointer-events-none absolute top-1/2 left-4 size-5 -translate-y-1/2 text-ink-2"
      />
      <input
        type="search"
        name="q"
        value={typed}
        onChange={(event) => onType(event.currentTarget.value)}
        aria-label="Search notes"
        placeholder="What are you trying to understand?"
        autoComplete="off"
        spellCheck={false}
        data-box
        className="h-12 w-full rounded-control border border-line-strong bg-surface pr-12 pl-12 text-[1.125rem] [&::-webkit-search-cancel-button]:hidden"
      />
      {isBusy && <Spinner className="absolute top-1/2 right-4 -translate-y-1/2 text-ink-3" />}
    </search>
  );
}

function Results({ found, search, typed }: { found: FoundNotes; search: string; typed: string }) {
  return (
    <>
      <div className="mt-4 mb-3 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 text-meta text-ink-2">
        <p>{readAs(found)}</p>
        <p role="status" className="times text-ink-3">
          {countWords(found)}
        </p>
      </div>
      {found.notes.length === 0 ? (
        <Nothing found={found} search={search} typed={typed} />
      ) : (
        <ul>
          {found.notes.map((note) => (
            <FoundNote key={note.id} note={note} zone={found.zone} />
          ))}
        </ul>
      )}
      <Pages found={found} search={search} />
    </>
  );
}

/** How the search was read, where it was not read as it was typed. */
function readAs({ matched, unread, corrected, total }: FoundNotes): string {
  const read = corrected.map(({ from, to }) => `“${to}” for “${from}”`);
  return [
    unread.length > 0 && `Nothing here is called ${list.format(unread)}, so that was left out.`,
    read.length > 0 && `Showing results with ${list.format(read)}.`,
    matched === "any" && total > 0 && "No note has all of these words; these have some of them.",
  ]
    .filter((sentence) => sentence !== false)
    .join(" ");
}

function countWords({ total, isMore, matched }: FoundNotes): string {
  if (total === 0) return "No notes";
  const count = `${total.toLocaleString("en")}${isMore ? "+" : ""}`;
  return `${count} ${total === 1 && !isMore ? "note" : "notes"}, ${matched === "none" ? "newest" : "best"} first`;
}

function Nothing({ found, search, typed }: { found: FoundNotes; search: string; typed: string }) {
  const isNarrowed = hasFilters(found);
  if (!typed.trim() && !isNarrowed && found.page === 1)
    return (
      <EmptyState className="px-0!" title="No notes yet" action={<AskLink title="" />}>
        Each session leaves one behind. Yours could be the first.
      </EmptyState>
    );
  return (
    <EmptyState
      className="px-0!"
      title={isNarrowed ? "No note fits these filters" : "No note has these words"}
      action={
        <>
          {isNarrowed && (
            <ButtonLink href={notesHref(withoutFilters(search))}>Search without filters</ButtonLink>
          )}
          <AskLink title={typed} primary />
        </>
      }
    >
      Try fewer or other words. Or ask somebody who knows, and leave the note that you were looking for.
    </EmptyState>
  );
}

const AskLink = ({ title, primary = false }: { title: string; primary?: boolean }) => (
  <ButtonLink
    href={title.trim() ? `/requests/new?title=${encodeURIComponent(title.trim())}` : "/requests/new"}
    tone={primary ? "primary" : "secondary"}
  >
    Ask to pair on this
  </ButtonLink>
);

function Ask({ title }: { title: string }) {
  return (
    <div className="border-t border-line pt-5">
      <p className="mb-2.5 text-meta text-ink-2">Not what you need? Sit down with somebody who knows.</p>
      <AskLink title={title} />
    </div>
  );
}

function Pages({ found: { page, pages }, search }: { found: FoundNotes; search: string }) {
  if (pages === 1) return null;
  const to = (n: number) => {
    const params = new URLSearchParams(search);
    params.set("page", String(n));
    return notesHref(searchOf(params));
  };
  return (
    <nav aria-label="Pages of results" className="flex items-center gap-3 border-t border-line py-4">
      {page > 1 && <ButtonLink href={to(page - 1)}>Previous</ButtonLink>}
      {page < pages && <ButtonLink href={to(page + 1)}>Next</ButtonLink>}
      <span className="times text-meta text-ink-3">
        Page {page} of {pages}
      </span>
    </nav>
  );
}

/** Down and Up go from the box through the results and back; Enter in the box goes to the best one. */
function moveByArrows(event: KeyboardEvent, within: HTMLElement | null) {
  const isBox = event.target instanceof HTMLElement && event.target.dataset.box !== undefined;
  const isDown = event.key === "ArrowDown" || (event.key === "Enter" && isBox);
  if (!(isDown || event.key === "ArrowUp") || !within) return;
  const stops = [...within.querySelectorAll<HTMLElement>("[data-box], [data-result]")];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  const next = stops[at + (isDown ? 1 : -1)];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
}
