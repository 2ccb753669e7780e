"use client";

import { useFormStatus } from "react-dom";
import { Button, type ButtonProps } from "@/components/ui/button";

/**
 * The button of a form with a server action: works while the action runs.
 * With `name` and `value` only the button that was pressed shows it.
 */
export function SubmitButton({ tone = "primary", ...rest }: ButtonProps) {
  const { pending, data } = useFormStatus();
  const mine = rest.name === undefined || data?.get(rest.name) === rest.value;
  return <Button {...rest} type="submit" tone={tone} working={rest.working || (pending && mine)} />;
}
