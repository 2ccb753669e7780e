import { queryOptions } from "@tanstack/react-query";
import { askJson } from "@/components/matching/matches-query";
import type { Swaps } from "@/lib/sessions/schema";

/** `outId`: whose seat it would be, where there are several partners. */
export const swapsQuery = (sessionId: string, outId?: string) =>
  queryOptions({
    queryKey: ["swaps", sessionId, outId ?? "free"],
    queryFn: ({ signal }) =>
      askJson<Swaps>(`/api/sessions/${sessionId}/swaps${outId ? `?outId=${outId}` : ""}`, { signal }),
    staleTime: 0, // asked for when the dialog opens, and again when somebody turns out to be taken
  });
