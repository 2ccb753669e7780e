import Link from "next/link";
import { longDate } from "@/components/requests/board-words";
import { EmptyState } from "@/components/ui/empty-state";
import { Fold } from "@/components/ui/fold";
import { Panel, Row, SectionHeading } from "@/components/ui/panel";
import { RowLink } from "@/components/ui/row-link";
import { SeatMark } from "@/components/ui/seat-mark";
import type { BoardRow } from "@/lib/requests/schema";

const MOST_SHOWN = 6;

/** Open requests that ask the team. */
export function AskedRequests({ rows, teamId }: { rows: readonly BoardRow[]; teamId: string }) {
  return (
    <section>
      <SectionHeading
        aside={
          rows.length > 0 && (
            <Link href={`/board?team=${teamId}`} className="link">
              On the board
            </Link>
          )
        }
      >
        Asked of this team
      </SectionHeading>
      <Panel>
        {rows.length === 0 ? (
          <EmptyState
            mark={<SeatMark seats={[{ filled: true }, { filled: true }]} />}
            title="No open request asks this team."
          />
        ) : (
          <Fold shown={MOST_SHOWN}>
            {rows.map((row) => (
              <Row key={row.id}>
                <SeatMark
                  seats={[{ filled: true }, ...row.needs.map(({ isTaken }) => ({ filled: isTaken }))]}
                  className="text-ink-2"
                />
                <div className="min-w-0 flex-1">
                  <RowLink href={`/requests/${row.id}`}>{row.title}</RowLink>
                  <p className="text-meta text-ink-3">
                    {row.requester.teamName ?? row.requester.name}, by {longDate(row.neededBy)}
                  </p>
                </div>
              </Row>
            ))}
          </Fold>
        )}
      </Panel>
    </section>
  );
}
