import { queryOptions } from "@tanstack/react-query";
import { getJson } from "@/components/ui/get-json";
import type { BoardSummary, BoardView } from "@/lib/requests/schema";

/** Ms: requests come and go by the minute, not by the second. */
const REFRESH_MS = 30_000;

/** `search` is the board's own query string, as `boardSearch` writes it. */
export const boardQuery = (search: string) =>
  queryOptions({
    queryKey: ["board", search],
    queryFn: ({ signal }) => getJson<BoardView>(`/api/board?${search}`, signal),
    staleTime: REFRESH_MS,
    refetchInterval: REFRESH_MS,
  });

/** Calendars are compared apart from the board, which does not wait for them. */
export const boardSummaryQuery = (search: string) =>
  queryOptions({
    queryKey: ["board-summary", search],
    queryFn: ({ signal }) => getJson<BoardSummary>(`/api/board/summary?${search}`, signal),
    staleTime: 2 * REFRESH_MS,
    refetchInterval: 2 * REFRESH_MS,
  });
