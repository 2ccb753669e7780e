"use client";

import { useId, useState } from "react";
import type { Action } from "@/components/ui/action";
import { useAction } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Message } from "@/components/ui/message";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { DateInput } from "@/components/ui/text-input";
import type { Place } from "@/lib/requests/schema";
import { differing, frameWords, isTrying, type RequestFrame, type Tried } from "./what-if";

const USUAL_MIN = [25, 50, 80];

type Props = {
  requestId: string;
  stored: RequestFrame;
  tried: Tried;
  /** In the requester's own words, by place. */
  places: Record<Place, string>;
  /** `YYYY-MM-DD` in the requester's zone. */
  today: string;
  onTry: (change: Tried) => void;
  onForesee: (change: Tried) => void;
  keep: Action<{ id: string }>;
  onKept: () => void;
};

/** "What if": another length, day or place, seen in the times at once, and saved only when asked to. */
export function WhatIfBar({
  requestId,
  stored,
  tried,
  places,
  today,
  onTry,
  onForesee,
  keep,
  onKept,
}: Props) {
  const { run, pending, refusal } = useAction(keep, onKept);
  const [isOpen, setIsOpen] = useState(isTrying(tried));
  const id = useId();
  const now = { ...stored, ...tried };
  const lengths = [...new Set([...USUAL_MIN, stored.lengthMin, now.lengthMin])].sort((a, b) => a - b);
  const item = "flex items-center gap-2 max-sm:w-full";
  const label = "shrink-0 text-ink-2 max-sm:w-20";
  const back = () => onTry({ ...stored });
  return (
    <section aria-label="What if" className="rounded-panel border border-line bg-surface">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
        className="link min-h-11 w-full px-4 text-left text-meta sm:hidden"
      >
        What if it were another length, day or place?
      </button>
      <div
        id={id}
        className={classNames(
          "flex flex-wrap items-center gap-x-6 gap-y-3 px-4 py-3 text-meta max-sm:border-t max-sm:border-line",
          !isOpen && "max-sm:hidden",
        )}
      >
        <h2 className="font-medium max-sm:hidden">What if</h2>
        <div className={item}>
          <span aria-hidden className={label}>
            Length
          </span>
          <Segmented
            name="tryLength"
            aria-label="Length, in minutes"
            value={String(now.lengthMin)}
            onValueChange={(minutes) => onTry({ lengthMin: Number(minutes) })}
            onPointerOver={({ target }) =>
              target instanceof HTMLInputElement && onForesee({ lengthMin: Number(target.value) })
            }
            options={lengths.map((minutes) => ({
              value: String(minutes),
              label: minutes === lengths.at(-1) ? `${minutes} min` : minutes,
            }))}
          />
        </div>
        <div className={item}>
          <label htmlFor={`${id}-by`} className={label}>
            Needed by
          </label>
          <DateInput
            key={now.neededBy}
            id={`${id}-by`}
            defaultValue={now.neededBy}
            min={today}
            onChange={({ target: { value, validity } }) =>
              value !== "" && validity.valid && onTry({ neededBy: value })
            }
          />
        </div>
        <div className={item}>
          <label htmlFor={`${id}-place`} className={label}>
            Where
          </label>
          <Select
            id={`${id}-place`}
            className="max-sm:flex-1"
            value={now.place}
            onChange={({ target }) => onTry({ place: target.value as Place })}
          >
            {Object.entries(places).map(([place, words]) => (
              <option key={place} value={place}>
                {words}
              </option>
            ))}
          </Select>
        </div>
        <p role="status" className="text-ink-2 empty:hidden sm:ml-auto">
          {isTrying(tried) && "Not saved."}
        </p>
        {isTrying(tried) && (
          <div className="flex flex-wrap gap-2 max-sm:w-full">
            <Button size="sm" tone="quiet" onClick={back}>
              Back to {frameWords(stored, tried)}
            </Button>
            <Button
              size="sm"
              working={pending}
              workingLabel="Saving"
              onClick={() => run({ requestId, ...differing(stored, tried) })}
            >
              Ask for this instead
            </Button>
          </div>
        )}
      </div>
      {refusal && <Message tone="danger" announce title={refusal.message} className="mx-4 mb-3" />}
    </section>
  );
}
