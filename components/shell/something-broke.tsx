"use client";

import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { SeatMark } from "@/components/ui/seat-mark";

/** The page of a bug or an outage. `digest` is the number under which the server's log has it. */
export function SomethingBroke({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const router = useRouter();
  // What broke on the server is asked for again; drawing once more what came from there would break the same way.
  const tryAgain = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return (
    <div
      role="alert"
      className="page grid flex-1 content-center justify-items-start gap-5 py-16 sm:justify-items-center sm:text-center"
    >
      <SeatMark size={96} seats={[{ filled: false }, { filled: false }]} deskClass="text-danger" />
      <div>
        <h1 className="text-title">This page did not come together.</h1>
        <p className="mt-1.5 max-w-[48ch] text-ink-2">
          Something broke on our side, and nothing was changed by it. Try again; if it stays, tell an admin
          {error.digest ? (
            <>
              {" "}
              the reference <code className="font-mono text-meta">{error.digest}</code>.
            </>
          ) : (
            " what you were doing."
          )}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button tone="primary" onClick={tryAgain}>
          Try again
        </Button>
        <ButtonLink href="/">Go home</ButtonLink>
      </div>
    </div>
  );
}
