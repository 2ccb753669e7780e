import type { Context } from "../context";
import { csvOf } from "../csv";
import { dateIn } from "../time/zone";
import { getWalls } from "./get-walls";
import type { PairVerdict } from "./schema";

const VERDICTS: Record<PairVerdict, string> = { wall: "wall", one_way: "one way", open: "" };

/** All pairs of teams with traffic as CSV, with the filters of the page; dates in the actor's zone. */
export async function exportWalls(context: Context, input: unknown): Promise<{ csv: string; name: string }> {
  const { pairs, window, weeks } = await getWalls(context, input);
  const [from, to] = [window.start, window.end].map((at) => dateIn(at, context.actor.zone));
  const held = new Map(pairs.map((pair) => [`${pair.from.id} ${pair.to.id}`, pair.held]));
  return {
    name: `deskside-walls-${to}-${weeks}-weeks.csv`,
    csv: csvOf([
      [
        ...["asked by", "discipline", "sat with", "their discipline", "from", "to", "sessions"],
        ...["sessions the other way", "requests that found nobody", "verdict"],
      ],
      ...pairs.map((pair) => [
        ...[pair.from.name, pair.from.discipline, pair.to.name, pair.to.discipline],
        ...[from ?? "", to ?? "", pair.held, held.get(`${pair.to.id} ${pair.from.id}`) ?? 0],
        ...[pair.unanswered, VERDICTS[pair.verdict]],
      ]),
    ]),
  };
}
