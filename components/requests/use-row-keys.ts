"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";

/**
 * J and K move the focus through the rows' links (`a[data-row]`), so that Enter is the browser's own; P goes to the
 * times of the row in focus. Silent while somebody types or a menu is open.
 */
export function useRowKeys() {
  const table = useRef<HTMLDivElement>(null);
  const router = useRouter();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || isTaken(event.target)) return;
      const rows = [...(table.current?.querySelectorAll<HTMLAnchorElement>("a[data-row]") ?? [])];
      const at = rows.indexOf(document.activeElement as HTMLAnchorElement);
      const key = event.key.toLowerCase();
      if (key === "j") rows[Math.min(at + 1, rows.length - 1)]?.focus();
      else if (key === "k") rows[Math.max(at - 1, 0)]?.focus();
      else if (key === "p" && rows[at]) router.push(`${rows[at].getAttribute("href")}#times`);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [router]);
  return table;
}

const isTaken = (target: EventTarget | null) =>
  document.querySelector("dialog[open], [role=dialog], :popover-open") !== null ||
  (target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input, textarea, select, [role=combobox]")));
