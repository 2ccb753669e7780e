"use client";

import { Plus, X } from "lucide-react";
import { IconButton } from "@/components/ui/button";
import { TimeInput } from "@/components/ui/text-input";
import { endsNextDay, MOST_RANGES, type Range } from "./week";

const icon = { "aria-hidden": true, strokeWidth: 1.75, className: "size-4" } as const;

/** Ranges of one day. `day` names it in what is read out: "Monday". */
export function Ranges({
  day,
  ranges,
  onSet,
  onRemove,
  onAdd,
}: {
  day: string;
  ranges: readonly Range[];
  onSet: (at: number, range: Partial<Range>) => void;
  onRemove: (at: number) => void;
  onAdd: () => void;
}) {
  return (
    <ul className="grid gap-2">
      {ranges.map((range, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a range is its place in the day; its times are being typed.
        <li key={at} className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <TimeInput
            aria-label={`${day}${nth(at)} from`}
            value={range.from}
            onChange={(event) => onSet(at, { from: event.currentTarget.value })}
            className="w-25!"
          />
          <span className="text-ink-3">to</span>
          <TimeInput
            aria-label={`${day}${nth(at)} to`}
            value={range.to}
            onChange={(event) => onSet(at, { to: event.currentTarget.value })}
            className="w-25!"
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
