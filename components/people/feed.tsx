"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import type { Action } from "@/components/ui/action";
import { useAction } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { PanelBody } from "@/components/ui/panel";
import { TextInput } from "@/components/ui/text-input";
import { toast } from "@/components/ui/toast";
import { ConfirmDeed } from "./confirm-deed";

type Props = {
  /** Null where there is no feed. */
  address: string | null;
  renew: Action;
  turnOff: Action;
};

/** My sessions for any calendar program, at an address that is a secret. */
export function Feed({ address, renew, turnOff }: Props) {
  if (address === null) return <NoFeed renew={renew} />;
  return (
    <>
      <PanelBody className="grid gap-3">
        <Address address={address} />
        <p className="text-meta text-pretty text-ink-3">
          Add it in your calendar program as a subscription, or{" "}
          <a href={address.replace(/^https?:/, "webcal:")} className="link">
            subscribe on this device
          </a>
          . Whoever knows the address can read when you pair, with whom and on what, private sessions
          included.
        </p>
      </PanelBody>
      <div className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-4 py-2.5">
        <ConfirmDeed
          label="Make a new address"
          named="for your calendar feed"
          title="Make a new address?"
          confirm="Make a new address"
          said="Your feed has a new address."
          action={renew}
          input={{}}
        >
          The address of now ends at once. Programs that use it show nothing new until you give them the new
          one.
        </ConfirmDeed>
        <ConfirmDeed
          label="Turn off"
          named="your calendar feed"
          title="Turn the feed off?"
          confirm="Turn off"
          said="The feed is off."
          action={turnOff}
          input={{}}
        >
          Its address ends at once. Your sessions stay as they are.
        </ConfirmDeed>
      </div>
    </>
  );
}

function NoFeed({ renew }: { renew: Action }) {
  const { run, pending, refusal } = useAction(renew, () => toast({ message: "Your feed has an address." }));
  return (
    <PanelBody className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <p className="min-w-0 flex-1 basis-64 text-pretty text-ink-2">
        Your sessions in any calendar program that can subscribe to an address. There is none so far.
      </p>
      <Button working={pending} onClick={() => run({})} wideOnPhone>
        Make an address
      </Button>
      {refusal && (
        <p role="alert" className="w-full text-meta text-danger">
          {refusal.message}
        </p>
      )}
    </PanelBody>
  );
}

/** How long the button says that it copied. */
const SAID_MS = 2_000;

function Address({ address }: { address: string }) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SAID_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium">
        Address
      </label>
      <div className="flex gap-2 max-sm:flex-col">
        <TextInput
          id={id}
          ref={field}
          readOnly
          value={address}
          spellCheck={false}
          onFocus={(event) => event.currentTarget.select()}
          className="min-w-0 flex-1 truncate font-mono text-meta!"
        />
        <Button
          icon={
            copied ? (
              <Check aria-hidden strokeWidth={1.75} className="size-4" />
            ) : (
              <Copy aria-hidden strokeWidth={1.75} className="size-4" />
            )
          }
          wideOnPhone
          onClick={async () => setCopied(await copy(address, field.current))}
        >
          <span aria-live="polite">{copied ? "Copied" : "Copy"}</span>
        </Button>
      </div>
    </div>
  );
}

/** Without https browsers have no clipboard; then the selected field is copied the old way. */
async function copy(text: string, field: HTMLInputElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    field?.select();
    return document.execCommand("copy");
  }
}
