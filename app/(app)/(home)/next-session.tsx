import { BookOpen, MapPin, Video } from "lucide-react";
import Link from "next/link";
import { type ReactNode, Suspense } from "react";
import { reschedule } from "@/app/(app)/sessions/[id]/actions";
import { disciplineTone } from "@/components/people/discipline-mark";
import { firstName } from "@/components/people/first-name";
import { initialsOf, PersonChip } from "@/components/people/person-chip";
import { CONFLICT_SHORT } from "@/components/sessions/conflict-words";
import { Reschedule } from "@/components/sessions/reschedule";
import { Badge } from "@/components/ui/badge";
import { ButtonLink, buttonClasses } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel, SectionHeading } from "@/components/ui/panel";
import { SeatMark } from "@/components/ui/seat-mark";
import type { Context } from "@/lib/context";
import { listNotesOn } from "@/lib/notes/list-notes-on";
import { getRequest } from "@/lib/requests/get-request";
import type { SessionSummary } from "@/lib/sessions/schema";
import { formatTime, formatTimeRange, formatUntil, zoneCity } from "@/lib/time/format";
import { MINUTE_MS } from "@/lib/time/instant";
import { dayName } from "./day-name";

/** From here on the door stands open: joining comes first. */
const JOIN_BEFORE_MS = 15 * MINUTE_MS;

type Props = { context: Context; session: SessionSummary | undefined; discipline: string };

export function NextSession({ context, session, discipline }: Props) {
  return (
    <section>
      <SectionHeading>Next session</SectionHeading>
      <Panel>{session ? <Card {...{ context, session, discipline }} /> : <NoSession />}</Panel>
    </section>
  );
}

const NoSession = () => (
  <EmptyState
    mark={<SeatMark seats={[{ filled: true }, { filled: false }]} />}
    title="No session is booked."
    action={
      <ButtonLink href="/board" size="sm">
        Look at the board
      </ButtonLink>
    }
  >
    Offer to pair on what others ask, or ask for a partner yourself.
  </EmptyState>
);

function Card({ context, session, discipline }: Props & { session: SessionSummary }) {
  const { actor, now } = context;
  const { id, title, start, end, others } = session;
  const isOn = start <= now;
  const paired = others.filter((other) => other.role !== "observer");
  return (
    <article className="p-4 sm:p-6">
      <div className="flex flex-wrap gap-x-8 gap-y-5">
        <Desk session={session} me={{ name: actor.name, discipline }} />
        <div className="min-w-0 flex-1 basis-64 max-sm:basis-40">
          <p className="text-next">
            {isOn ? "Now, until " : `${dayName(start, now, actor.zone)} `}
            <time dateTime={new Date(start).toISOString()}>
              {isOn ? formatTime(end, actor.zone) : formatTimeRange(start, end, actor.zone)}
            </time>
          </p>
          <p className="text-meta text-ink-3">{whenElse(session, actor.zone, now)}</p>
          <h3 className="mt-3 text-section wrap-anywhere">{title}</h3>
          <ul className="mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-1.5 text-ink-2">
            {paired.map((other) => (
              <li key={other.id} className="flex flex-wrap items-center gap-x-2">
                <span className="max-sm:sr-only">with</span>
                <PersonChip
                  person={{
                    name: other.name,
                    discipline: other.discipline ?? "",
                    team: other.teamName ?? undefined,
                  }}
                  href={`/people/${other.id}`}
                />
              </li>
            ))}
          </ul>
          <Standing {...session} />
        </div>
        <Actions session={session} now={now} />
      </div>
      <Below>
        {paired
          .filter(({ hopesToLearn }) => hopesToLearn !== "")
          .map((other) => (
            <p key={other.id} className="min-w-0 wrap-anywhere">
              <span className="font-medium text-ink">{firstName(other.name)} hopes to learn</span>{" "}
              {other.hopesToLearn}
            </p>
          ))}
        {(session.place === "my_desk" || session.place === "your_desk") && (
          <p className="flex items-center gap-2">
            <MapPin aria-hidden strokeWidth={1.75} className="size-4 text-ink-3" />
            {deskWords(session)}
          </p>
        )}
        <Suspense>
          <PastNotes context={context} sessionId={id} requestId={session.requestId} />
        </Suspense>
      </Below>
    </article>
  );
}

