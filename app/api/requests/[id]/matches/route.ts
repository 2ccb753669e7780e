import { route } from "@/app/_server/route";
import { findMatches } from "@/lib/matching/find-matches";

export const GET = route((context, input) => {
  const { id: requestId, week, find, lengthMin, place, neededBy } = input as Record<string, unknown>;
  return findMatches(context, { requestId, week, find, lengthMin, place, neededBy });
});
