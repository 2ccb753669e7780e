import type { FilterKind, FoundNotes } from "@/lib/notes/schema";

/** The search as its address has it: only what is set, always in the same order, so that one search has one key. */
export function searchOf(params: URLSearchParams): string {
  const search = new URLSearchParams();
  for (const name of ["q", "system", "team", "with", "after", "page"]) {
    for (const value of params.getAll(name).sort()) {
      if (value.trim() && !(name === "page" && value === "1")) search.append(name, value);
    }
  }
  return search.toString();
}

/** From what Next hands to a page. */
export function searchOfPage(params: Record<string, string | string[] | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, values] of Object.entries(params))
    for (const value of [values ?? []].flat()) search.append(name, value);
  return searchOf(search);
}

export const notesHref = (search: string) => (search ? `/notes?${search}` : "/notes");

/** The search with one thing set otherwise; it begins again at the first page. */
export function withParam(search: string, name: string, value: string): string {
  const params = new URLSearchParams(search);
  params.delete("page");
  if (value) params.set(name, value);
  else params.delete(name);
  return searchOf(params);
}

/** The search with this filter put on, or taken off: also out of the text, if it was written there. */
export function toggled(search: string, kind: FilterKind, value: string, isOn: boolean): string {
  const params = new URLSearchParams(search);
  params.delete("page");
  if (!isOn) params.append(kind, value);
  else {
    params.delete(kind, value);
    params.set("q", withoutOperator(params.get("q") ?? "", kind));
  }
  return searchOf(params);
}

/** The search without any filter. */
export function withoutFilters(search: string): string {
  let q = new URLSearchParams(search).get("q") ?? "";
  for (const kind of ["system", "team", "with", "after"] as const) q = withoutOperator(q, kind);
  return searchOf(new URLSearchParams({ q }));
}

export function withoutAfter(search: string): string {
  const params = new URLSearchParams(withParam(search, "after", ""));
  params.set("q", withoutOperator(params.get("q") ?? "", "after"));
  return searchOf(params);
}

const withoutOperator = (q: string, kind: FilterKind | "after") =>
  q.replace(new RegExp(`(^|\\s)${kind}:(?:"[^"]*"|\\S+)`, "gi"), "$1").trim();

export const hasFilters = ({ filters }: FoundNotes) =>
  filters.system.length + filters.team.length + filters.with.length > 0 || filters.after !== "";
