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

/** What the matches are asked for; what is left out is as the request says, and the week that of the best time. */
export type Asked = {
  /** The Monday's date. */
  week?: string | undefined;
  lengthMin?: number | undefined;
  /** `YYYY-MM-DD`. */
  neededBy?: string | undefined;
};

/** Only people of this name, of all there are. */
type Find = { find?: string | undefined };

/** Between two letters of a name. */
const TYPING_MS = 200;

export function matchesQuery(requestId: string, { week, lengthMin, neededBy, find }: Asked & Find = {}) {
  const asked = [week ?? "best", lengthMin ?? null, neededBy ?? null, find ?? null];
  const queryKey = ["matches", requestId, ...asked] as const;
  return queryOptions({
    queryKey,
    queryFn: async ({ signal, client }) => {
      // Given up, and never sent, once another letter is typed.
      if (find !== undefined) await new Promise((resolve) => setTimeout(resolve, TYPING_MS));
      // Once shown, the week of the best time stays on the screen, even if another one becomes the best.
      const shown = client.getQueryData<MatchesView>(queryKey);
      const same = shown && shown.people.length > 0 ? shown.week : undefined;
      const search = searchOf({ week: week ?? same, lengthMin, neededBy, find });
      return askJson<MatchesView>(`/api/requests/${requestId}/matches${search}`, { signal });
    },
    staleTime: 30_000, // ms: calendars rarely change while somebody chooses
    refetchInterval: 60_000,
    refetchOnWindowFocus: true,
    placeholderData: keepPreviousData,
  });
}

function searchOf(asked: Record<string, string | number | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) if (value !== undefined) search.set(name, String(value));
  return search.size > 0 ? `?${search}` : "";
}

export const whyNotQuery = (requestId: string, personId: string, { lengthMin, neededBy }: Asked = {}) =>
  queryOptions({
    queryKey: ["why-not", requestId, personId, lengthMin ?? null, neededBy ?? null],
    queryFn: ({ signal }) =>
      askJson<WhyNotView>(
        `/api/requests/${requestId}/why-not${searchOf({ person: personId, lengthMin, neededBy })}`,
        { signal },
      ),
    enabled: personId !== "",
    staleTime: 0,
  });
