"use client";

import { Check, CircleAlert, CircleDashed, CloudOff } from "lucide-react";
import { useEffect, useState } from "react";
import { formatAge } from "@/lib/time/format";
import { MINUTE_MS } from "@/lib/time/instant";

const TICK_MS = 1_000;
const icon = { "aria-hidden": true, strokeWidth: 1.75, className: "size-4 shrink-0" } as const;

type State = {
  isSaving: boolean;
  isOffline: boolean;
  isDirty: boolean;
  /** What is not saved is kept on this device. */
  isKept: boolean;
  hasOpen: boolean;
  refusal: unknown;
  savedAt: number | null;
};

/** Where the text is: saved, on its way, on this device. What changed is announced once, the seconds are not. */
export function SavedState(state: State) {
  const { isDirty, savedAt, isOffline, isKept } = state;
  const now = useNow(savedAt !== null && !isDirty);
  const words = wordsFor(state);
  const isLost = isDirty && !isKept;
  const Icon = isLost ? CircleAlert : isDirty && isOffline ? CloudOff : isDirty ? CircleDashed : Check;
  if (!words) return <span role="status" />;
  return (
    <span className="inline-flex items-center gap-1.5 text-meta text-ink-2">
      <Icon
        {...icon}
        className={`size-4 shrink-0 ${isLost ? "text-danger" : isDirty ? "text-ink-3" : "text-accent"}`}
      />
      <span role="status" className={isLost ? "text-danger" : undefined}>
        {words}
      </span>
      {words === "Saved" && savedAt !== null && now !== null && (
        <span className="times -ml-0.5">{age(savedAt, now)}</span>
      )}
    </span>
  );
}

function wordsFor({ isDirty, isSaving, isOffline, isKept, hasOpen, refusal, savedAt }: State): string {
  if (!isDirty) return savedAt === null ? "" : "Saved";
  if (!isKept && (isOffline || refusal))
    return "Not saved, and this browser keeps nothing. Stay on this page.";
  if (isOffline) return "Offline, kept on this device";
  if (hasOpen) return "Waiting for your choice";
  return isSaving ? "Saving" : "Not saved yet";
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
