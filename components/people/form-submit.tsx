"use client";

import { useFormPending } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";

/** The button of a short form, as high as the controls beside it. */
export function FormSubmit({ label }: { label: string }) {
  const pending = useFormPending();
  return (
    <Button type="submit" tone="primary" working={pending} className="min-h-9">
      {label}
    </Button>
  );
}
