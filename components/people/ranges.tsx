"use client";

import { Plus, X } from "lucide-react";
import { IconButton } from "@/components/ui/button";
import { TextInput } from "@/components/ui/text-input";
import { endsNextDay, MOST_RANGES, type Range, type Refused, wallOf } from "./week";

const icon = { "aria-hidden": true, strokeWidth: 1.75, className: "size-4" } as const;

/** Ranges of one day. `day` names it in what is read out: "Monday". */
export function Ranges({
  day,
  ranges,
  refused = [],
  onSet,
  onRemove,
  onAdd,
}: {
  day: string;
  ranges: readonly Range[];
  refused?: readonly Pick<Refused, "at" | "end">[];
  onSet: (at: number, range: Partial<Range>) => void;
  onRemove: (at: number) => void;
  onAdd: () => void;
}) {
  const isRefused = (at: number, end: Refused["end"]) =>
    refused.some((one) => one.at === at && one.end === end);
  return (
    <ul className="grid gap-2">
      {ranges.map((range, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a range is its place in the day; its times are being typed.
        <li key={at} className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <WallInput
            label={`${day}${nth(at)} from`}
            value={range.from}
            invalid={isRefused(at, "from")}
            onChange={(from) => onSet(at, { from })}
          />
          <span className="text-ink-3">to</span>
          <WallInput
            label={`${day}${nth(at)} to`}
            value={range.to}
            invalid={isRefused(at, "to")}
            onChange={(to) => onSet(at, { to })}
          />
          {ranges.length > 1 && (
            <IconButton label={`Remove ${range.from} to ${range.to}, ${day}`} onClick={() => onRemove(at)}>
              <X {...icon} />
            </IconButton>
          )}
          {at === ranges.length - 1 && ranges.length < MOST_RANGES && (
            <IconButton label={`Add hours, ${day}`} onClick={onAdd}>
              <Plus {...icon} />
            </IconButton>
          )}
          {endsNextDay(range) && <span className="text-meta text-ink-3">ends the next day</span>}
        </li>
      ))}
    </ul>
  );
}

const nth = (at: number) => (at === 0 ? "" : `, range ${at + 1},`);

/** A wall time on 24 hours: the browser's own time input follows its language, and shows 9 PM to some. */
function WallInput({
  label,
  value,
  invalid,
  onChange,
}: {
  label: string;
  value: string;
  invalid: boolean;
  onChange: (value: string) => void;
}) {
  return (
    <TextInput
      aria-label={label}
      aria-invalid={invalid || undefined}
      value={value}
      maxLength={8}
      inputMode="numeric"
      autoComplete="off"
      placeholder="09:00"
      className="w-18! times"
      onChange={(event) => onChange(event.currentTarget.value)}
      onBlur={(event) => onChange(wallOf(event.currentTarget.value))}
      // Sending the form with Enter comes before the field loses focus.
      onKeyDown={(event) => event.key === "Enter" && onChange(wallOf(event.currentTarget.value))}
    />
  );
}
