"use client";

import type { FocusEvent, KeyboardEvent, ReactNode } from "react";

/**
 * A table whose links marked `data-cell` are one tab stop: arrows go to the next such link in the row or the column,
 * Home and End to the ends of the row. The first comes from the server with `tabIndex` 0, the others with -1.
 */
export function TableKeys({ className, children }: { className?: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens for the arrows of the links inside it.
    <div className={className} onKeyDown={moveByArrows} onFocus={keepTabStop}>
      {children}
    </div>
  );
}

type Place = { link: HTMLElement; row: number; column: number };

function placeOf(link: HTMLElement): Place {
  const cell = link.closest<HTMLTableCellElement>("td, th");
  const row = link.closest("tr");
  return { link, row: row?.rowIndex ?? 0, column: cell?.cellIndex ?? 0 };
}

const DIRECTIONS: Record<string, (here: Place, all: Place[]) => Place | undefined> = {
  ArrowRight: (here, all) => all.find((one) => one.row === here.row && one.column > here.column),
  ArrowLeft: (here, all) => all.findLast((one) => one.row === here.row && one.column < here.column),
  ArrowDown: (here, all) => all.find((one) => one.column === here.column && one.row > here.row),
  ArrowUp: (here, all) => all.findLast((one) => one.column === here.column && one.row < here.row),
  Home: (here, all) => all.find((one) => one.row === here.row),
  End: (here, all) => all.findLast((one) => one.row === here.row),
};

function moveByArrows(event: KeyboardEvent<HTMLElement>) {
  const direction = DIRECTIONS[event.key];
  if (!direction || !(event.target instanceof HTMLElement) || !event.target.matches("[data-cell]")) return;
  event.preventDefault();
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-cell]")].map(placeOf);
  direction(placeOf(event.target), all)?.link.focus();
}

function keepTabStop({ target, currentTarget }: FocusEvent<HTMLElement>) {
  if (!target.matches("[data-cell]")) return;
  for (const link of currentTarget.querySelectorAll<HTMLElement>("[data-cell]"))
    link.tabIndex = link === target ? 0 : -1;
}
