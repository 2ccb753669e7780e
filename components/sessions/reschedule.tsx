"use client";

import { useQuery } from "@tanstack/react-query";
import { type ComponentProps, useId, useState } from "react";
import { firstName } from "@/components/people/first-name";
import type { Action } from "@/components/ui/action";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Message } from "@/components/ui/message";
import { toast } from "@/components/ui/toast";
import { AGE_SHOWN_MS } from "@/lib/matching/schema";
import type { NewTimes } from "@/lib/sessions/schema";
import {
  formatAge,
  formatDay,
  formatDayTime,
  formatTime,
  formatTimeRange,
  zoneCity,
} from "@/lib/time/format";
import { type EpochMs, MINUTE_MS } from "@/lib/time/instant";
import { Compared, RefusedChange, useChange } from "./compared";
import { newTimesQuery } from "./new-times-query";

type Props = { id: string; action: Action };

/** "Reschedule": times at which everybody in the session is free, by day. */
export function Reschedule({
  size = "lg",
  children = "Reschedule",
  ...props
}: Props & Pick<ComponentProps<typeof Button>, "size" | "children">) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size={size} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {children}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Move this session"
        description="It keeps its people and its calendar event. Everybody is told."
      >
        {open && <Times {...props} onDone={() => setOpen(false)} />}
      </Dialog>
    </>
  );
}

function Times({ id, action, onDone }: Props & { onDone: () => void }) {
  return (
    <Compared query={useQuery(newTimesQuery(id))} unchanged="The session stays where it is.">
      {(times) => <ChooseTime id={id} action={action} times={times} onDone={onDone} />}
    </Compared>
  );
}

function ChooseTime({ id, action, times, onDone }: Props & { times: NewTimes; onDone: () => void }) {
  const name = useId();
  const [chosen, setChosen] = useState<EpochMs | null>(null);
  const { key, run, pending, refusal } = useChange(action, newTimesQuery(id).queryKey, () => {
    sayMoved(id, action, times.start);
    onDone();
  });
  const { zone, now, days, unknownNames, readAt } = times;
  if (days.length === 0)
    return (
      <Message title="There is no common free time in the next three weeks.">
        Cancel the session to put the request back on the board, or agree on a time and free it in your
        calendars.
      </Message>
    );
  const move = (askAnyway: boolean) => run({ id, start: chosen, key, askAnyway });
  return (
    <div className="grid gap-4">
      {refusal && (
        <RefusedChange refusal={refusal} pending={pending} onAskAnyway={() => move(true)}>
          The session stays where it is. Choose another time.
        </RefusedChange>
      )}
      {unknownNames.length > 0 && (
        <p className="text-meta text-ink-2">
          {unknownNames.join(" and ")}: calendar not seen, so these are working hours.
        </p>
      )}
      {readAt !== null && now - readAt > AGE_SHOWN_MS && (
        <p className="text-meta text-ink-2">
          Calendars read {formatAge(readAt, now)}; checked again when you move it.
        </p>
      )}
      <div className="max-h-80 overflow-y-auto rounded-control border border-line px-3 py-1">
        {days.map(({ date, starts }) => (
          <fieldset key={date} className="border-b border-line py-2.5 last:border-b-0">
            <legend className="float-left mb-1.5 w-full font-medium">
              {formatDay(starts[0] ?? 0, zone)}
            </legend>
            <div className="clear-both flex flex-wrap gap-1.5">
              {starts.map((start) => (
                <TimeChip
                  key={start}
                  name={name}
                  start={start}
                  times={times}
                  checked={start === chosen}
                  onChoose={() => setChosen(start)}
                />
              ))}
            </div>
          </fieldset>
        ))}
      </div>
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p className="mr-auto text-meta text-ink-2" aria-live="polite">
          {chosen === null ? `Times are ${zoneCity(zone)}, your zone.` : othersTimes(times, chosen)}
        </p>
        <Button tone="quiet" onClick={onDone}>
          Keep it
        </Button>
        <Button
          tone="primary"
          disabled={chosen === null}
          working={pending}
          workingLabel="Asking the calendars"
          onClick={() => move(false)}
        >
          {chosen === null ? "Choose a time" : `Move to ${formatDayTime(chosen, zone)}`}
        </Button>
      </div>
    </div>
  );
}

function TimeChip({
  name,
  start,
  times,
  checked,
  onChoose,
}: {
  name: string;
  start: EpochMs;
  times: NewTimes;
  checked: boolean;
  onChoose: () => void;
}) {
  return (
    <label className="relative inline-flex min-h-8 cursor-pointer items-center rounded-control border border-accent-line bg-accent-tint px-2.5 times text-accent-ink hover:bg-accent-tint-2 has-checked:border-transparent has-checked:bg-accent has-checked:text-on-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent max-sm:min-h-11">
      <input
        type="radio"
        name={name}
        value={start}
        checked={checked}
        onChange={onChoose}
        aria-label={`${formatDay(start, times.zone)}, ${formatTime(start, times.zone)}`}
        className="absolute inset-0 cursor-pointer appearance-none opacity-0"
      />
      {formatTime(start, times.zone)}
    </label>
  );
}

/** `08:00–08:50 for Bo`, where somebody's clock differs. */
function othersTimes({ others, zone, lengthMin }: NewTimes, start: EpochMs): string {
  const end = start + lengthMin * MINUTE_MS;
  const mine = formatTimeRange(start, end, zone);
  const theirs = others.map((one) => ({ ...one, words: formatTimeRange(start, end, one.zone) }));
  const differing = theirs.filter(({ words }) => words !== mine);
  if (differing.length === 0) return `${formatDay(start, zone)} ${mine}`;
  return differing.map(({ name, words }) => `${words} for ${firstName(name)}`).join(", ");
}

/** Undone by moving back, while that time is still free. */
function sayMoved(id: string, action: Action, start: EpochMs) {
  const undo = async () => {
    const result = await action({ id, start, key: crypto.randomUUID(), askAnyway: true }).catch(() => null);
    toast(
      result?.ok
        ? { message: "Moved back." }
        : { message: result?.message ?? "Deskside did not answer. Nothing was undone.", icon: "info" },
    );
  };
  toast({
    message: "Moved. The calendars follow.",
    action: { label: "Undo", onPress: () => void undo() },
  });
}
