import { BookOpen } from "lucide-react";
import Link from "next/link";
import { disciplineTone, TeamName } from "@/components/people/discipline-mark";
import { initialsOf, PersonSeat } from "@/components/people/person-chip";
import { JoinVideo } from "@/components/sessions/join-video";
import { Reschedule } from "@/components/sessions/reschedule";
import { dayWord, firstName, nameOf, sitting } from "@/components/sessions/session-words";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { SeatMark } from "@/components/ui/seat-mark";
import type { SeatView, SessionView } from "@/lib/sessions/schema";
import { formatDay, formatTimeRange, formatUntil, zoneCity } from "@/lib/time/format";
import { HOUR_MS } from "@/lib/time/instant";
import { reschedule } from "../sessions/[id]/actions";

type Props = { session: SessionView; zone: string; now: number };

/** When the join link is worth more than anything else on the card. */
const JOIN_BEFORE_MS = HOUR_MS / 2;

/** The session that comes next, on one card: two seats at a desk, when, with whom, on what. */
export function NextSession({ session, zone, now }: Props) {
  const { request, start, end, id, may, state } = session;
  const seats = sitting(session).filter(({ role }) => role !== "observer");
  const others = seats.filter((seat) => seat.id !== session.mine?.id);
  const soon = start - now < JOIN_BEFORE_MS;
  return (
    <Panel className="p-6 max-sm:p-4">
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-4 sm:grid-cols-[auto_minmax(0,1fr)_auto] max-sm:gap-x-4">
        <SeatMark
          size={126}
          deskClass={state === "needs_partner" ? "text-ink" : "text-accent"}
          className="max-sm:w-22"
          seats={markSeats(seats)}
        />
        <div className="min-w-0">
          <p className="text-next">
            {/* The colon of the day and the hours may break apart, the hours never. */}
            {dayWord(session, now, zone) || formatDay(start, zone)}{" "}
            <time dateTime={new Date(start).toISOString()}>{formatTimeRange(start, end, zone)}</time>
          </p>
          <p className="mt-0.5 text-meta text-ink-3">
            {[...theirTimes(session, others, zone), start <= now ? "now" : formatUntil(start, now)].join(
              " · ",
            )}
          </p>
          <h3 className="mt-2.5 text-[1rem] leading-6 font-semibold wrap-anywhere">{request.title}</h3>
          <With others={others} needsPartner={state === "needs_partner"} />
        </div>
        <div className="flex gap-2 max-sm:col-span-2 max-sm:*:flex-1 sm:flex-col">
          {soon && <JoinVideo event={session.event} />}
          <ButtonLink size="lg" tone={soon ? "secondary" : "primary"} href={`/sessions/${id}`}>
            Open session
          </ButtonLink>
          {may.reschedule && <Reschedule id={id} action={reschedule} />}
        </div>
      </div>
      <Below session={session} others={others} />
    </Panel>
  );
}

const markSeats = (seats: readonly SeatView[]) => {
  const taken = seats.map((seat) => ({
    filled: true,
    tone: disciplineTone(seat.team?.discipline ?? ""),
    initials: initialsOf(nameOf(seat)),
  }));
  return taken.length < 2 ? [...taken, { filled: false }] : taken;
};

/** `08:00–08:50 for Bo in New York`, for everybody whose clock shows something else. */
function theirTimes({ start, end }: SessionView, others: readonly SeatView[], zone: string): string[] {
  const mine = `${formatDay(start, zone)} ${formatTimeRange(start, end, zone)}`;
  return others.flatMap(({ person }) => {
    if (!person) return [];
    const day = formatDay(start, person.zone);
    const range = formatTimeRange(start, end, person.zone);
    if (`${day} ${range}` === mine) return [];
    const date = day === formatDay(start, zone) ? "" : `${day} `;
    return [`${date}${range} for ${firstName(person.name)} in ${zoneCity(person.zone)}`];
  });
}

function With({ others, needsPartner }: { others: readonly SeatView[]; needsPartner: boolean }) {
  return (
    <p className="mt-1.5 flex flex-wrap items-center gap-x-2.5 gap-y-1.5 text-meta">
      {needsPartner ? (
        <Badge tone="warn">Needs a partner</Badge>
      ) : (
        <>
          <span className="text-ink-2">with</span>
          {others.map((seat) => (
            <span key={seat.id} className="inline-flex flex-wrap items-center gap-x-2.5 gap-y-1">
              <span className="inline-flex items-center gap-2">
                <PersonSeat person={{ name: nameOf(seat), discipline: seat.team?.discipline ?? "other" }} />
                {seat.person ? (
                  <Link href={`/people/${seat.person.id}`} className="font-medium hover:underline">
                    {nameOf(seat)}
                  </Link>
                ) : (
                  <span className="font-medium">{nameOf(seat)}</span>
                )}
              </span>
              {seat.team && (
                <TeamName discipline={seat.team.discipline} name={seat.team.name} className="text-ink-2" />
              )}
            </span>
          ))}
        </>
      )}
    </p>
  );
}

/** What the others hope to learn, and where to read before. */
function Below({ session, others }: { session: SessionView; others: readonly SeatView[] }) {
  const hopes = others.filter(({ hopesToLearn }) => hopesToLearn !== "");
  const systems = session.request.systems.slice(0, 2);
  if (hopes.length === 0 && systems.length === 0) return null;
  return (
    <div className="mt-5 flex flex-wrap items-center gap-x-6 gap-y-2 border-t border-line pt-4 text-meta text-ink-2">
      {hopes.map((seat) => (
        <p key={seat.id} className="min-w-0 wrap-anywhere">
          <span className="font-medium text-ink">{firstName(nameOf(seat))} hopes to learn</span>{" "}
          {seat.hopesToLearn}
        </p>
      ))}
      {systems.map(({ slug, name }) => (
        <p key={slug} className="inline-flex items-center gap-2">
          <BookOpen aria-hidden strokeWidth={1.75} className="size-4 text-ink-3" />
          <Link href={`/notes?system=${slug}`} className="link">
            Past notes on {name}
          </Link>
        </p>
      ))}
    </div>
  );
}
