"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { FormField, FormFieldGroup } from "@/components/ui/form-field";
import { Segmented } from "@/components/ui/segmented";
import { TextArea } from "@/components/ui/text-area";
import { TextInput } from "@/components/ui/text-input";
import { MOST_OBSERVERS } from "@/lib/requests/schema";
import type { RequestFields } from "./request-fields";

/** What the request says. What the requester brings stands further down, and only once it is asked for. */
export function RequestTexts({ fields }: { fields: RequestFields }) {
  return (
    <>
      <FormField label="Title" name="title" required>
        {(control) => <TextInput {...control} defaultValue={fields.title} autoComplete="off" />}
      </FormField>
      <FormField label="What you are trying to do" name="body" aside="Markdown">
        {(control) => <TextArea {...control} rows={4} defaultValue={fields.body} />}
      </FormField>
      <FormField label="What you want to understand" name="understand" hint="Your partner reads this first.">
        {(control) => <TextArea {...control} rows={2} defaultValue={fields.understand} />}
      </FormField>
    </>
  );
}

const WATCHERS = Array.from({ length: MOST_OBSERVERS + 1 }, (_, count) => ({
  value: String(count),
  label: count === 0 ? "Nobody" : String(count),
}));

/** How many may watch, and what the requester brings. */
export function RequestExtras({ fields }: { fields: RequestFields }) {
  const [brings, setBrings] = useState(fields.bring !== "");
  return (
    <>
      <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
        <FormFieldGroup label="How many may watch" name="observers">
          <Segmented
            name="observers"
            aria-label="How many colleagues may watch"
            defaultValue={String(fields.observers)}
            options={WATCHERS}
          />
        </FormFieldGroup>
        {!brings && (
          <Button
            tone="quiet"
            size="sm"
            className="mb-1"
            icon={<Plus aria-hidden strokeWidth={1.75} className="size-4" />}
            onClick={() => setBrings(true)}
          >
            What you bring
          </Button>
        )}
      </div>
      {brings && (
        <FormField label="What you bring" name="bring" hint="What you know, have tried or prepared.">
          {(control) => <TextArea {...control} rows={2} defaultValue={fields.bring} />}
        </FormField>
      )}
    </>
  );
}
