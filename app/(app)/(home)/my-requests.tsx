import { Suspense } from "react";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Fold } from "@/components/ui/fold";
import { Panel, Row, SectionHeading } from "@/components/ui/panel";
import { RowLink } from "@/components/ui/row-link";
import { SeatMark } from "@/components/ui/seat-mark";
import type { Context } from "@/lib/context";
import type { MatchesSummary } from "@/lib/matching/schema";
import type { RequestView } from "@/lib/requests/schema";
import { formatDay, formatSoon } from "@/lib/time/format";
import type { EpochMs } from "@/lib/time/instant";
import type { Outlooks } from "./outlooks";

const MOST_SHOWN = 5;

/** The actor's requests without a session, and who could come when. Those that are booked stand as sessions. */
export function MyRequests({
  context,
  requests,
  compared,
}: {
  context: Context;
  requests: readonly RequestView[];
  compared: Promise<Outlooks>;
}) {
  const open = requests.filter(({ state }) => state !== "booked");
  return (
    <section>
      <SectionHeading>Your requests</SectionHeading>
      <Panel>
        {open.length === 0 ? (
          <EmptyState
            mark={<SeatMark seats={[{ filled: true }, { filled: false }]} />}
            title={
              requests.length === 0 ? "You have not asked for anybody yet." : "All your requests are booked."
            }
            action={
              <ButtonLink href="/requests/new" size="sm">
                Post a request
              </ButtonLink>
            }
          >
            {requests.length === 0 && "Name what you would rather learn side by side than hand over."}
          </EmptyState>
        ) : (
          <Fold shown={MOST_SHOWN}>
            {open.map((request) => (
              <Suspense key={request.id} fallback={<RequestRow request={request} outlook="comparing" />}>
                <ComparedRow request={request} compared={compared} context={context} />
              </Suspense>
            ))}
          </Fold>
        )}
      </Panel>
    </section>
  );
}

async function ComparedRow({
  request,
  compared,
  context: { actor, now },
}: {
  request: RequestView;
  compared: Promise<Outlooks>;
  context: Context;
}) {
  const outlooks = await compared;
  const summary = outlooks?.get(request.id);
  return <RequestRow request={request} outlook={outlooks && outlookOf(request, summary, actor.zone, now)} />;
}

type Outlook = { words: string; isClosed: boolean };

function outlookOf(
  { state, neededByAt }: RequestView,
  summary: MatchesSummary | undefined,
  zone: string,
  now: EpochMs,
): Outlook {
  if (state === "expired" || !summary) return { words: "Its day has passed.", isClosed: true };
  const { people, atLeast, only, earliest } = summary;
  if (people === 0)
    return { words: `No common time before ${formatDay(neededByAt - 1, zone)}`, isClosed: true };
  const who = only ? `Only ${only} could help` : `${people}${atLeast ? "+" : ""} people could help`;
  if (earliest === null)
    return {
      words: `${who}, ${only ? "their calendar is" : "their calendars are"} unknown`,
      isClosed: false,
    };
  return { words: `${who}, earliest ${formatSoon(earliest, zone, now)}`, isClosed: false };
}

function RequestRow({
  request: { id, title, sessionId },
  outlook,
}: {
  request: RequestView;
  /** Null: the calendars could not be compared. */
  outlook: Outlook | null | "comparing";
}) {
  const isClosed = outlook !== "comparing" && outlook?.isClosed === true;
  return (
    <Row>
      <SeatMark
        seats={[{ filled: true }, { filled: false }]}
        className={isClosed ? "text-warn" : "text-ink-2"}
      />
      <div className="min-w-0 flex-1">
        <RowLink href={`/requests/${id}`}>{title}</RowLink>
        <p className={isClosed ? "text-meta text-warn" : "text-meta text-ink-3"}>
          {outlook === "comparing"
            ? "Comparing calendars"
            : (outlook?.words ?? "Calendars could not be compared; open it to see its times.")}
        </p>
        {sessionId && <Badge tone="warn">A seat is free</Badge>}
      </div>
      {isClosed && (
        <span aria-hidden className="shrink-0 text-meta text-ink-2">
          See why
        </span>
      )}
    </Row>
  );
}
