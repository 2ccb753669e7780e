import { ArrowDown, ArrowUp } from "lucide-react";
import type { MapRow } from "@/lib/knowledge/schema";
import { changeWords, historyWords } from "./map-words";

const HEIGHT = 18;
const BAR = 5;
const GAP = 2;

/** How many could at the end of each quarter and now, as small bars, and what changed in words. */
export function ChangeSince({
  row,
  quarters,
  since,
}: {
  row: Pick<MapRow, "counts">;
  quarters: readonly string[];
  since: number;
}) {
  const { change, words } = changeWords(row, since);
  const most = Math.max(3, ...row.counts);
  return (
    <span className="inline-flex items-center gap-2.5 whitespace-nowrap" title={historyWords(row, quarters)}>
      <svg
        aria-hidden
        width={row.counts.length * (BAR + GAP) - GAP}
        height={HEIGHT + 1}
        className="shrink-0 overflow-visible"
      >
        {row.counts.map((count, at) => {
          const height = Math.max(1.5, (count / most) * HEIGHT);
          return (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a place in time.
              key={at}
              x={at * (BAR + GAP)}
              y={HEIGHT + 1 - height}
              width={BAR}
              height={height}
              className={at === row.counts.length - 1 ? "fill-accent" : "fill-mine"}
            />
          );
        })}
      </svg>
      <span
        className={`inline-flex items-center gap-1 ${change < 0 ? "text-warn" : change > 0 ? "text-ink" : "text-ink-3"}`}
      >
        {change < 0 && <ArrowDown aria-hidden className="size-3.5" strokeWidth={1.75} />}
        {change > 0 && <ArrowUp aria-hidden className="size-3.5" strokeWidth={1.75} />}
        {words}
      </span>
      <span className="sr-only">({historyWords(row, quarters)})</span>
    </span>
  );
}
