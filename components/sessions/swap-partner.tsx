"use client";

import { lazy, Suspense, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { LoadingLines } from "@/components/ui/skeleton";
import { useFocusLeftBehind } from "@/components/ui/use-focus-left-behind";
import type { SwapProps } from "./swap-people";

// Few sessions change their partner: what it takes is loaded by those that do.
const SwapPeople = lazy(() => import("./swap-people"));

/** "Find another partner at this time", where the seat is free. */
export function FindPartner(props: SwapProps) {
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLSpanElement>(null);
  useFocusLeftBehind(place);
  return (
    <span ref={place} className="contents">
      <Button size="sm" tone="primary" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Find another partner at this time
      </Button>
      <SwapDialog {...props} open={open} onClose={() => setOpen(false)} />
    </span>
  );
}

/** Who else could sit there at the session's own time, best first, and why. */
export function SwapDialog({ open, onClose, ...rest }: SwapProps & { open: boolean; onClose: () => void }) {
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title="Who could sit down with you then?"
      description="The time stays, and so does the calendar event. Whoever you ask is told at once."
    >
      {open && (
        <Suspense fallback={<LoadingLines label="Comparing the calendars" lines={4} />}>
          <SwapPeople {...rest} onDone={onClose} />
        </Suspense>
      )}
    </Dialog>
  );
}
