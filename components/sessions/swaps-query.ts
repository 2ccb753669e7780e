import { queryOptions } from "@tanstack/react-query";
import { askJson } from "@/components/matching/matches-query";
import type { Swaps } from "@/lib/sessions/schema";

export const swapsQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ["swaps", sessionId],
    queryFn: ({ signal }) => askJson<Swaps>(`/api/sessions/${sessionId}/swaps`, { signal }),
    staleTime: 0, // asked for when the dialog opens, and again when somebody turns out to be taken
  });
