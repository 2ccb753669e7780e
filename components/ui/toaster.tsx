"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import { onToast, type ToastMessage } from "@/components/ui/toast";

// 26 KB that no page needs before there is something to say.
const ToastViewport = lazy(() => import("@/components/ui/toast-viewport"));

/** Where toasts appear; once per page, in the shell. */
export function Toaster() {
  const [first, setFirst] = useState<ToastMessage[]>([]);
  const [loaded, setLoaded] = useState(false);
  useEffect(() => {
    if (loaded) return;
    return onToast((message) => setFirst((before) => [...before, message]));
  }, [loaded]);
  if (first.length === 0) return null;
  return (
    <Suspense fallback={null}>
      <ToastViewport first={first} onReady={() => setLoaded(true)} />
    </Suspense>
  );
}
