import { Clock, MapPin } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import { disciplineTone, TeamName } from "@/components/people/discipline-mark";
import { initialsOf, PersonChip } from "@/components/people/person-chip";
import { Chip } from "@/components/ui/chip";
import { PageHeader } from "@/components/ui/page-header";
import { SeatMark } from "@/components/ui/seat-mark";
import type { SeatView, SessionView } from "@/lib/sessions/schema";
import { formatDay, formatTimeRange, zoneCity } from "@/lib/time/format";
import { dayWord, elsewhere, isOver, nameOf, placeWords, sitting } from "./session-words";

/** Who sits at the desk, when in each zone, where, and on what. */
export function SessionHead({
  session,
  zone,
  now,
  watching,
  actions,
}: {
  session: SessionView;
  /** The reader's. */
  zone: string;
  now: number;
  /** A line on who may watch. */
  watching: ReactNode;
  actions: ReactNode;
}) {
  const seats = sitting(session);
  const shown = seats.filter(({ role }) => role !== "observer");
  return (
    <PageHeader
      className="items-center! pt-7"
      mark={<Desk seats={shown} free={session.openSeats.length} state={session.state} />}
      beside={ENDS[session.state]}
      title={session.request.title}
      meta={
        <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
          <When session={session} zone={zone} now={now} />
          <ul className="flex flex-wrap items-center gap-x-4 gap-y-2">
            {shown.map((seat) => (
              <li key={seat.id}>
                <SeatChip
                  seat={seat}
                  isMine={seat.id === session.mine?.id}
                  isAwaited={seat.answer === "waiting" && seat.role === "partner" && isAhead(session)}
                />
              </li>
            ))}
            {session.request.systems.map(({ slug, name }) => (
              <li key={slug}>
                <Chip href={`/systems/${slug}`}>{name}</Chip>
              </li>
            ))}
          </ul>
          {watching}
        </div>
      }
      actions={actions}
    />
  );
}

const ENDS: Partial<Record<SessionView["state"], string>> = {
  held: "Held",
  cancelled: "Cancelled",
  not_held: "Did not happen",
};

function Desk({
  seats,
  free,
  state,
}: {
  seats: readonly SeatView[];
  free: number;
  state: SessionView["state"];
}) {
  const isOpen = state === "needs_partner";
  const taken = seats.map((seat) => ({
    filled: true,
    tone: disciplineTone(seat.team?.discipline ?? ""),
    initials: initialsOf(nameOf(seat)),
  }));
  return (
    <SeatMark
      size={126}
      deskClass={isOver(state) ? "text-line-strong" : isOpen ? "text-ink" : "text-accent"}
      className="max-sm:w-22"
      seats={[
        ...taken,
        ...Array.from({ length: Math.max(free, taken.length < 2 ? 1 : 0) }, () => ({ filled: false })),
      ]}
    />
  );
}

function When({ session, zone, now }: { session: SessionView; zone: string; now: number }) {
  if (isOver(session.state)) return <Was session={session} zone={zone} />;
  const zones = sitting(session).flatMap(({ person }) => (person ? [person.zone] : []));
  const others = elsewhere(session, zone, zones);
  const place = placeWords(session);
  return (
    <p className="text-body text-ink-2">
      {dayWord(session, now, zone)}{" "}
      <time dateTime={new Date(session.start).toISOString()} className="font-semibold text-ink">
        {formatDay(session.start, zone)} {formatTimeRange(session.start, session.end, zone)}
      </time>{" "}
      {zoneCity(zone)}
      {others.map((words) => (
        <Fragment key={words}>
          {" · "}
          <span className="times">{words}</span>
        </Fragment>
      ))}
      {place && (
        <>
          {" · "}
          <span className="inline-flex items-center gap-1">
            <MapPin aria-hidden strokeWidth={1.75} className="size-4 text-ink-3" />
            {place}
          </span>
        </>
      )}
    </p>
  );
}

/** A time that is nobody's any more does not look like one that is ahead. */
function Was({ session: { start, end }, zone }: { session: SessionView; zone: string }) {
  return (
    <p className="text-body text-ink-3">
      <span className="sr-only">It would have been </span>
      <time dateTime={new Date(start).toISOString()}>
        <s>
          {formatDay(start, zone)} {formatTimeRange(start, end, zone)}
        </s>
      </time>{" "}
      {zoneCity(zone)}
    </p>
  );
}

/** Still to come, as far as anybody knows. */
const isAhead = ({ state, hasStarted }: SessionView) => !hasStarted && !isOver(state) && state !== "held";

function SeatChip({
  seat,
  isMine,
  isAwaited,
}: {
  seat: SeatView;
  isMine: boolean;
  /** Was asked, and has said neither yes nor no. */
  isAwaited: boolean;
}) {
  if (!seat.person) return <span className="text-meta text-ink-3">Somebody who left</span>;
  return (
    <span className="inline-flex flex-wrap items-center gap-2 text-body text-ink">
      <PersonChip
        person={{ name: seat.person.name, discipline: seat.team?.discipline ?? "" }}
        href={`/people/${seat.person.id}`}
      />
      {seat.team && !isMine && (
        <TeamName discipline={seat.team.discipline} name={seat.team.name} className="text-meta text-ink-2" />
      )}
      {isAwaited && !isMine && (
        <span className="inline-flex items-center gap-1 text-meta text-ink-3">
          <Clock aria-hidden strokeWidth={1.75} className="size-3.5" />
          has not answered yet
        </span>
      )}
    </span>
  );
}
