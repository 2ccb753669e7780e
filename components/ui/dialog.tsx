"use client";

import { lazy, Suspense, useState } from "react";
import type { DialogProps } from "@/components/ui/dialog-panel";

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
