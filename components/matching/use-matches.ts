import { useMutationState, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import type { MatchesView } from "@/lib/matching/schema";
import { weekOf, withFound } from "./choice";
import { type Asked, matchesQuery } from "./matches-query";
import { bookingKey } from "./use-booking";
import { differing, type PageState, type RequestFrame, searchOfPage, type Tried } from "./what-if";

/**
 * The matches of a week, of the request as it is or as it would be. The address follows what is shown, and what was
 * shown stays until the answer is there; `answered` names the question that it answers.
 */
export function useMatches(requestId: string, stored: RequestFrame, initial: PageState) {
  const [state, setState] = useState(initial);
  // What has been kept meanwhile is no longer tried.
  const tried = differing(stored, state.tried);
  const asked: Asked = { week: state.week, lengthMin: tried.lengthMin, neededBy: tried.neededBy };
  // From the press until the session's page is there, the times are not read again: they would say that it is taken.
  const isBooked = useMutationState({
    filters: { mutationKey: bookingKey(requestId) },
    select: ({ state }) => state.status === "pending" || state.status === "success",
  }).some(Boolean);
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...matchesQuery(requestId, asked),
    enabled: !isBooked,
  });
  const view = useLast(data);
  const { found, isLooking } = useFound(requestId, asked, view, state.who.trim());
  const week = useMemo(() => (view ? weekOf(withFound(view, found)) : null), [view, found]);

  const search = searchOfPage({ ...state, tried });
  useEffect(() => {
    const { pathname, hash } = window.location;
    if (window.location.search !== search) window.history.replaceState(null, "", pathname + search + hash);
  }, [search]);

  const client = useQueryClient();
  const question = JSON.stringify([asked.lengthMin, asked.neededBy]);
  return {
    week,
    error,
    refetch,
    tried,
    asked,
    who: state.who,
    isLooking,
    /** The frame that is tried, whole. */
    frame: { ...stored, ...tried },
    isTurning: isPlaceholderData || data === undefined,
    answered: isPlaceholderData || data === undefined ? undefined : question,
    /** What is tried is now what the request says: what is on the screen answers for it. */
    keepShown: () => {
      // What was answered before must not stand for it.
      client.removeQueries({ queryKey: ["matches", requestId], type: "inactive" });
      if (isPlaceholderData) return;
      for (const week of [state.week, undefined])
        client.setQueryData(matchesQuery(requestId, { week }).queryKey, data);
    },
    setWeek: (date: string) => setState((before) => ({ ...before, week: date })),
    setWho: (who: string) => setState((before) => ({ ...before, who })),
    /** Asks already, when the hand is on its way: what is tried is then there at once. */
    foresee: (change: Tried) => {
      const { lengthMin, neededBy } = differing(stored, { ...tried, ...change });
      void client.prefetchQuery(matchesQuery(requestId, { lengthMin, neededBy }));
    },
    // The week of the best time is another one for another length or day.
    tryFrame: (change: Tried) =>
      setState((before) => ({ ...before, week: undefined, tried: { ...before.tried, ...change } })),
  };
}

/** What there was last, where an answer fails: the page keeps standing. */
function useLast(data: MatchesView | undefined): MatchesView | undefined {
  const [last, setLast] = useState(data);
  if (data !== undefined && data !== last) setLast(data);
  return data ?? last;
}

/** Whom a name finds beyond those that the week tells of. They stay when the name is taken off, or who is chosen would go. */
function useFound(requestId: string, asked: Asked, view: MatchesView | undefined, who: string) {
  const week = view?.week;
  const isWanted = view != null && view.more !== null && who !== "";
  const query = matchesQuery(requestId, { ...asked, week, find: who });
  const { data, isPlaceholderData, isFetching } = useQuery({ ...query, enabled: isWanted });
  const question = JSON.stringify([week, asked.lengthMin, asked.neededBy]);
  const [last, setLast] = useState({ question, data: undefined as MatchesView | undefined });
  const found = isWanted && !isPlaceholderData ? data : undefined;
  if (found && (found !== last.data || question !== last.question)) setLast({ question, data: found });
  return {
    found: last.question === question ? last.data : undefined,
    isLooking: isWanted && isFetching && found === undefined,
  };
}
