"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { readAgain } from "@/components/ui/read-again";

/** In ms: quick at first, since a link is mostly made within seconds; then ever less often. */
const PAUSES = [1_500, 2_500, 4_000, 6_000, 10_000, 15_000, 30_000, 60_000];

/** Reads the page again until it no longer renders this; gives up quietly after two minutes. */
export function RefreshWhile() {
  const router = useRouter();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const next = (at: number) => {
      const pause = PAUSES[at];
      if (pause === undefined) return;
      timer = setTimeout(() => {
        if (document.visibilityState === "visible") void readAgain(router);
        next(at + 1);
      }, pause);
    };
    next(0);
    return () => clearTimeout(timer);
  }, [router]);
  return null;
}
