import Link from "next/link";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { SeatMark } from "@/components/ui/seat-mark";
import type { BoardView } from "@/lib/requests/schema";
import { boardHref } from "./board-address";
import { countWord, filterWords, STATE_NOUNS } from "./board-words";

const mark = <SeatMark seats={[{ filled: true }, { filled: false }]} />;

/** Nothing to show: what is missing, and which filter taken off would show something. */
export function EmptyBoard({ board }: { board: BoardView }) {
  const { filters, total, without } = board;
  if (total === 0)
    return (
      <Panel>
        <EmptyState
          mark={mark}
          title={`There is no ${STATE_NOUNS[filters.state]}.`}
          action={
            filters.state === "open" ? (
              <ButtonLink href="/requests/new" tone="primary">
                Post a request
              </ButtonLink>
            ) : (
              <ButtonLink href="/board">Show what is open</ButtonLink>
            )
          }
        >
          {filters.state === "open" && "Post what you would like to sit down with somebody for."}
        </EmptyState>
      </Panel>
    );
  const more = without.filter(({ rows }) => rows > 0).sort((a, b) => b.rows - a.rows);
  return (
    <Panel>
      <EmptyState
        mark={mark}
        title={`No ${STATE_NOUNS[filters.state]} fits these filters.`}
        action={
          <ButtonLink href={filters.state === "open" ? "/board" : `/board?state=${filters.state}`}>
            Clear filters
          </ButtonLink>
        }
      >
        {more.length > 0 && (
          <ul className="mt-1 grid gap-0.5">
            {more.map(({ filter, rows }) => (
              <li key={filter}>
                {countWord(rows)} would without{" "}
                <Link href={boardHref(filters, { [filter]: undefined })} scroll={false} className="link">
                  “{filterWords(board, filter)}”
                </Link>
                .
              </li>
            ))}
          </ul>
        )}
      </EmptyState>
    </Panel>
  );
}
