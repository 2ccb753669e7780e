"use client";

import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Refused } from "@/components/ui/get-json";
import { Kbd } from "@/components/ui/kbd";
import { Message } from "@/components/ui/message";
import { PageHeader } from "@/components/ui/page-header";
import { GroupRow, Table, Th } from "@/components/ui/table";
import type { BoardRow, BoardView } from "@/lib/requests/schema";
import { formatTime, zoneCity } from "@/lib/time/format";
import { addDays } from "@/lib/time/zone";
import { BoardFilterBar } from "./board-filters";
import { boardQuery, boardSummaryQuery } from "./board-query";
import { BoardTableRow } from "./board-row";
import { longDate, plural, STATE_NOUNS } from "./board-words";
import { EmptyBoard } from "./empty-board";
import { SortMenu } from "./sort-menu";
import { useRowKeys } from "./use-row-keys";

/** The board of one address, which the page has fetched already. */
export function Board({ search }: { search: string }) {
  const { data: board, error } = useSuspenseQuery(boardQuery(search));
  const isOpen = board.filters.state === "open";
  const summary = useQuery({ ...boardSummaryQuery(search), enabled: isOpen && board.rows.length > 0 });
  const table = useRowKeys();
  const hidden = board.total - board.rows.length;
  const summaryOf = (id: string) =>
    summary.data ? (summary.data.requests[id] ?? null) : summary.isError ? null : undefined;
  return (
    <>
      <PageHeader
        className="max-sm:gap-y-0"
        title="Board"
        beside={`${plural(board.total, STATE_NOUNS[board.filters.state])}, ${board.rows.length} shown`}
        actions={<SortMenu board={board} className="max-sm:hidden" />}
      />
      <div className="mb-4 flex items-center justify-between gap-6">
        <div className="min-w-0 flex-1">
          <BoardFilterBar board={board} />
        </div>
        {board.without.length < 2 && (
          <p className="flex shrink-0 items-center gap-1.5 text-meta text-ink-3 max-xl:hidden">
            <Kbd>J</Kbd> <Kbd>K</Kbd> move <Kbd>Enter</Kbd> open <Kbd>P</Kbd> pair on it
          </p>
        )}
      </div>
      {error && (
        <Message
          tone="warn"
          className="mb-4"
          title={error instanceof Refused ? error.message : "Deskside did not answer."}
        >
          This is the board as it was a moment ago. It is asked for again every half minute.
        </Message>
      )}
      {board.rows.length === 0 ? (
        <EmptyBoard board={board} />
      ) : (
        <div ref={table}>
          <Table label={`${board.rows.length} requests`}>
            <Head withSummary={isOpen} />
            {groupsOf(board).map(({ title, rows }) => (
              <tbody key={title}>
                {title && (
                  <GroupRow columns={isOpen ? 7 : 5}>
                    {title} <span className="times font-normal text-ink-3">{rows.length}</span>
                  </GroupRow>
                )}
                {rows.map((row) => (
                  <BoardTableRow
                    key={row.id}
                    row={row}
                    zone={board.zone}
                    withSummary={isOpen}
                    now={summary.data?.at}
                    summary={summaryOf(row.id)}
                  />
                ))}
              </tbody>
            ))}
          </Table>
        </div>
      )}
      <p className="mt-3 flex flex-wrap justify-between gap-x-6 gap-y-1 text-meta text-ink-3">
        <span>
          Times are {zoneCity(board.zone)}.{" "}
          {summary.data && `Calendars compared at ${formatTime(summary.data.at, board.zone)}.`}
          {summary.isError && "Calendars could not be compared; open a request to see its times."}
        </span>
        {hidden > 0 && <span>{plural(hidden, "request")} hidden by filters</span>}
      </p>
    </>
  );
}

function Head({ withSummary }: { withSummary: boolean }) {
  return (
    <thead>
      <tr>
        <Th>Seats</Th>
        <Th>Request</Th>
        <Th>Asks</Th>
        <Th className="max-lg:hidden">Systems</Th>
        <Th>Length</Th>
        {withSummary && (
          <>
            <Th className="max-md:hidden">Could help</Th>
            <Th className="text-right">Earliest in common</Th>
          </>
        )}
      </tr>
    </thead>
  );
}

/** Days within a week stand for themselves, the rest is later. Sorted by newest there are no groups. */
function groupsOf({ rows, filters, today }: BoardView): { title: string; rows: BoardRow[] }[] {
  if (filters.sort === "newest") return [{ title: "", rows }];
  const titleOf = ({ neededBy }: BoardRow) => {
    if (filters.state === "expired") return `Was needed by ${longDate(neededBy)}`;
    if (neededBy === today) return "Needed today";
    return neededBy > addDays(today, 7) ? "Later" : `Needed by ${longDate(neededBy)}`;
  };
  return [...Map.groupBy(rows, titleOf)].map(([title, grouped]) => ({ title, rows: grouped }));
}
