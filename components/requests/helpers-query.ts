import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { getJson } from "@/components/ui/get-json";
import type { HelperCount } from "@/lib/requests/schema";

/** Who could help with what is asked so far. */
export const helpersQuery = (asked: { teamIds: readonly string[]; systemIds: readonly string[] }) => {
  const search = new URLSearchParams([
    ...asked.teamIds.toSorted().map((id) => ["teamIds", id]),
    ...asked.systemIds.toSorted().map((id) => ["systemIds", id]),
  ]).toString();
  return queryOptions({
    queryKey: ["helpers", search],
    queryFn: ({ signal }) => getJson<HelperCount>(`/api/requests/could-help?${search}`, signal),
    enabled: search !== "",
    placeholderData: keepPreviousData,
    staleTime: 60_000, // ms: teams and what people know change slowly
  });
};
