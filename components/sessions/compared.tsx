"use client";

import { type QueryKey, type UseQueryResult, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { Action } from "@/components/ui/action";
import { type Refusal, useAction } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { Message } from "@/components/ui/message";
import { LoadingLines } from "@/components/ui/skeleton";

/** What is read when a dialog opens and compares the calendars of those in a session. */
export function Compared<T>({
  query: { data, isPending, error, refetch },
  unchanged,
  children,
}: {
  query: UseQueryResult<T>;
  /** Said where it cannot be read. */
  unchanged: string;
  children: (data: T) => ReactNode;
}) {
  if (isPending) return <LoadingLines label="Comparing the calendars" lines={4} />;
  if (error)
    return (
      <Message
        tone="danger"
        title={error.message}
        announce
        action={
          <Button size="sm" onClick={() => refetch()}>
            Try again
          </Button>
        }
      >
        {unchanged}
      </Message>
    );
  return children(data);
}

/**
 * An action that carries `key`, so that pressing twice is once. After a refusal it is another try, and what it chose
 * from is read again, unless a calendar is unknown: then the same choice is made once more, knowingly.
 */
export function useChange(action: Action, queryKey: QueryKey, onDone: () => void) {
  const client = useQueryClient();
  const [key, setKey] = useState(() => crypto.randomUUID());
  const { run, pending, refusal } = useAction(async (input: unknown) => {
    const result = await action(input);
    if (!result.ok) {
      setKey(crypto.randomUUID());
      if (result.code !== "calendar_unknown") await client.invalidateQueries({ queryKey });
    }
    return result;
  }, onDone);
  return { key, run, pending, refusal };
}

/** Why it was refused; where a calendar could not be read, with the way to ask all the same. */
export function RefusedChange({
  refusal,
  pending,
  onAskAnyway,
  children,
}: {
  refusal: Refusal;
  pending: boolean;
  onAskAnyway: () => void;
  /** What stays as it was, and what to do. */
  children: ReactNode;
}) {
  const isUnseen = refusal.code === "calendar_unknown";
  return (
    <Message
      tone={isUnseen ? "warn" : "danger"}
      title={refusal.message}
      announce
      action={
        isUnseen && (
          <Button size="sm" working={pending} onClick={onAskAnyway}>
            Ask anyway
          </Button>
        )
      }
    >
      {!isUnseen && children}
    </Message>
  );
}
