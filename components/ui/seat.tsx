import { classNames } from "@/components/ui/class-names";

/** The colour family of a seat, by discipline; see `tone-*` in globals.css. */
export type SeatTone = "dev" | "ops" | "mob" | "web" | "dat" | "sec" | "sup" | "sal" | "mkt" | "other";

/** Spelled out, so that the style sheet finds each name. */
export const toneClass: Record<SeatTone, string> = {
  dev: "tone-dev",
  ops: "tone-ops",
  mob: "tone-mob",
  web: "tone-web",
  dat: "tone-dat",
  sec: "tone-sec",
  sup: "tone-sup",
  sal: "tone-sal",
  mkt: "tone-mkt",
  other: "tone-other",
};

const sizes = {
  sm: "h-6 w-6.5 rounded-t-badge rounded-b-[0.8125rem] text-[0.6875rem]",
  md: "h-8 w-9 rounded-t-badge rounded-b-[1.125rem] text-caption",
};

/**
 * One seat with initials: flat towards the desk, round away. A drawing: it is hidden from screen readers,
 * so the name stands beside it, or in `name`. `unknown` hatches it: nobody can see this one's time.
 */
export function Seat({
  initials,
  tone = "other",
  size = "sm",
  unknown = false,
  name,
  className,
}: {
  initials: string;
  tone?: SeatTone;
  size?: "sm" | "md";
  unknown?: boolean;
  name?: string;
  className?: string;
}) {
  return (
    <span
      {...(name ? { role: "img", "aria-label": name, title: name } : { "aria-hidden": true })}
      className={classNames(
        "inline-flex shrink-0 items-center justify-center font-semibold",
        sizes[size],
        unknown ? "hatch border border-line-strong bg-surface text-ink-2" : "bg-tone-seat text-tone",
        toneClass[tone],
        className,
      )}
    >
      {unknown ? <span className="rounded-[2px] bg-surface px-0.5 leading-none">{initials}</span> : initials}
    </span>
  );
}
