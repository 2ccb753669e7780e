"use client";

import { useState } from "react";
import type { Action } from "@/components/ui/action";
import { ActionForm, useFormRefusal } from "@/components/ui/action-form";
import { toast } from "@/components/ui/toast";
import type { WorkingHours } from "@/lib/people/schema";
import { HoursEditor } from "./hours-editor";
import { SAVED, SaveBar } from "./save-bar";
import { hoursOf, weekOf } from "./week";

export function HoursForm({ action, hours }: { action: Action; hours: WorkingHours }) {
  const [week, setWeek] = useState(() => weekOf(hours));
  return (
    <ActionForm action={action} extra={{ hours: hoursOf(week) }} onDone={() => toast(SAVED)}>
      <Problem name="hours" />
      <HoursEditor week={week} onChange={setWeek} />
      <SaveBar note="An end before its start is on the next day." />
    </ActionForm>
  );
}

/** A refusal of something that is no single control. What is wrong with one part of it stands beside that part. */
export function Problem({ name }: { name: string }) {
  const error = useFormRefusal()?.fields[name];
  if (!error) return null;
  return (
    <p
      role="alert"
      data-field-error
      className="border-b border-line bg-danger-tint px-4 py-2 text-meta text-danger"
    >
      {error}
    </p>
  );
}
