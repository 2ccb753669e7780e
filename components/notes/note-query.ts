import { queryOptions } from "@tanstack/react-query";
import { postJson, Refused } from "@/components/ui/get-json";
import type { NoteConflict, NoteNews, NotePart, NoteView } from "@/lib/notes/schema";
import type { SomeTexts } from "./note-state";

export type SaveAnswer =
  | { kind: "saved"; note: NoteView }
  | { kind: "conflict"; conflict: NoteConflict }
  /** With a sentence for each field, where fields are at fault. */
  | { kind: "refused"; message: string; fields: Record<string, string> };

/** Browsers carry so much on after the page is gone, and refuse more. */
const MOST_KEPT_ALIVE_BYTES = 60_000;

/** Sends parts of the note. A refusal is an answer; no answer, or none that makes sense, throws. */
export async function putNote(id: string, version: number, parts: SomeTexts): Promise<SaveAnswer> {
  const sent = JSON.stringify({ version, ...parts });
  const answer = await fetch(`/api/sessions/${id}/note`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: sent,
    // A tab that is closed meanwhile does not take it along.
    keepalive: sent.length * 3 < MOST_KEPT_ALIVE_BYTES,
  });
  const body = await answer.json();
  if (answer.ok) return { kind: "saved", note: body };
  if (body.code === "conflict" && body.detail) return { kind: "conflict", conflict: body.detail };
  // Too fast (429) is over in a moment, as a fault may be: it is tried again.
  if (answer.status >= 500 || answer.status === 429) throw new Refused(answer.status, "fault", body.title);
  return { kind: "refused", message: body.title ?? "It could not be saved.", fields: body.fields ?? {} };
}

/** What others did to it, every `everyMs` while the page is looked at; tells them where this one writes. */
export const noteNewsQuery = (
  id: string,
  everyMs: number,
  told: () => { version: number; part: NotePart | undefined },
) =>
  queryOptions({
    queryKey: ["note-news", id],
    queryFn: ({ signal }) => postJson<NoteNews>(`/api/sessions/${id}/note/news`, told(), signal),
    refetchInterval: ({ state: { data } }) => (data?.mayWrite === false ? false : everyMs),
    // Whether there is a network is for the answer to say.
    networkMode: "always",
    retry: false,
    staleTime: 0,
    gcTime: 0,
    structuralSharing: false,
  });
