"use client";

import { Command } from "cmdk";
import {
  BookOpen,
  Boxes,
  BrickWall,
  Grid3x3,
  House,
  Layers,
  LayoutList,
  Plus,
  Search,
  Settings,
  User,
  Users,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { type Found, findAnything } from "@/components/shell/find-anything";

/** Long enough that typing a word asks once, short enough to feel at once; in ms. */
const ASK_AFTER_MS = 120;

const icon = { "aria-hidden": true, className: "size-4 shrink-0 text-ink-2", strokeWidth: 1.75 } as const;

const pages = [
  { title: "Home", href: "/", mark: <House {...icon} /> },
  { title: "Board", href: "/board", mark: <LayoutList {...icon} /> },
  { title: "Notes", href: "/notes", mark: <BookOpen {...icon} /> },
  { title: "Systems", href: "/systems", mark: <Layers {...icon} /> },
  { title: "Knowledge map", href: "/map", mark: <Grid3x3 {...icon} /> },
  { title: "Walls between teams", href: "/walls", mark: <BrickWall {...icon} /> },
  { title: "People and teams", href: "/people", mark: <Users {...icon} /> },
  { title: "Settings", href: "/settings", mark: <Settings {...icon} /> },
];

const marks: Record<Found["kind"], ReactNode> = {
  system: <Layers {...icon} />,
  person: <User {...icon} />,
  note: <BookOpen {...icon} />,
  request: <Boxes {...icon} />,
};

/** Go anywhere, find anything, ask to pair: by keyboard. A native modal dialog around a list. */
export default function Palette({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const router = useRouter();
  const dialog = useRef<HTMLDialogElement>(null);
  const [query, setQuery] = useState("");
  const found = useFound(open ? query.trim() : "");
  const [marked, setMarked] = useState("");
  const hasMoved = useRef(false);

  // The first stays marked as findings arrive above it, until somebody goes to another.
  useEffect(() => {
    if (!hasMoved.current) setMarked(found[0]?.href ?? (query.trim() ? "search" : "ask"));
  }, [found, query]);

  useEffect(() => {
    if (open && dialog.current && !dialog.current.open) {
      dialog.current.showModal();
      // The list's own frame would take focus first.
      dialog.current.querySelector("input")?.focus();
    }
    if (!open && dialog.current?.open) dialog.current.close();
  }, [open]);

  const close = () => {
    hasMoved.current = false;
    setQuery("");
    onOpenChange(false);
  };
  const go = (href: string) => {
    close();
    router.push(href);
  };
  const words = query.trim();
  const here = pages.filter(({ title }) => title.toLowerCase().includes(words.toLowerCase()));
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the palette closes it, as Escape does.
    <dialog
      ref={dialog}
      aria-label="Command palette"
      className="mx-auto mt-[12vh] w-[min(36rem,calc(100vw-2rem))] overflow-clip rounded-panel border border-line bg-surface p-0 text-ink shadow-float backdrop:bg-scrim max-sm:mt-4"
      onClose={close}
      onClick={(event) => event.target === dialog.current && close()}
    >
      <Command
        label="Command palette"
        shouldFilter={false}
        loop
        value={marked}
        onValueChange={setMarked}
        onKeyDown={({ key }) => {
          if (key === "ArrowDown" || key === "ArrowUp") hasMoved.current = true;
        }}
        onPointerMove={() => {
          hasMoved.current = true;
        }}
      >
        <div className="flex items-center gap-2.5 border-b border-line px-4">
          <Search {...icon} />
          <Command.Input
            value={query}
            onValueChange={(words) => {
              hasMoved.current = false;
              setQuery(words);
            }}
            placeholder="Go to, find, or ask"
            className="h-12 min-w-0 flex-1 bg-transparent text-note outline-none"
          />
        </div>
        <Command.List className="max-h-[min(24rem,60dvh)] overflow-y-auto">
          {words && (
            <>
              {found.map((item) => (
                <Item
                  key={item.href}
                  value={item.href}
                  mark={marks[item.kind]}
                  onSelect={() => go(item.href)}
                >
                  <span className="min-w-0 flex-1 truncate">{item.title}</span>
                  <span className="text-meta text-ink-3">{item.detail ?? item.kind}</span>
                </Item>
              ))}
              <Item
                value="search"
                mark={<Search {...icon} />}
                onSelect={() => go(`/notes?q=${encodeURIComponent(words)}`)}
              >
                <span className="min-w-0 truncate">Search notes for “{words}”</span>
              </Item>
            </>
          )}
          <Item
            value="ask"
            mark={<Plus {...icon} />}
            onSelect={() => go(words ? `/requests/new?title=${encodeURIComponent(words)}` : "/requests/new")}
          >
            <span className="min-w-0 truncate">{words ? `Ask to pair on “${words}”` : "Ask to pair…"}</span>
          </Item>
          {here.map(({ title, href, mark }) => (
            <Item key={href} value={`page ${href}`} mark={mark} onSelect={() => go(href)}>
              <span className="flex-1">{title}</span>
              <span className="text-meta text-ink-3">page</span>
            </Item>
          ))}
        </Command.List>
      </Command>
    </dialog>
  );
}

function Item({
  value,
  mark,
  onSelect,
  children,
}: {
  value: string;
  mark: ReactNode;
  onSelect: () => void;
  children: ReactNode;
}) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex min-h-10 cursor-pointer items-center gap-2.5 border-l-3 border-transparent px-3.5 py-1.5 aria-selected:border-accent aria-selected:bg-accent-tint max-sm:min-h-11"
    >
      {mark}
      {children}
    </Command.Item>
  );
}

/** What the company has under these words; empty while nobody types, and when the server does not answer. */
function useFound(query: string): Found[] {
  const [found, setFound] = useState<Found[]>([]);
  useEffect(() => {
    if (!query) return setFound([]);
    const stop = new AbortController();
    const timer = window.setTimeout(async () => {
      const items = await findAnything(query, stop.signal);
      if (!stop.signal.aborted) setFound(items);
    }, ASK_AFTER_MS);
    return () => {
      window.clearTimeout(timer);
      stop.abort();
    };
  }, [query]);
  return found;
}
