import type { BoardFilters } from "@/lib/requests/schema";

const PLAIN: Partial<BoardFilters> = { state: "open", sort: "needed-by" };
const NAMES = ["help", "learn", "team", "from", "system", "discipline", "length", "state", "sort"] as const;

/** The filters as a query string: only what differs from the plain board, always in the same order. */
export function boardSearch(filters: BoardFilters): string {
  const search = new URLSearchParams();
  for (const name of NAMES) {
    const value = filters[name];
    if (value && value !== PLAIN[name]) search.set(name, value === true ? "1" : value);
  }
  return search.toString();
}

/** The board with some filters set otherwise; `undefined` takes one off. */
export function boardHref(
  filters: BoardFilters,
  change: Partial<Record<keyof BoardFilters, unknown>>,
): string {
  const search = boardSearch({ ...filters, ...change } as BoardFilters);
  return search ? `/board?${search}` : "/board";
}
