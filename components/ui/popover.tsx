"use client";

import { type KeyboardEvent, type MouseEvent, type ReactNode, useId, useRef } from "react";
import { classNames } from "@/components/ui/class-names";

/**
 * A button, and what floats under it: the browser's own popover, so Escape, a click elsewhere and the return of focus
 * are the browser's. The panel stands under its button by anchor positioning, and in the middle where that is not known.
 * A click on a link or on `[data-closes]` inside closes it.
 */
export function Popover({
  label,
  trigger,
  triggerClass,
  align = "start",
  panelClass,
  children,
}: {
  /** The button's name, where `trigger` has no words or not enough. */
  label?: string;
  trigger: ReactNode;
  triggerClass?: string;
  align?: "start" | "end";
  panelClass?: string;
  children: ReactNode;
}) {
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  return (
    <>
      <button type="button" aria-label={label} popoverTarget={id} className={triggerClass}>
        {trigger}
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it listens for clicks and arrows of the items inside it. */}
      <div
        ref={panel}
        id={id}
        popover="auto"
        data-align={align}
        className={classNames("popover", panelClass)}
        onClick={(event) => closesOn(event) && panel.current?.hidePopover()}
        onKeyDown={moveByArrows}
      >
        {children}
      </div>
    </>
  );
}

const closesOn = ({ target }: MouseEvent) =>
  target instanceof Element && target.closest("a, [data-closes]") !== null;

/** Up and Down, Home and End go through the items; Tab does too. */
function moveByArrows(event: KeyboardEvent<HTMLElement>) {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-item]:not(:disabled)")];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (next === undefined || items.length === 0 || at < 0) return;
  event.preventDefault();
  items.at(next % items.length)?.focus();
}
