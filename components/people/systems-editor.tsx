"use client";

import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import { LEVEL_WORDS, LEVELS, type Level } from "@/lib/people/schema";

export type Known = {
  readonly systemId: string;
  readonly name: string;
  readonly description: string;
  readonly level: Level;
  readonly wantsToLearn: boolean;
};

/** From here on a filter is quicker than looking. */
const FILTER_FROM = 8;

/** One row for each system: how well I know it, and whether I want to learn it. */
export function SystemsEditor({
  known,
  onChange,
}: {
  known: readonly Known[];
  onChange: (next: Known[]) => void;
}) {
  const [filter, setFilter] = useState("");
  const shown = known.filter(({ name, description }) =>
    `${name} ${description}`.toLowerCase().includes(filter.trim().toLowerCase()),
  );
  const change = (systemId: string, part: Partial<Known>) =>
    onChange(known.map((one) => (one.systemId === systemId ? { ...one, ...part } : one)));
  return (
    <>
      {known.length >= FILTER_FROM && (
        <div className="border-b border-line p-3">
          <TextInput
            type="search"
            aria-label="Find a system"
            placeholder="Find a system"
            value={filter}
            onChange={(event) => setFilter(event.currentTarget.value)}
            // Enter would send the form around it.
            onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
          />
        </div>
      )}
      <p className="sr-only" role="status">
        {filter && `${shown.length} systems`}
      </p>
      {shown.length === 0 ? (
        <p className="px-4 py-4 text-meta text-ink-3">
          {known.length === 0
            ? "Your company has not named any systems yet."
            : `No system is called “${filter}”.`}
        </p>
      ) : (
        <ul className="divide-y divide-line">
          {shown.map(({ systemId, name, description, level, wantsToLearn }) => (
            <li
              key={systemId}
              className="flex min-h-row-2 flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 max-sm:py-3"
            >
              <div className="min-w-0 flex-1 basis-52">
                <p className="font-medium">{name}</p>
                {description && <p className="text-meta text-ink-3">{description}</p>}
              </div>
              <Select
                aria-label={`How well you know ${name}`}
                value={level}
                onChange={(event) => change(systemId, { level: event.currentTarget.value as Level })}
                className="w-36"
              >
                {LEVELS.map((one) => (
                  <option key={one} value={one}>
                    {LEVEL_WORDS[one].charAt(0).toUpperCase() + LEVEL_WORDS[one].slice(1)}
                  </option>
                ))}
              </Select>
              <Checkbox
                label={
                  <>
                    Want to learn<span className="sr-only"> {name}</span>
                  </>
                }
                checked={wantsToLearn}
                onChange={(event) => change(systemId, { wantsToLearn: event.currentTarget.checked })}
                className="w-35"
              />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** What is sent: only what was changed, so that nothing else is said anew. */
export const changed = (before: readonly Known[], after: readonly Known[]) =>
  after.flatMap(({ systemId, level, wantsToLearn }) => {
    const old = before.find((one) => one.systemId === systemId);
    return old && old.level === level && old.wantsToLearn === wantsToLearn
      ? []
      : [{ systemId, level, wantsToLearn }];
  });
