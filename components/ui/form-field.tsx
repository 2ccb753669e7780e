"use client";

import type { ComponentProps } from "react";
import { useFieldError } from "./action-form";
import { Field, FieldGroup } from "./field";

/** A `Field` inside an `ActionForm`: shows the refusal that belongs to it. */
export function FormField(props: ComponentProps<typeof Field>) {
  const refused = useFieldError(props.name);
  return <Field {...props} error={refused ?? props.error} />;
}

/** A `FieldGroup` inside an `ActionForm`; `name` is the field whose refusals it shows. */
export function FormFieldGroup({ name, ...props }: ComponentProps<typeof FieldGroup> & { name: string }) {
  const refused = useFieldError(name);
  return <FieldGroup {...props} error={refused ?? props.error} />;
}
