import { type ComponentProps, type ReactNode, useId } from "react";
import { classNames } from "@/components/ui/class-names";

type Props = Omit<ComponentProps<"input">, "type"> & {
  /** The words beside it. Without them give `aria-label`. */
  label?: ReactNode;
  /** Quietly at the far end: a count. */
  aside?: ReactNode;
};

const box =
  "tick relative size-4.5 shrink-0 appearance-none rounded-badge border border-line-strong bg-surface transition-colors checked:border-accent checked:bg-accent not-disabled:cursor-pointer disabled:bg-sunken forced-colors:appearance-auto";

/** A box to tick, the browser's own underneath: it works in a plain form, without a script. */
export function Checkbox({ label, aside, className, ...rest }: Props) {
  const ownId = useId();
  const id = rest.id ?? ownId;
  const input = <input {...rest} id={id} type="checkbox" className={box} />;
  if (label === undefined) return input;
  return (
    <span className={classNames("flex min-h-6 items-center gap-2.5 max-sm:min-h-11", className)}>
      {input}
      <Words htmlFor={id} off={rest.disabled}>
        {label}
      </Words>
      {aside !== undefined && <span className="times pl-2 text-ink-3">{aside}</span>}
    </span>
  );
}

/** On or off, at once. Use a checkbox where something still has to be sent. */
export function Switch({ label, className, ...rest }: Omit<Props, "aside">) {
  const ownId = useId();
  const id = rest.id ?? ownId;
  // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox's own state is its aria-checked.
  const input = <input {...rest} id={id} type="checkbox" role="switch" className={track} />;
  if (label === undefined) return input;
  return (
    <span className={classNames("flex min-h-6 items-center gap-2.5 max-sm:min-h-11", className)}>
      {input}
      <Words htmlFor={id} off={rest.disabled}>
        {label}
      </Words>
    </span>
  );
}

const track = classNames(
  "relative h-5 w-8.5 shrink-0 appearance-none rounded-full border border-line-strong bg-surface transition-colors",
  "before:absolute before:top-1/2 before:left-0.75 before:size-3.5 before:-translate-y-1/2 before:rounded-full before:bg-mine before:transition-transform before:content-['']",
  "checked:border-accent checked:bg-accent checked:before:translate-x-3 checked:before:bg-on-accent",
  "not-disabled:cursor-pointer disabled:bg-sunken forced-colors:appearance-auto",
);

function Words({ htmlFor, off, children }: { htmlFor: string; off?: boolean; children: ReactNode }) {
  return (
    <label
      htmlFor={htmlFor}
      className={classNames("min-w-0 flex-1 py-0.5", off ? "text-ink-3" : "cursor-pointer")}
    >
      {children}
    </label>
  );
}
