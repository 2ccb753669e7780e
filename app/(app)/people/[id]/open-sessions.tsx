import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Fold } from "@/components/ui/fold";
import { Panel, Row } from "@/components/ui/panel";
import { RowLink } from "@/components/ui/row-link";
import { SeatMark } from "@/components/ui/seat-mark";
import { formatDate, formatDay, formatTime } from "@/lib/time/format";
import type { EpochMs } from "@/lib/time/instant";

type OpenSession = {
  readonly id: string;
  readonly title: string;
  readonly startAt: EpochMs;
  readonly endAt: EpochMs;
  readonly state: string;
  readonly others: readonly string[];
};

const MOST_SHOWN = 8;

/** A person's sessions that are not private, newest first. */
export function OpenSessions({
  sessions,
  firstName,
  isMe,
  zone,
  now,
}: {
  sessions: readonly OpenSession[];
  firstName: string;
  isMe: boolean;
  zone: string;
  now: EpochMs;
}) {
  return (
    <Panel title="Sessions">
      {sessions.length === 0 ? (
        <EmptyState
          mark={<SeatMark seats={[{ filled: true }, { filled: false }]} />}
          title={isMe ? "You have not paired yet." : `${firstName} has not paired yet.`}
        >
          {isMe ? "Post a request, or offer to pair on one of the board." : "The first one could be yours."}
        </EmptyState>
      ) : (
        <Fold shown={MOST_SHOWN}>
          {sessions.map(({ id, title, startAt, endAt, others }) => (
            <Row key={id}>
              <div className="min-w-0 flex-1">
                <RowLink href={`/sessions/${id}`}>{title}</RowLink>
                <p className="text-meta text-ink-3">
                  {others.length > 0 && `with ${others.join(" and ")} · `}
                  <time dateTime={new Date(startAt).toISOString()}>
                    {endAt > now
                      ? `${formatDay(startAt, zone)}, ${formatTime(startAt, zone)}`
                      : formatDate(startAt, zone)}
                  </time>
                </p>
              </div>
              {endAt > now && <Badge tone="accent">{startAt <= now ? "Now" : "Coming"}</Badge>}
            </Row>
          ))}
        </Fold>
      )}
    </Panel>
  );
}
