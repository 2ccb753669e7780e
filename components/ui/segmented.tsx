import type { ComponentProps, ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";

export type SegmentedOption = { value: string; label: ReactNode; disabled?: boolean };

/**
 * One of a few, side by side: a group of radio buttons. Put it into a `FieldGroup`, or give `aria-label`.
 * Uncontrolled with `defaultValue`, controlled with `value` and `onValueChange` (client components only).
 */
export function Segmented({
  name,
  options,
  value,
  defaultValue,
  onValueChange,
  required,
  className,
  ...rest
}: {
  name: string;
  options: readonly SegmentedOption[];
  value?: string;
  defaultValue?: string;
  onValueChange?: (value: string) => void;
  required?: boolean;
} & Omit<ComponentProps<"div">, "onChange" | "defaultValue">) {
  return (
    <div
      role="radiogroup"
      {...rest}
      className={classNames(
        "inline-flex min-h-9 max-w-full rounded-control border border-line-strong bg-surface max-sm:min-h-11",
        className,
      )}
    >
      {options.map((option) => (
        <label
          key={option.value}
          className={classNames(
            "relative flex flex-1 cursor-pointer items-center justify-center border-line px-3.5 text-center whitespace-nowrap not-first:border-l max-sm:px-3",
            "first:rounded-l-[5px] last:rounded-r-[5px] hover:bg-hover",
            "has-checked:bg-accent-tint has-checked:font-medium has-checked:text-accent-ink has-checked:shadow-[inset_0_-2px_0_var(--accent)]",
            "has-disabled:cursor-not-allowed has-disabled:text-ink-3",
            "has-focus-visible:z-1 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
          )}
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            disabled={option.disabled}
            required={required}
            className="absolute inset-0 cursor-pointer appearance-none opacity-0"
            {...(value === undefined
              ? { defaultChecked: option.value === defaultValue }
              : { checked: option.value === value })}
            onChange={onValueChange && (() => onValueChange(option.value))}
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}
