import { route } from "@/app/_server/route";
import { summariseMatches } from "@/lib/matching/summarise-matches";
import { listBoard } from "@/lib/requests/list-board";
import type { BoardSummary } from "@/lib/requests/schema";

export const GET = route(async (context, input): Promise<BoardSummary> => {
  const { rows } = await listBoard(context, input);
  const summaries = await summariseMatches(
    context,
    rows.map((row) => row.id),
  );
  return { at: context.now, requests: Object.fromEntries(summaries) };
});
