import Link from "next/link";
import { Suspense } from "react";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel, Row, Rows, SectionHeading } from "@/components/ui/panel";
import { SeatMark } from "@/components/ui/seat-mark";
import { Skeleton } from "@/components/ui/skeleton";
import type { RequestView } from "@/lib/requests/schema";
import { formatDay, formatTime } from "@/lib/time/format";
import type { Summaries } from "./summaries";
import { whenShort } from "./when-short";

type Props = { requests: readonly RequestView[]; summaries: Summaries; zone: string; now: number };

/** The reader's own requests that wait for somebody, or whose day has passed. */
export function YourRequests({ requests, summaries, zone, now }: Props) {
  return (
    <section>
      <SectionHeading>Your requests</SectionHeading>
      <Panel>
        {requests.length === 0 ? (
          <EmptyState
            title="You have not asked for anything."
            action={
              <ButtonLink size="sm" href="/requests/new">
                Post a request
              </ButtonLink>
            }
          >
            Post the work you would like to sit down with somebody for.
          </EmptyState>
        ) : (
          <Rows>
            {requests.map((request) => (
              <Suspense key={request.id} fallback={<Waiting request={request} />}>
                <MyRequest request={request} summaries={summaries} zone={zone} now={now} />
              </Suspense>
            ))}
          </Rows>
        )}
      </Panel>
    </section>
  );
}

function Waiting({ request }: { request: RequestView }) {
  return (
    <Row>
      <SeatMark seats={[{ filled: true }, { filled: false }]} className="text-ink-2" />
      <div className="min-w-0 flex-1">
        <p className="font-medium wrap-anywhere">{request.title}</p>
        <Skeleton className="mt-1.5 h-3 w-40" />
      </div>
    </Row>
  );
}

type RowProps = { request: RequestView; summaries: Summaries; zone: string; now: number };

async function MyRequest({ request, summaries, zone, now }: RowProps) {
  const summary = (await summaries)?.get(request.id);
  const { words, warn, action } = stateOf(request, summary, zone, now);
  return (
    <Row>
      <SeatMark
        seats={[{ filled: true }, { filled: request.state === "booked" }]}
        className={request.state === "booked" ? "text-accent" : warn ? "text-warn" : "text-ink-2"}
      />
      <div className="min-w-0 flex-1">
        <Link
          href={`/requests/${request.id}`}
          data-row
          className="font-medium wrap-anywhere after:absolute after:inset-0"
        >
          {request.title}
        </Link>
        <p className={warn ? "text-meta text-warn" : "text-meta text-ink-3"}>{words}</p>
      </div>
      {action && (
        // The row's own link leads to the same page: a second stop for the keyboard would say nothing new.
        <ButtonLink size="sm" href={`/requests/${request.id}`} tabIndex={-1} className="relative z-1">
          {action}
        </ButtonLink>
      )}
    </Row>
  );
}

type Summary = { people: number; only?: string; earliest: number | null } | undefined;

function stateOf(request: RequestView, summary: Summary, zone: string, now: number) {
  const day = formatDay(request.neededByAt - 1, request.requester.zone);
  if (request.state === "expired")
    return { words: `${day} has passed. Choose another day?`, warn: true, action: "Renew" };
  if (!summary) return { words: `Needed by ${day}`, warn: false, action: null };
  if (summary.people === 0) return { words: `No common time before ${day}`, warn: true, action: "See why" };
  const who = summary.only
    ? `Only ${summary.only.split(" ")[0]} could help`
    : `${summary.people} people could help`;
  const at = summary.earliest;
  const when =
    at === null ? "times not known" : `earliest ${whenShort(at, zone, now)} ${formatTime(at, zone)}`;
  return { words: `${who}, ${when}`, warn: false, action: null };
}
