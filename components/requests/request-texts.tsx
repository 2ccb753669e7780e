"use client";

import { useState } from "react";
import { FormField } from "@/components/ui/form-field";
import { TextArea } from "@/components/ui/text-area";
import { TextInput } from "@/components/ui/text-input";
import type { RequestFields } from "./request-form";

/** What the request says. */
export function RequestTexts({ fields }: { fields: RequestFields }) {
  const [brings, setBrings] = useState(fields.bring !== "");
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
      {brings ? (
        <FormField label="What you bring" name="bring" hint="What you know, have tried or prepared.">
          {(control) => <TextArea {...control} rows={2} defaultValue={fields.bring} />}
        </FormField>
      ) : (
        <p>
          <button type="button" className="link cursor-pointer" onClick={() => setBrings(true)}>
            Add what you bring
          </button>
        </p>
      )}
    </>
  );
}