/** A line between, only if there is something below it. */
const Below = ({ children }: { children: ReactNode }) => (
  <div className="mt-5 flex flex-wrap items-center gap-x-7 gap-y-2 border-t border-line pt-4 text-meta text-ink-2 empty:hidden">
    {children}
  </div>
);

function Desk({
  session: { others, role, state },
  me,
}: {
  session: SessionSummary;
  me: { name: string; discipline: string };
}) {
  const paired = others.filter((other) => other.role !== "observer");
  const seated = (role === "observer" ? paired : [me, ...paired]).map(({ name, discipline }) => ({
    filled: true,
    tone: disciplineTone(discipline ?? ""),
    initials: initialsOf(name),
  }));
  const isOpen = state === "needs_partner" || seated.length < 2;
  return (
    <SeatMark
      size={126}
      className="mt-1 self-start max-sm:h-auto max-sm:w-22"
      deskClass={isOpen ? "text-ink" : "text-accent"}
      seats={isOpen ? [...seated, { filled: false }] : seated}
    />
  );
}

/** `08:00–08:50 for Bo in New York · in 27 hours`; only zones that show another time. */
function whenElse({ start, end, others }: SessionSummary, zone: string, now: number): string {
  const here = formatTimeRange(start, end, zone);
  const elsewhere = others.flatMap((other) => {
    const there = formatTimeRange(start, end, other.zone);
    return there === here ? [] : [`${there} for ${firstName(other.name)} in ${zoneCity(other.zone)}`];
  });
  const begins = start <= now ? `began at ${formatTime(start, zone)}` : formatUntil(start, now);
  return [...elsewhere, begins].join(" · ");
}

function deskWords({ place, role, others }: SessionSummary): string {
  const host = place === "my_desk" ? "requester" : "partner";
  if (role === host) return "At your desk";
  const other = others.find((one) => one.role === host);
  return other ? `At ${firstName(other.name)}’s desk` : "At a desk";
}

/** What is not as one expects of a session that is ahead. */
function Standing({
  role,
  state,
  conflict,
  answer,
}: Pick<SessionSummary, "role" | "state" | "conflict" | "answer">) {
  const badge =
    state === "needs_partner" ? (
      <Badge tone="warn">A seat is free</Badge>
    ) : conflict ? (
      <Badge tone="warn" className="whitespace-normal!">
        {CONFLICT_SHORT[conflict]}
      </Badge>
    ) : role === "observer" ? (
      <Badge>You are watching</Badge>
    ) : role === "partner" && answer === "waiting" ? (
      <Badge tone="accent">Waiting for your answer</Badge>
    ) : null;
  return badge && <p className="mt-2.5">{badge}</p>;
}

function Actions({ session, now }: { session: SessionSummary; now: number }) {
  const { id, meetUrl, role, start } = session;
  const joins = meetUrl !== null && start - now <= JOIN_BEFORE_MS;
  return (
    <div className="flex flex-col gap-2 max-sm:w-full max-sm:flex-row max-sm:[&>*]:flex-1">
      {joins && (
        <a
          href={meetUrl}
          target="_blank"
          rel="noopener noreferrer"
          className={buttonClasses({ tone: "primary", size: "lg" })}
        >
          <Video aria-hidden strokeWidth={1.75} className="size-4" />
          Join video
        </a>
      )}
      <ButtonLink href={`/sessions/${id}`} size="lg" tone={joins ? "secondary" : "primary"}>
        Open session
      </ButtonLink>
      {role !== "observer" && start > now && <Reschedule id={id} action={reschedule} />}
    </div>
  );
}

async function PastNotes({
  context,
  sessionId,
  requestId,
}: {
  context: Context;
  sessionId: string;
  requestId: string;
}) {
  const { systems } = await getRequest(context, { id: requestId });
  const systemIds = systems.map(({ id }) => id);
  const { total } = await listNotesOn(context, { systemIds, exceptId: sessionId, limit: 1 });
  const [system] = systems;
  if (!system || total === 0) return null;
  return (
    <p className="flex items-center gap-2">
      <BookOpen aria-hidden strokeWidth={1.75} className="size-4 shrink-0 text-ink-3" />
      <Link href={`/notes?${new URLSearchParams({ system: system.slug })}`} className="link">
        {total === 1 ? "One past note" : `${total} past notes`} on{" "}
        {systems.length === 1 ? system.name : "these systems"}
      </Link>
    </p>
  );
}
