import { TriangleAlert } from "lucide-react";
import { PersonSeats } from "@/components/people/person-chip";
import { CONFLICT_SHORT } from "@/components/sessions/conflict-words";
import { Fold } from "@/components/ui/fold";
import { Panel, Row, SectionHeading } from "@/components/ui/panel";
import { RowLink } from "@/components/ui/row-link";
import type { SessionSummary } from "@/lib/sessions/schema";
import { formatDay, formatDayTime, formatTime } from "@/lib/time/format";
import { DAY_MS, type EpochMs, MINUTE_MS } from "@/lib/time/instant";
import { dateIn, startOfIsoWeek } from "@/lib/time/zone";

const MOST_SHOWN = 4;

type Props = { sessions: readonly SessionSummary[]; zone: string; now: EpochMs };

/** The actor's sessions after the next one. */
export function Later({ sessions, zone, now }: Props) {
  const last = sessions.at(-1);
  if (!last) return null;
  const week = (instant: EpochMs) => startOfIsoWeek(dateIn(instant, zone));
  return (
    <section>
      <SectionHeading>{week(last.start) === week(now) ? "Later this week" : "After that"}</SectionHeading>
      <Panel>
        <Fold shown={MOST_SHOWN}>
          {sessions.map((session) => (
            <LaterRow key={session.id} session={session} zone={zone} now={now} />
          ))}
        </Fold>
      </Panel>
    </section>
  );
}

function LaterRow({
  session: { id, title, start, end, others, state, conflict, role },
  zone,
  now,
}: {
  session: SessionSummary;
  zone: string;
  now: EpochMs;
}) {
  const paired = others.filter(({ role }) => role !== "observer");
  const who = state === "needs_partner" ? "A seat is free" : paired.map(({ name }) => name).join(", ");
  return (
    <Row>
      <time dateTime={new Date(start).toISOString()} className="w-20 shrink-0">
        {start - now < 6 * DAY_MS ? (
          formatDayTime(start, zone)
        ) : (
          <>
            {formatDay(start, zone)} <span className="text-ink-3">{formatTime(start, zone)}</span>
          </>
        )}
      </time>
      <div className="min-w-0 flex-1">
        <RowLink href={`/sessions/${id}`}>{title}</RowLink>
        <p className="text-meta text-ink-3">
          {who}, {Math.round((end - start) / MINUTE_MS)} min
          {role === "observer" && ", watching"}
        </p>
        {conflict && (
          <p className="flex items-start gap-1.5 text-meta text-warn">
            <TriangleAlert aria-hidden strokeWidth={1.75} className="mt-0.5 size-4 shrink-0" />
            {CONFLICT_SHORT[conflict]}
          </p>
        )}
      </div>
      <PersonSeats people={paired.map(({ name, discipline }) => ({ name, discipline: discipline ?? "" }))} />
    </Row>
  );
}
