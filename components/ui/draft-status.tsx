"use client";

import { useEffect, useState } from "react";
import { formatAge } from "@/lib/time/format";
import { MINUTE_MS } from "@/lib/time/instant";
import { useKeptDraft } from "./action-form";

const TICK_MS = 1_000;

/** "Draft kept on this device, 4 s ago", and a way to begin again. Silent for who listens: it would never stop. */
export function DraftStatus() {
  const draft = useKeptDraft();
  const [now, setNow] = useState<number | null>(null);
  const keptAt = draft?.keptAt ?? null;
  useEffect(() => {
    if (keptAt === null) return;
    const tick = () => setNow(Date.now());
    tick();
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, [keptAt]);
  if (!draft || keptAt === null || now === null) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-3 text-meta text-ink-3">
      <span className="times">Draft kept on this device, {age(keptAt, now)}</span>
      <button type="button" className="link cursor-pointer" onClick={draft.discard}>
        Start over
      </button>
    </p>
  );
}

const age = (keptAt: number, now: number) =>
  now - keptAt < MINUTE_MS
    ? `${Math.max(0, Math.floor((now - keptAt) / 1000))} s ago`
    : formatAge(keptAt, now);
