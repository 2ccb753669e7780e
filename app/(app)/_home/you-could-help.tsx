import Link from "next/link";
import { type ReactNode, Suspense } from "react";
import { TeamName } from "@/components/people/discipline-mark";
import { MARK_WORDS } from "@/components/requests/board-words";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel, Row, Rows, SectionHeading } from "@/components/ui/panel";
import { SeatMark } from "@/components/ui/seat-mark";
import { Skeleton } from "@/components/ui/skeleton";
import type { BoardRow, BoardView } from "@/lib/requests/schema";
import { formatTime } from "@/lib/time/format";
import type { Summaries } from "./summaries";
import { whenShort } from "./when-short";

type Props = { board: BoardView; shown: readonly BoardRow[]; summaries: Summaries; now: number };

/** Open requests that the reader could sit down on, each with why and the earliest common time. */
export function YouCouldHelp({ board, shown, summaries, now }: Props) {
  const all = board.total === 1 ? "The one open request" : `All ${board.total} open requests`;
  return (
    <section>
      <SectionHeading
        aside={
          board.total > 0 && (
            <Link href="/board" className="link">
              {all}
            </Link>
          )
        }
      >
        You could help
      </SectionHeading>
      <Panel>
        {shown.length === 0 ? (
          <Nobody total={board.total} />
        ) : (
          <Rows>
            {shown.map((row) => (
              <HelpRow key={row.id} row={row}>
                <Suspense fallback={<Skeleton className="h-3 w-16" />}>
                  <Earliest id={row.id} zone={board.zone} summaries={summaries} now={now} />
                </Suspense>
              </HelpRow>
            ))}
          </Rows>
        )}
      </Panel>
    </section>
  );
}

function HelpRow({ row, children }: { row: BoardRow; children: ReactNode }) {
  const { requester } = row;
  return (
    <Row className="max-sm:items-start max-sm:py-3">
      <SeatMark
        seats={[{ filled: true }, ...Array.from({ length: row.seats }, () => ({ filled: false }))]}
        className="text-ink-2 max-sm:mt-1.5"
      />
      <div className="flex min-w-0 flex-1 items-center gap-4 max-sm:flex-wrap max-sm:gap-y-1">
        <div className="min-w-0 flex-1 basis-48 max-sm:basis-full">
          <Link
            href={`/requests/${row.id}`}
            data-row
            className="font-medium wrap-anywhere after:absolute after:inset-0"
          >
            {row.title}
          </Link>
          <p className="text-meta text-ink-3">{whyWords(row)}</p>
        </div>
        <p className="w-48 shrink-0 text-meta text-ink-2 max-lg:w-40 max-sm:w-auto max-sm:flex-1">
          {requester.teamName && requester.discipline ? (
            <TeamName discipline={requester.discipline} name={requester.teamName} />
          ) : (
            requester.name
          )}
        </p>
        <p className="w-26 shrink-0 text-right text-meta max-sm:w-auto">
          {children} <span className="times text-ink-3 sm:block">{row.lengthMin} min</span>
        </p>
      </div>
    </Row>
  );
}

/** `You can teach it`, with the systems the request names. */
function whyWords({ mark, systems }: BoardRow): string {
  if (mark === null || mark === "yours") return "You could help";
  const named = systems.map(({ name }) => name).join(", ");
  return mark === "asked" || named === "" ? MARK_WORDS[mark] : `${MARK_WORDS[mark]}: ${named}`;
}

type EarliestProps = { id: string; zone: string; summaries: Summaries; now: number };

async function Earliest({ id, zone, summaries, now }: EarliestProps) {
  const earliest = (await summaries)?.get(id)?.earliest;
  if (!earliest) return <span className="text-ink-3">no time yet</span>;
  return (
    <time dateTime={new Date(earliest).toISOString()}>
      {whenShort(earliest, zone, now)} {formatTime(earliest, zone)}
    </time>
  );
}

function Nobody({ total }: { total: number }) {
  return (
    <EmptyState
      mark={<SeatMark seats={[{ filled: true }, { filled: false }]} />}
      title="Nothing here asks for what you know."
      action={
        <>
          <ButtonLink size="sm" href="/settings/systems">
            Say what you know
          </ButtonLink>
          {total > 0 && (
            <ButtonLink size="sm" tone="quiet" href="/board">
              Look at the board
            </ButtonLink>
          )}
        </>
      }
    >
      Requests stand here when they ask your team, or need a system that you can do.
    </EmptyState>
  );
}
