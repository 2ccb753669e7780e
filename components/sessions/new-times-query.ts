import { queryOptions } from "@tanstack/react-query";
import { askJson } from "@/components/matching/matches-query";
import type { NewTimes } from "@/lib/sessions/schema";

export const newTimesQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ["new-times", sessionId],
    queryFn: ({ signal }) => askJson<NewTimes>(`/api/sessions/${sessionId}/times`, { signal }),
    staleTime: 0, // asked for when the dialog opens, and again when a time turns out to be taken
  });
