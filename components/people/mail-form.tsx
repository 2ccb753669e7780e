"use client";

import { useId } from "react";
import type { Action } from "@/components/ui/action";
import { ActionForm } from "@/components/ui/action-form";
import { Checkbox } from "@/components/ui/checkbox";
import { toast } from "@/components/ui/toast";
import { MAIL_CHOICES, type MailChoice } from "@/lib/people/schema";
import { Problem } from "./hours-form";
import { SAVED, SaveBar } from "./save-bar";

const CHOICES = Object.entries(MAIL_CHOICES) as [MailChoice, (typeof MAIL_CHOICES)[MailChoice]][];

/** What I want by mail, on top of the notices in the app. */
export function MailForm({ action, wanted }: { action: Action; wanted: readonly MailChoice[] }) {
  const id = useId();
  return (
    <ActionForm action={action} onDone={() => toast(SAVED)}>
      <fieldset>
        <legend className="sr-only">What you want by mail</legend>
        <Problem name="wanted" />
        <ul className="divide-y divide-line">
          {CHOICES.map(([choice, { label, hint }]) => (
            <li key={choice} className="px-4 py-2.5">
              <Checkbox
                name="wanted"
                value={choice}
                defaultChecked={wanted.includes(choice)}
                aria-describedby={`${id}-${choice}`}
                label={<span className="font-medium">{label}</span>}
              />
              <p id={`${id}-${choice}`} className="pl-7 text-meta text-pretty text-ink-3 max-sm:-mt-2">
                {hint}
              </p>
            </li>
          ))}
        </ul>
      </fieldset>
      <SaveBar note="In Deskside you are told in any case." />
    </ActionForm>
  );
}
