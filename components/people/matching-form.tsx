"use client";

import type { Action } from "@/components/ui/action";
import { ActionForm } from "@/components/ui/action-form";
import { Switch } from "@/components/ui/checkbox";
import { FormField } from "@/components/ui/form-field";
import { PanelBody } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { SAVED, SaveBar } from "./save-bar";

type Matching = { bufferMin: number; noticeMin: number; maxPerWeek: number; paused: boolean };

const BUFFERS = [0, 5, 10, 15, 20, 30, 45, 60];
const NOTICES = [0, 60, 120, 240, 480, 1440, 2880, 10_080];
const LIMITS = [1, 2, 3, 4, 5, 8, 10, 20];

/** How much of my time may be asked for. */
export function MatchingForm({ action, matching }: { action: Action; matching: Matching }) {
  const { bufferMin, noticeMin, maxPerWeek, paused } = matching;
  return (
    <ActionForm action={action} onDone={() => toast(SAVED)}>
      <PanelBody className="grid gap-5">
        <div className="grid items-end gap-5 sm:grid-cols-3">
          <FormField label="Buffer" name="bufferMin" hint="Free before and after what is in your calendar">
            {(control) => (
              <Select {...control} defaultValue={bufferMin}>
                {options(BUFFERS, bufferMin, (min) => (min === 0 ? "None" : `${min} min`))}
              </Select>
            )}
          </FormField>
          <FormField label="Notice" name="noticeMin" hint="How long before a session you want to know">
            {(control) => (
              <Select {...control} defaultValue={noticeMin}>
                {options(NOTICES, noticeMin, spanWords)}
              </Select>
            )}
          </FormField>
          <FormField label="Most a week" name="maxPerWeek" hint="Sessions others may book you for">
            {(control) => (
              <Select {...control} defaultValue={maxPerWeek}>
                {options(LIMITS, maxPerWeek, String)}
              </Select>
            )}
          </FormField>
        </div>
        <Switch
          name="paused"
          defaultChecked={paused}
          label={
            <>
              <span className="font-medium">Pause matching</span>{" "}
              <span className="text-ink-2">Nobody is matched with you until you turn this off.</span>
            </>
          }
        />
      </PanelBody>
      <SaveBar note="Booked sessions stay as they are." />
    </ActionForm>
  );
}

/** The usual choices, and what is set now where it is none of them. */
const options = (usual: readonly number[], now: number, words: (n: number) => string) =>
  [...new Set([...usual, now])]
    .sort((a, b) => a - b)
    .map((n) => (
      <option key={n} value={n}>
        {words(n)}
      </option>
    ));

function spanWords(min: number): string {
  if (min === 0) return "None";
  const [n, unit] =
    min % 10_080 === 0
      ? [min / 10_080, "week"]
      : min % 1440 === 0
        ? [min / 1440, "day"]
        : min % 60 === 0
          ? [min / 60, "hour"]
          : [min, "minute"];
  return n === 1 ? `1 ${unit}` : `${n} ${unit}s`;
}
