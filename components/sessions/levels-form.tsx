"use client";

import { useState } from "react";
import type { Action } from "@/components/ui/action";
import { useAction } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { FieldGroup } from "@/components/ui/field";
import { Message } from "@/components/ui/message";
import { Select } from "@/components/ui/select";
import type { LevelView } from "@/lib/sessions/schema";

/** "What can you do now?": one's own word on each system of the request. */
export function LevelsForm({
  id,
  levels,
  choices,
  action,
}: {
  id: string;
  levels: readonly LevelView[];
  choices: readonly { value: string; label: string }[];
  action: Action;
}) {
  const [said, setSaid] = useState(() =>
    levels.map(({ systemId, level, wantsToLearn }) => ({ systemId, level: level ?? "new", wantsToLearn })),
  );
  const [saved, setSaved] = useState(levels.every(({ confirmedHere }) => confirmedHere));
  const { run, pending, refusal } = useAction(action, () => setSaved(true));
  const change = (systemId: string, part: object) => {
    setSaved(false);
    setSaid((before) => before.map((one) => (one.systemId === systemId ? { ...one, ...part } : one)));
  };
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending) run({ id, levels: said });
      }}
    >
      {refusal && <Message tone="danger" title={refusal.message} announce />}
      {levels.map(({ systemId, name }, at) => (
        <FieldGroup key={systemId} label={name}>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <Select
              aria-label={`What you can do with ${name}`}
              value={said[at]?.level}
              onChange={(event) => change(systemId, { level: event.currentTarget.value })}
            >
              {choices.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
            <Checkbox
              label="I want to learn it"
              checked={said[at]?.wantsToLearn ?? false}
              onChange={(event) => change(systemId, { wantsToLearn: event.currentTarget.checked })}
            />
          </div>
        </FieldGroup>
      ))}
      <div className="flex items-center gap-3">
        <Button type="submit" size="sm" tone={saved ? "secondary" : "primary"} working={pending}>
          Confirm
        </Button>
        <span className="text-meta text-ink-3" role="status">
          {saved && "Confirmed, in your own words."}
        </span>
      </div>
    </form>
  );
}
