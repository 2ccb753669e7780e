import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { getJson } from "@/components/ui/get-json";
import type { FoundNotes } from "@/lib/notes/schema";

/** `search` is a query string as `searchOf` writes it. A search that is no longer wanted is cancelled. */
export const notesQuery = (search: string) =>
  queryOptions({
    queryKey: ["notes", search],
    queryFn: ({ signal }) => getJson<FoundNotes>(`/api/notes/search?${search}`, signal),
    staleTime: 30_000, // ms: notes are written after sessions, not while somebody searches
    placeholderData: keepPreviousData,
  });
