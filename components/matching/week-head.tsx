import { useQueryClient } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { IconButton } from "@/components/ui/button";
import type { Week } from "./choice";
import { Legend } from "./legend";
import { type Asked, matchesQuery } from "./matches-query";
import { rangeWords } from "./week-grid";

/** Which week is shown, the ways to the next, and what its colours mean. */
export function WeekHead({
  week,
  days,
  asked,
  requesterName,
  person,
  unknown,
  onWeek,
}: {
  week: Week;
  /** How many of its days are shown. */
  days: number;
  asked: Asked;
  requesterName: string;
  onWeek: (date: string) => void;
} & Pick<Parameters<typeof Legend>[0], "person" | "unknown">) {
  const client = useQueryClient();
  const { previousWeek, nextWeek, requestId } = week;
  const ahead = (date: string | null) =>
    date && void client.prefetchQuery(matchesQuery(requestId, { ...asked, week: date }));
  const chevron = "size-4";
  return (
    <header className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-2">
      <h2 className="text-section">
        {week.as === "offer"
          ? `When you and ${requesterName} are both free`
          : week.group
            ? "When you can all meet"
            : "When you are both free"}
      </h2>
      <div className="flex items-center gap-1 max-sm:ml-auto">
        <IconButton
          size="sm"
          label="Week before"
          disabled={!previousWeek}
          onPointerEnter={() => ahead(previousWeek)}
          onClick={() => previousWeek && onWeek(previousWeek)}
        >
          <ChevronLeft aria-hidden strokeWidth={1.75} className={chevron} />
        </IconButton>
        <span className="times text-meta" aria-live="polite">
          {rangeWords(week, days)}
        </span>
        <IconButton
          size="sm"
          label="Week after"
          disabled={!nextWeek}
          onPointerEnter={() => ahead(nextWeek)}
          onClick={() => nextWeek && onWeek(nextWeek)}
        >
          <ChevronRight aria-hidden strokeWidth={1.75} className={chevron} />
        </IconButton>
      </div>
      <Legend person={person} unknown={unknown} several={week.people.length > 1} />
    </header>
  );
}
