"use client";

import { Check, CircleAlert, CircleDashed } from "lucide-react";
import { useEffect, useState } from "react";
import { formatAge } from "@/lib/time/format";
import { MINUTE_MS } from "@/lib/time/instant";

const TICK_MS = 1_000;
const icon = { "aria-hidden": true, strokeWidth: 1.75, className: "size-4 shrink-0" } as const;

type State = { isSaving: boolean; hasFailed: boolean; isDirty: boolean; savedAt: number | null };

/** Where the text is: saved, not yet, or refused. What changed is announced once, the seconds are not. */
export function SavedState({ isSaving, hasFailed, isDirty, savedAt }: State) {
  const now = useNow(savedAt !== null && !isDirty);
  const words = isSaving
    ? "Saving"
    : hasFailed
      ? "Not saved: no answer. Your text is kept here."
      : isDirty
        ? "Not saved yet"
        : savedAt !== null
          ? "Saved"
          : "";
  if (!words) return <span role="status" />;
  return (
    <span className="inline-flex items-center gap-1.5 text-meta text-ink-2">
      {hasFailed && !isSaving ? (
        <CircleAlert {...icon} className="size-4 shrink-0 text-danger" />
      ) : isDirty || isSaving ? (
        <CircleDashed {...icon} />
      ) : (
        <Check {...icon} className="size-4 shrink-0 text-accent" />
      )}
      <span role="status" className={hasFailed && !isSaving ? "text-danger" : undefined}>
        {words}
      </span>
      {words === "Saved" && savedAt !== null && now !== null && (
        <span className="times -ml-0.5">{age(savedAt, now)}</span>
      )}
    </span>
  );
}

function useNow(isOn: boolean): number | null {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    if (!isOn) return;
    const tick = () => setNow(Date.now());
    tick();
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, [isOn]);
  return now;
}

const age = (at: number, now: number) =>
  now - at < MINUTE_MS ? `${Math.max(0, Math.floor((now - at) / 1000))} s ago` : formatAge(at, now);
