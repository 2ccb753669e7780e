"use client";

import { useRef, useState } from "react";
import type { Action } from "@/components/ui/action";
import { useAction } from "@/components/ui/action-form";
import { Button, buttonClasses } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Message } from "@/components/ui/message";
import { Panel, PanelBody } from "@/components/ui/panel";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { TextArea } from "@/components/ui/text-area";
import type { ImportReport } from "@/lib/people/schema";

const people = (n: number) => (n === 1 ? "1 person" : `${n} people`);
const lines = (n: number) => (n === 1 ? "1 line" : `${n} lines`);

/** A list of people, pasted or from a file. Nothing is stored while a line is bad, unless only the good ones are asked for. */
export function ImportForm({ action, example }: { action: Action<ImportReport>; example: string }) {
  const [csv, setCsv] = useState("");
  const [report, setReport] = useState<ImportReport | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const { run, pending, refusal } = useAction(action, setReport);
  const change = (text: string) => {
    setCsv(text);
    setReport(null);
  };
  const send = (onlyGood: boolean) => run({ csv, onlyGood });
  return (
    <div className="grid gap-6">
      <Panel>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (!pending) send(false);
          }}
        >
          <PanelBody className="grid gap-4">
            <Field
              label="The list"
              name="csv"
              hint="One person a line, the columns named on the first: name, email, team, zone. Team and zone may be left out."
              error={refusal?.fields.csv ?? refusal?.message}
            >
              {(control) => (
                <TextArea
                  {...control}
                  rows={8}
                  value={csv}
                  onChange={(event) => change(event.currentTarget.value)}
                  placeholder={example}
                  spellCheck={false}
                  className="font-mono text-meta"
                />
              )}
            </Field>
            <div className="flex flex-wrap gap-2">
              <Button type="submit" tone="primary" working={pending} workingLabel="Checking each line">
                Import
              </Button>
              <label
                className={`${buttonClasses({})} has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent cursor-pointer`}
              >
                Choose a file
                <input
                  ref={file}
                  type="file"
                  accept=".csv,.tsv,.txt,text/csv"
                  className="sr-only"
                  onChange={async (event) => {
                    const chosen = event.currentTarget.files?.[0];
                    if (chosen) change(await chosen.text());
                    // The same file, mended, can be chosen again.
                    if (file.current) file.current.value = "";
                  }}
                />
              </label>
              {csv === "" && (
                <Button tone="quiet" onClick={() => change(example)}>
                  Fill in the example
                </Button>
              )}
            </div>
          </PanelBody>
        </form>
      </Panel>
      <div aria-live="polite">{report && <Report report={report} pending={pending} send={send} />}</div>
    </div>
  );
}

function Report({
  report: { done, added, changed, good, bad },
  pending,
  send,
}: {
  report: ImportReport;
  pending: boolean;
  send: (onlyGood: boolean) => void;
}) {
  const stored = [
    added > 0 && `${people(added)} added`,
    changed > 0 && `${people(changed)} brought up to date`,
  ];
  return (
    <div className="grid gap-4">
      {done ? (
        <Message title={`${stored.filter(Boolean).join(", ")}.`}>
          {bad.length > 0
            ? `${lines(bad.length)} left out, listed below.`
            : "They can sign in with Google now."}
        </Message>
      ) : (
        <Message
          tone="warn"
          title={`${lines(bad.length)} cannot be imported, so nothing was.`}
          action={
            good > 0 && (
              <Button size="sm" working={pending} onClick={() => send(true)}>
                {good === 1 ? "Import only the good one" : `Import only the ${good} good ones`}
              </Button>
            )
          }
        >
          Mend {bad.length === 1 ? "it" : "them"} above and import again.
        </Message>
      )}
      {bad.length > 0 && (
        <Table label="Lines that cannot be imported">
          <thead>
            <tr>
              <Th>Line</Th>
              <Th>What is wrong</Th>
              <Th>What it says</Th>
            </tr>
          </thead>
          <tbody>
            {bad.map(({ line, text, problem }) => (
              <Tr key={line}>
                <Td className="times text-ink-3">
                  <span className="sm:hidden">Line </span>
                  {line}
                </Td>
                <Td className="max-sm:w-full">{problem}</Td>
                <Td className="font-mono text-meta wrap-anywhere text-ink-2">{text}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </div>
  );
}
