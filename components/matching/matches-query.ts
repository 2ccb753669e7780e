import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { MatchesView, WhyNotView } from "@/lib/matching/schema";

/** A refusal of the server, in its own words. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly detail?: unknown,
  ) {
    super(message);
  }
}

/** @throws {Refusal} with what the server says; `no_answer` where it says nothing */
export async function askJson<T>(url: string, init?: RequestInit): Promise<T> {
  const response = await fetch(url, init).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Refusal("no_answer", "Deskside did not answer.");
  });
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok && body !== undefined) return body as T;
  const {
    code = "fault",
    title = "Something broke on our side.",
    detail,
  } = (body ?? {}) as Partial<Record<string, string>>;
  throw new Refusal(code, title, detail);
}

/** `week`: the Monday's date; missing, the week of the best time. */
export const matchesQuery = (requestId: string, week?: string) =>
  queryOptions({
    queryKey: ["matches", requestId, week ?? "best"],
    queryFn: ({ signal }) =>
      askJson<MatchesView>(`/api/requests/${requestId}/matches${week ? `?week=${week}` : ""}`, { signal }),
    staleTime: 30_000, // ms: calendars rarely change while somebody chooses
    refetchInterval: 60_000,
    refetchOnWindowFocus: true,
    placeholderData: keepPreviousData,
  });

export const whyNotQuery = (requestId: string, personId: string) =>
  queryOptions({
    queryKey: ["why-not", requestId, personId],
    queryFn: ({ signal }) =>
      askJson<WhyNotView>(`/api/requests/${requestId}/why-not?person=${personId}`, { signal }),
    enabled: personId !== "",
    staleTime: 0,
  });
