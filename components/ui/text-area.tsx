import type { ComponentProps } from "react";
import { classNames } from "@/components/ui/class-names";

/** Several lines of text; grows with what is written, from `rows` up to most of the screen. */
export function TextArea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      {...rest}
      rows={rows}
      className={classNames("control field-sizing-content block max-h-[70vh] resize-y", className)}
      style={{ minHeight: `${rows * 1.375 + 0.875}rem`, ...rest.style }}
    />
  );
}
