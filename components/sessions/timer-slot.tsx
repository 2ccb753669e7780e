"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import type { TimerProps } from "./timer";

// What is kept on this device is not known on the server; and the page is there before it.
const Timer = lazy(() => import("./timer"));

/** The timer's place, as high as it is before it begins, so that nothing jumps when it comes. */
export function TimerSlot(props: TimerProps) {
  const [isHere, setHere] = useState(false);
  useEffect(() => setHere(true), []);
  const place = <div className="h-17 rounded-panel border border-line bg-surface" aria-hidden />;
  if (!isHere) return place;
  return (
    <Suspense fallback={place}>
      <Timer {...props} />
    </Suspense>
  );
}
