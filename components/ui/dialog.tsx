"use client";

import { lazy, type ReactNode, Suspense, useState } from "react";

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

// 24 KB that no page needs before somebody opens a dialog.
const DialogPanel = lazy(() => import("@/components/ui/dialog-panel"));

/** Something to finish before going on. Focus goes in, stays in, and comes back; Escape closes it. */
export function Dialog(props: DialogProps) {
  const [wanted, setWanted] = useState(props.open);
  if (props.open && !wanted) setWanted(true);
  if (!wanted) return null;
  return (
    <Suspense fallback={null}>
      <DialogPanel {...props} />
    </Suspense>
  );
}
