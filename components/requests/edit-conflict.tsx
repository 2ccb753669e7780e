"use client";

import { useState } from "react";
import { flushSync } from "react-dom";
import { useFormRefusal } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import type { DraftFields } from "@/components/ui/form-draft";
import { Message } from "@/components/ui/message";
import type { RequestView } from "@/lib/requests/schema";

const TEXTS = {
  title: "Title",
  body: "What you are trying to do",
  understand: "What you want to understand",
  bring: "What you bring",
} as const;

/** Which request and version the form edits; where that version is no longer the last, both texts. */
export function EditConflict({ id, version, draft }: { id: string; version: number; draft: DraftFields }) {
  const refusal = useFormRefusal();
  const stored =
    refusal?.code === "conflict" ? (refusal.detail as { stored: RequestView }).stored : undefined;
  const [against, setAgainst] = useState(Number(draft.version) || version);
  const isOld = stored !== undefined && against < stored.version;
  return (
    <>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="version" value={against} />
      {isOld && (
        <Message
          tone="warn"
          announce
          title="This request was changed in another window meanwhile."
          action={
            <Button
              size="sm"
              onClick={({ currentTarget }) => {
                const { form } = currentTarget; // the button goes with the message
                flushSync(() => setAgainst(stored.version));
                form?.requestSubmit();
              }}
            >
              Save mine over it
            </Button>
          }
        >
          <p>Nothing is saved yet. Yours is in the form; this is what is stored now:</p>
          <dl className="mt-2 grid gap-2">
            {(Object.keys(TEXTS) as (keyof typeof TEXTS)[])
              .filter((name) => stored[name] !== "")
              .map((name) => (
                <div key={name}>
                  <dt className="text-caption text-ink-3">{TEXTS[name]}</dt>
                  <dd className="whitespace-pre-wrap wrap-anywhere text-ink">{stored[name]}</dd>
                </div>
              ))}
          </dl>
        </Message>
      )}
    </>
  );
}
