"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import type { Action } from "@/components/ui/action";
import { toast } from "@/components/ui/toast";
import type { EpochMs } from "@/lib/time/instant";
import { askJson, Refusal } from "./matches-query";

type Booked = { id: string; cachedNames: readonly string[] };
export type Consent = { askAnyway?: boolean; overLimit?: boolean };
export type ToBook = { personIds: readonly string[]; start: EpochMs; hopesToLearn: string };

/** What a refusal means here: words beside the button, or a question that a yes answers. */
export type Trouble = { kind: "said" | "ask_anyway" | "over_limit"; title: string; words: string };

/**
 * Books what is chosen, as the requester or as somebody who offers. A choice has one key, so that pressing twice or
 * trying again books once. What is refused keeps the choice and says what it means.
 */
export function useBooking(
  requestId: string,
  {
    offer,
    keep,
    onKept,
    onTaken,
  }: {
    offer: Action<Booked> | null;
    /** A session is as long as the request says: what is tried is kept first. */
    keep: (() => ReturnType<Action>) | null;
    onKept: () => void;
    onTaken: () => void;
  },
) {
  const client = useQueryClient();
  const router = useRouter();
  const keys = useRef(new Map<string, string>());
  const wasKept = useRef(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  const keyOf = (choice: object) => {
    const name = JSON.stringify(choice);
    const key = keys.current.get(name) ?? crypto.randomUUID();
    keys.current.set(name, key);
    return key;
  };
  const { mutate, isPending, isSuccess } = useMutation({
    mutationKey: bookingKey(requestId),
    // Forgotten with this page: who comes back finds the request as it is then.
    gcTime: 0,
    // An answer that is on its way would say that the request is taken, and not that it was taken here.
    onMutate: () => client.cancelQueries({ queryKey: ["matches", requestId] }),
    mutationFn: async ({ personIds, start, hopesToLearn, ...consent }: ToBook & Consent): Promise<Booked> => {
      wasKept.current = false;
      const kept = await keep?.();
      if (kept && !kept.ok) throw new Refusal(kept.code, kept.message, kept.detail);
      if (kept) {
        wasKept.current = true;
        onKept();
      }
      const choice = { requestId, start, hopesToLearn, ...consent };
      const key = keyOf({ personIds, ...choice });
      if (!offer) return postSession({ ...choice, partnerIds: personIds, key });
      const result = await offer({ ...choice, key });
      if (result.ok) return result.value;
      throw new Refusal(result.code, result.message, result.detail);
    },
    onSuccess: ({ id, cachedNames }, { personIds }) => {
      setTrouble(null);
      toast({
        message:
          cachedNames.length > 0
            ? "Booked. Google did not answer, so what it said a few minutes ago decided."
            : `Booked. The invitation is on its way to ${personIds.length > 1 ? "all" : "both"} calendars.`,
      });
      router.push(`/sessions/${id}`);
    },
    onError: (error) => {
      const next = troubleOf(error);
      // A request that has changed is said, though nothing was booked.
      setTrouble(wasKept.current ? { ...next, words: `${next.words} What you tried is saved.` } : next);
      const code = error instanceof Refusal ? error.code : "";
      if (code === "slot_taken" || code === "busy") {
        onTaken();
        void client.invalidateQueries({ queryKey: ["matches", requestId] });
      }
      if (keep || (code === "not_possible" && next.kind === "said")) router.refresh();
    },
  });
  return { book: mutate, isBooking: isPending || isSuccess, trouble, forget: () => setTrouble(null) };
}

/** What a booking is known by to whoever shows the times. */
export const bookingKey = (requestId: string) => ["book", requestId] as const;

const postSession = (booking: object): Promise<Booked> =>
  askJson("/api/sessions", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(booking),
  });

function troubleOf(error: Error): Trouble {
  const { code, message, detail } = error instanceof Refusal ? error : new Refusal("fault", error.message);
  const said = (title: string, words: string): Trouble => ({ kind: "said", title, words });
  switch (code) {
    case "slot_taken":
      return said("Somebody just took that time.", "The times are up to date again. Choose another one.");
    case "busy":
      return said(message, "The times are being read again. Choose another one.");
    case "calendar_unknown":
      return {
        kind: "ask_anyway",
        title: message,
        words: "They are told at once, and can say “not now” in one click.",
      };
    case "calendar_unavailable":
      return said(
        "Google did not answer, so nothing was booked.",
        "Your choice is kept. Try again in a moment.",
      );
    case "no_answer":
      return said("Deskside did not answer.", "Your choice is kept. Trying again cannot book twice.");
    case "not_possible":
      return (detail as { overLimit?: boolean } | undefined)?.overLimit
        ? { kind: "over_limit", title: "One more session that week?", words: message }
        : said(message, "Nothing was booked.");
    default:
      return said(message, "Nothing was booked. Your choice is kept.");
  }
}
