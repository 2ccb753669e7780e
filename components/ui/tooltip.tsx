"use client";

import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { classNames } from "@/components/ui/class-names";

/** Before it appears under a resting pointer, and before it goes when the pointer leaves, in ms. */
const OPEN_AFTER_MS = 250;
const CLOSE_AFTER_MS = 120;

/**
 * Details on hover and focus. The pointer may move onto them, Escape sends them away (WCAG 1.4.13).
 * Never the only place where something is said: a phone has no hover. `children` is what the details are about;
 * it takes focus here, unless it holds something that does (`focusable={false}`).
 */
export function Tooltip({
  content,
  focusable = true,
  className,
  children,
}: {
  content: ReactNode;
  focusable?: boolean;
  className?: string;
  children: ReactNode;
}) {
  const id = useId();
  const anchor = `--tip${id.replaceAll(/[^\w-]/g, "")}`;
  const panel = useRef<HTMLSpanElement>(null);
  const timer = useRef<number>(undefined);
  const [open, setOpen] = useState(false);

  useEffect(() => {
    panel.current?.togglePopover(open);
    if (!open) return;
    const leave = (event: KeyboardEvent) => event.key === "Escape" && setOpen(false);
    document.addEventListener("keydown", leave);
    return () => document.removeEventListener("keydown", leave);
  }, [open]);
  useEffect(() => () => window.clearTimeout(timer.current), []);

  const later = (next: boolean, afterMs: number) => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setOpen(next), afterMs);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hover only repeats what focus shows.
    <span
      className={classNames("inline-flex", className)}
      onPointerEnter={() => later(true, OPEN_AFTER_MS)}
      onPointerLeave={() => later(false, CLOSE_AFTER_MS)}
      onFocus={() => later(true, 0)}
      onBlur={() => later(false, 0)}
    >
      <span tabIndex={focusable ? 0 : undefined} aria-describedby={id} style={{ anchorName: anchor }}>
        {children}
      </span>
      <span
        ref={panel}
        id={id}
        role="tooltip"
        popover="manual"
        className="popover max-w-80 px-3 py-2 text-meta"
        style={{ positionAnchor: anchor }}
      >
        {content}
      </span>
    </span>
  );
}
