import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { postJson } from "@/components/ui/get-json";
import { RELATED_LIMIT, type RelatedNote } from "@/lib/notes/schema";

type AskedSoFar = {
  readonly title: string;
  readonly text: string;
  readonly systemIds: readonly string[];
  /** The request that is being edited. */
  readonly requestId?: string | undefined;
};

/** Notes on what is asked so far. What was asked before is cancelled. */
export const relatedQuery = ({ title, text, systemIds, requestId }: AskedSoFar) => {
  const asked = {
    title: title.trim(),
    text: text.trim().slice(0, RELATED_LIMIT),
    systemIds: systemIds.toSorted(),
    requestId,
  };
  return queryOptions({
    queryKey: ["related-notes", asked],
    queryFn: ({ signal }) => postJson<{ notes: RelatedNote[] }>("/api/notes/related", asked, signal),
    // A few letters are about nothing yet.
    enabled: title.trim().length >= 4,
    placeholderData: keepPreviousData,
    staleTime: 60_000, // ms: notes are written after sessions, not while somebody asks for one
  });
};
