import { route } from "@/app/_server/route";
import { whyNot } from "@/lib/matching/why-not";

export const GET = route((context, input) => {
  const { id: requestId, person: personId, lengthMin, place, neededBy } = input as Record<string, unknown>;
  return whyNot(context, { requestId, personId, lengthMin, place, neededBy });
});
