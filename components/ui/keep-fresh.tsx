"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { readAgain } from "@/components/ui/read-again";

const MINUTE_MS = 60_000;
/** Returning to a tab is told twice (seen, and focused), and some hop between tabs all day. */
const LEAST_PAUSE_MS = 10_000;

/**
 * Reads the page again when somebody comes back to it, so that it shows what happened meanwhile, here or in Google;
 * with `everyMinute` also while it is looked at. What is typed stays.
 */
export function KeepFresh({ everyMinute = false }: { everyMinute?: boolean }) {
  const router = useRouter();
  useEffect(() => {
    let last = Date.now();
    const refresh = () => {
      if (document.visibilityState !== "visible" || Date.now() - last < LEAST_PAUSE_MS) return;
      last = Date.now();
      void readAgain(router);
    };
    const timer = everyMinute ? setInterval(refresh, MINUTE_MS) : undefined;
    document.addEventListener("visibilitychange", refresh);
    window.addEventListener("focus", refresh);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", refresh);
      window.removeEventListener("focus", refresh);
    };
  }, [router, everyMinute]);
  return null;
}
