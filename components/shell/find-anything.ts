/** One thing the palette leads to. */
export type Found = {
  kind: "system" | "person" | "note" | "request";
  title: string;
  href: string;
  detail?: string;
};

const isFound = (item: unknown): item is Found =>
  typeof item === "object" &&
  item !== null &&
  "kind" in item &&
  ["system", "person", "note", "request"].includes(String(item.kind)) &&
  "title" in item &&
  typeof item.title === "string" &&
  "href" in item &&
  typeof item.href === "string" &&
  item.href.startsWith("/");

/** Asks for systems, people, notes and requests. The palette goes anywhere without it, so a failure finds nothing. */
export async function findAnything(query: string, signal: AbortSignal): Promise<Found[]> {
  try {
    const answer = await fetch(`/api/palette?q=${encodeURIComponent(query)}`, { signal });
    if (!answer.ok) return [];
    const body: unknown = await answer.json();
    const items = typeof body === "object" && body !== null && "items" in body ? body.items : [];
    return Array.isArray(items) ? items.filter(isFound) : [];
  } catch {
    return [];
  }
}
