import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { Spinner } from "@/components/ui/spinner";

export type ButtonTone = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "sm" | "md" | "lg";

type Look = {
  /** One primary per view; `danger` is for what cannot be taken back. */
  tone?: ButtonTone;
  /** 28, 34 or 38 px high; at least 44 px on a phone, so that a thumb meets it. */
  size?: ButtonSize;
  /** A lucide icon, `size-4`; it stands before the words. */
  icon?: ReactNode;
  /** As wide as what holds it, below 640 px. */
  wideOnPhone?: boolean;
};

const tones: Record<ButtonTone, string> = {
  primary: "bg-accent text-on-accent border-transparent not-aria-disabled:hover:bg-accent-hover",
  secondary: "bg-surface text-ink border-line-strong not-aria-disabled:hover:bg-hover",
  quiet:
    "bg-transparent text-ink-2 border-transparent not-aria-disabled:hover:bg-hover not-aria-disabled:hover:text-ink",
  danger: "bg-surface text-danger border-danger not-aria-disabled:hover:bg-danger-tint",
};

const sizes: Record<ButtonSize, string> = {
  sm: "min-h-7 px-2.5 py-0.5 text-meta max-sm:min-h-11 max-sm:px-3",
  md: "min-h-8.5 px-3.5 py-1 text-body max-sm:min-h-11",
  lg: "min-h-9.5 px-4 py-1.5 text-body max-sm:min-h-11",
};

const base =
  "inline-flex shrink-0 items-center justify-center gap-2 rounded-control border font-medium text-center select-none transition-colors";
// Important: each tone has its own colours under the pointer, which would show through.
const off = "disabled:border-line! disabled:bg-sunken! disabled:text-ink-3! disabled:cursor-not-allowed";
const working = "aria-busy:opacity-85 aria-busy:cursor-progress";

/** The classes of a button, for the rare element that is neither a button nor a link (a file input's label). */
export const buttonClasses = ({ tone = "secondary", size = "md", wideOnPhone }: Look) =>
  classNames(base, tones[tone], sizes[size], off, working, wideOnPhone && "max-sm:w-full");

export type ButtonProps = ComponentProps<"button"> &
  Look & {
    /** Shows a spinner and takes no second press; it keeps focus, which `disabled` would lose. */
    working?: boolean;
    /** What the button says while it works: "Asking both calendars". */
    workingLabel?: ReactNode;
  };

/** A button; `type="button"` unless told. For a form's own button see `SubmitButton`. */
export function Button({
  tone,
  size,
  icon,
  wideOnPhone,
  working = false,
  workingLabel,
  className,
  children,
  onClick,
  type = "button",
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      // A button that submits nothing while it works: a second press must not send the form again.
      type={working ? "button" : type}
      aria-busy={working || undefined}
      aria-disabled={working || undefined}
      className={classNames(buttonClasses({ tone, size, wideOnPhone }), className)}
      onClick={working ? undefined : onClick}
    >
      {working ? <Spinner /> : icon}
      {working && workingLabel ? workingLabel : children}
    </button>
  );
}

/** A link that looks like a button. */
export function ButtonLink({
  tone,
  size,
  icon,
  wideOnPhone,
  className,
  children,
  ...rest
}: ComponentProps<typeof Link> & Look) {
  return (
    <Link {...rest} className={classNames(buttonClasses({ tone, size, wideOnPhone }), className)}>
      {icon}
      {children}
    </Link>
  );
}

/** A square button with an icon alone; `label` is its name. */
export function IconButton({
  label,
  tone = "quiet",
  size = "md",
  className,
  children,
  type = "button",
  ...rest
}: Omit<ComponentProps<"button">, "aria-label"> & { label: string; tone?: ButtonTone; size?: ButtonSize }) {
  const square = {
    sm: "size-7 max-sm:size-11",
    md: "size-8.5 max-sm:size-11",
    lg: "size-9.5 max-sm:size-11",
  };
  return (
    <button
      {...rest}
      type={type}
      aria-label={label}
      title={label}
      className={classNames(base, tones[tone], off, square[size], className)}
    >
      {children}
    </button>
  );
}
