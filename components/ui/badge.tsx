import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";

export type Tone = "accent" | "warn" | "danger" | "neutral";

const tones: Record<Tone, string> = {
  accent: "bg-accent-tint text-accent-ink",
  warn: "bg-warn-tint text-warn",
  danger: "bg-danger-tint text-danger",
  neutral: "bg-sunken text-ink-2",
};

/** A short verdict in words. The tone is never the only sign. `icon`: a lucide icon, sized here. */
export function Badge({
  tone = "neutral",
  icon,
  className,
  children,
}: {
  tone?: Tone;
  icon?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <span
      className={classNames(
        "inline-flex min-h-5.5 items-center gap-1.5 rounded-badge px-2 py-0.5 text-caption font-medium whitespace-nowrap [&>svg]:size-3.5 [&>svg]:shrink-0",
        tones[tone],
        className,
      )}
    >
      {icon}
      {children}
    </span>
  );
}
