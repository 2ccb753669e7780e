"use client";

import { AlertDialog } from "@base-ui/react/alert-dialog";
import { Dialog } from "@base-ui/react/dialog";
import type { ReactNode } from "react";

export type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  /** Buttons at the end: the quiet way out first, the deed last. */
  footer?: ReactNode;
  children?: ReactNode;
  /** It asks for a decision: a click outside does not close it. */
  asks?: boolean;
};

/** The dialog itself; see `Dialog`, which loads this when it is first opened. */
export default function DialogPanel({
  open,
  onOpenChange,
  title,
  description,
  footer,
  asks = false,
  children,
}: DialogProps) {
  const Part = asks ? AlertDialog : Dialog;
  return (
    <Part.Root open={open} onOpenChange={(next: boolean) => onOpenChange(next)}>
      <Part.Portal>
        <Part.Backdrop className="fixed inset-0 bg-scrim transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Part.Viewport className="fixed inset-0 flex items-center justify-center overflow-y-auto p-4 max-sm:items-end">
          <Part.Popup className="w-full max-w-md rounded-panel border border-line bg-surface p-5 shadow-float transition-[opacity,translate] duration-160 data-ending-style:opacity-0 data-starting-style:translate-y-1 data-starting-style:opacity-0">
            <Part.Title className="text-[1.0625rem] leading-6 font-semibold tracking-[-0.01em]">
              {title}
            </Part.Title>
            {description && <Part.Description className="mt-1 text-ink-2">{description}</Part.Description>}
            {children && <div className="mt-4">{children}</div>}
            {footer && <div className="mt-5 flex flex-wrap justify-end gap-2">{footer}</div>}
          </Part.Popup>
        </Part.Viewport>
      </Part.Portal>
    </Part.Root>
  );
}
