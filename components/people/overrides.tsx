"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import type { Action } from "@/components/ui/action";
import { ActionForm, useAction } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { FormField, FormFieldGroup } from "@/components/ui/form-field";
import { Panel, PanelBody, SectionHeading } from "@/components/ui/panel";
import { Segmented } from "@/components/ui/segmented";
import { DateInput, TextInput } from "@/components/ui/text-input";
import { toast } from "@/components/ui/toast";
import { formatDay } from "@/lib/time/format";
import { type Override, type Run, runsOf } from "./override-runs";
import { Ranges } from "./ranges";
import { SaveBar } from "./save-bar";
import { asStored, type Range, withAnother } from "./week";

type Props = { overrides: readonly Override[]; today: string; save: Action; remove: Action };

/** Days that are not like the others of their kind: holidays, a late start. */
export function Overrides({ overrides, today, save, remove }: Props) {
  const [adding, setAdding] = useState(false);
  return (
    <section>
      <SectionHeading
        aside={
          !adding && (
            <Button
              size="sm"
              tone="quiet"
              // Its words end where the panel does.
              className="-my-1.5 -mr-2.5 max-sm:-mr-3"
              icon={<Plus aria-hidden strokeWidth={1.75} className="size-4" />}
              onClick={() => setAdding(true)}
            >
              Add dates
            </Button>
          )
        }
      >
        Different on these dates
      </SectionHeading>
      <Panel>
        {adding && <AddDates today={today} save={save} onClose={() => setAdding(false)} />}
        {overrides.length === 0 && !adding && (
          <p className="px-4 py-3.5 text-meta text-ink-3">
            None. Add holidays and days with other hours, so that nobody books you then.
          </p>
        )}
        <ul className="divide-y divide-line">
          {runsOf(overrides).map((run) => (
            <OneRun key={run.from} run={run} remove={remove} />
          ))}
        </ul>
      </Panel>
    </section>
  );
}

const dayOf = (date: string) => formatDay(Date.parse(`${date}T12:00Z`), "UTC");
const datesOf = ({ from, to }: Run) => (from === to ? dayOf(from) : `${dayOf(from)} to ${dayOf(to)}`);

function OneRun({ run, remove }: { run: Run; remove: Action }) {
  const { run: send, pending } = useAction(remove, () => toast({ message: "Back to your weekly hours." }));
  return (
    <li className="flex min-h-row-2 flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
      <div className="min-w-0 flex-1 basis-40">
        <p className="font-medium">{datesOf(run)}</p>
        {run.reason && <p className="text-meta text-ink-3 wrap-anywhere">{run.reason}</p>}
      </div>
      <p className="times text-ink-2">
        {run.hours.length === 0 ? "Not working" : run.hours.map(({ from, to }) => `${from}–${to}`).join(", ")}
      </p>
      <Button
        size="sm"
        tone="quiet"
        working={pending}
        onClick={() => send({ date: run.from, to: run.to })}
        aria-label={`Remove ${datesOf(run)}`}
      >
        Remove
      </Button>
    </li>
  );
}

function AddDates({ today, save, onClose }: { today: string; save: Action; onClose: () => void }) {
  const [works, setWorks] = useState("off");
  const [from, setFrom] = useState(today);
  const [ranges, setRanges] = useState<readonly Range[]>([{ from: "09:00", to: "13:00" }]);
  return (
    <ActionForm
      action={save}
      extra={{ hours: works === "off" ? [] : ranges.map(asStored) }}
      onDone={() => {
        toast({ message: "Saved." });
        onClose();
      }}
      className="border-b border-line"
    >
      <PanelBody className="grid gap-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <FormField label="First day" name="from">
            {(control) => (
              <DateInput
                {...control}
                min={today}
                value={from}
                onChange={(event) => setFrom(event.currentTarget.value)}
              />
            )}
          </FormField>
          <FormField label="Last day" name="to">
            {(control) => <DateInput {...control} key={from} min={from} defaultValue={from} />}
          </FormField>
        </div>
        <FormFieldGroup label="On these days" name="hours">
          <Segmented
            name="works"
            aria-label="On these days"
            value={works}
            onValueChange={setWorks}
            options={[
              { value: "off", label: "Not working" },
              { value: "hours", label: "Other hours" },
            ]}
          />
          {works === "hours" && (
            <div className="mt-3">
              <Ranges
                day="These days"
                ranges={ranges}
                onSet={(at, part) =>
                  setRanges(ranges.map((range, i) => (i === at ? { ...range, ...part } : range)))
                }
                onRemove={(at) => setRanges(ranges.filter((_, i) => i !== at))}
                onAdd={() => setRanges(withAnother(ranges))}
              />
            </div>
          )}
        </FormFieldGroup>
        <FormField label="Why" name="reason" aside="if you like">
          {(control) => <TextInput {...control} maxLength={80} placeholder="Holiday" autoComplete="off" />}
        </FormField>
        <div>
          <Button tone="quiet" size="sm" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </PanelBody>
      <SaveBar label="Save dates" />
    </ActionForm>
  );
}
