import type { ComponentProps } from "react";
import { classNames } from "@/components/ui/class-names";

/** One line of text. Inside a `Field`: `<TextInput {...control} />`. */
export function TextInput({ className, type = "text", ...rest }: ComponentProps<"input">) {
  return <input {...rest} type={type} className={classNames("control", className)} />;
}

/** A date, as `YYYY-MM-DD` in the form. The browser's own picker, in the reader's own order of day and month. */
export function DateInput({ className, ...rest }: Omit<ComponentProps<"input">, "type">) {
  return <input {...rest} type="date" className={classNames("control times", className)} />;
}
