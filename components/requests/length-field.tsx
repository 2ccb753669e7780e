"use client";

import { useState } from "react";
import { FormFieldGroup } from "@/components/ui/form-field";
import { Segmented } from "@/components/ui/segmented";
import { TextInput } from "@/components/ui/text-input";
import { LENGTHS_MIN } from "@/lib/requests/schema";

const OTHER = "other";

/** 25, 50 or 80 minutes, or any multiple of 5. The form gets `lengthMin` whichever way. */
export function LengthField({ lengthMin, disabled }: { lengthMin: number; disabled: boolean }) {
  const isUsual = (LENGTHS_MIN as readonly number[]).includes(lengthMin);
  const [choice, setChoice] = useState(isUsual ? String(lengthMin) : OTHER);
  const last = LENGTHS_MIN.at(-1);
  return (
    <FormFieldGroup label="How long" name="lengthMin">
      <div className="flex flex-wrap items-center gap-2">
        <Segmented
          name="lengthChoice"
          aria-label="How long"
          value={choice}
          onValueChange={setChoice}
          options={[
            ...LENGTHS_MIN.map((minutes) => ({
              value: String(minutes),
              label: minutes === last ? `${minutes} min` : String(minutes),
              disabled,
            })),
            { value: OTHER, label: "Other", disabled },
          ]}
        />
        {choice === OTHER ? (
          <span className="flex items-center gap-2">
            <TextInput
              type="number"
              name="lengthMin"
              aria-label="Minutes"
              inputMode="numeric"
              min={5}
              max={480}
              step={5}
              defaultValue={isUsual ? 40 : lengthMin}
              disabled={disabled}
              className="times w-20!"
            />
            min
          </span>
        ) : (
          <input type="hidden" name="lengthMin" value={choice} disabled={disabled} />
        )}
      </div>
    </FormFieldGroup>
  );
}
