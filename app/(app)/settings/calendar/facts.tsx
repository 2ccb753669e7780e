import { Check, CircleAlert, X } from "lucide-react";
import type { ReactNode } from "react";
import { ReadNow } from "@/components/people/read-now";
import { RefreshWhile } from "@/components/sessions/refresh-while";
import { type ConnectionView, SCOPE_WORDS, UNKNOWN_WORDS, WITHOUT_SCOPE_WORDS } from "@/lib/calendar/schema";
import { formatAge, formatDay, formatTime } from "@/lib/time/format";
import { readNow } from "../actions";

type Props = { connection: ConnectionView; zone: string; now: number };

const icon = { "aria-hidden": true, strokeWidth: 1.75 } as const;
const POLL_WORDS = "We look every 10 minutes";

/** What we know of the calendar and since when, how we learn of changes, and what we may do. */
export function Facts({ connection, zone, now }: Props) {
  const { state } = connection;
  return (
    <dl className="divide-y divide-line">
      <Fact name="Busy times">
        <BusyTimes connection={connection} zone={zone} now={now} />
      </Fact>
      {state === "connected" && (
        <>
          <Fact name="Changes">
            <Changes {...connection} />
          </Fact>
          <Fact name="Permissions">
            <Permissions {...connection} />
          </Fact>
        </>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 gap-y-1 px-4 py-3 sm:grid-cols-[7.5rem_minmax(0,1fr)]">
      <dt className="text-meta text-ink-3 sm:leading-[1.375rem]">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}

function BusyTimes({ connection, zone, now }: Props) {
  const { state, missing, readAt, triedAt, failure } = connection;
  const isRead = state === "connected" && !missing.some((scope) => scope.endsWith("calendar.freebusy"));
  if (state === "reconnect")
    return readAt === null ? "Never read." : <>Last read {moment(readAt, zone, now)}.</>;
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-2.5">
      <div className="min-w-0 flex-1 basis-48">
        {failure !== null && isRead ? (
          <Failed connection={connection} zone={zone} now={now} />
        ) : readAt === null || failure !== null ? (
          <Unread isRead={isRead} isTried={triedAt !== null} />
        ) : (
          <>
            <p>Read {moment(readAt, zone, now)}</p>
            <p className="text-meta text-ink-3">
              {isRead
                ? "The coming five weeks. Only free or busy: never titles, places or guests."
                : "Through a colleague’s permission: your company shares who is free or busy, and nothing else."}
            </p>
          </>
        )}
      </div>
      {isRead && <ReadNow read={readNow} />}
    </div>
  );
}

function Failed({ connection: { readAt, triedAt, failure, isKnown }, zone, now }: Props) {
  const meaning = isKnown
    ? "Colleagues still see what was read then."
    : "Until it can be read, colleagues see you as unknown, and you come last in matches.";
  return (
    <>
      <p className="flex gap-2 text-warn">
        <CircleAlert {...icon} className="mt-0.75 size-4 shrink-0" />
        <span>
          The last try failed: {UNKNOWN_WORDS[failure ?? "no_answer"]}
          {triedAt !== null && <>, {formatAge(triedAt, now)}</>}.
        </span>
      </p>
      <p className="text-meta text-ink-2">
        {readAt === null ? "It was never read." : <>Last read {moment(readAt, zone, now)}.</>} {meaning}
      </p>
    </>
  );
}

function Unread({ isRead, isTried }: { isRead: boolean; isTried: boolean }) {
  if (isRead)
    return (
      <>
        <p>Being read for the first time.</p>
        <RefreshWhile />
      </>
    );
  return (
    <>
      <p>Unknown</p>
      <p className="text-meta text-ink-3">
        {isTried
          ? "Your company does not share who is free or busy, so colleagues see you as unknown."
          : "Nobody here may read them, so colleagues see you as unknown."}
      </p>
    </>
  );
}

function Changes({ counted, watched }: ConnectionView) {
  if (watched === 0) return <p>{POLL_WORDS}.</p>;
  const where = watched === counted ? "" : ` in ${watched} of the ${counted} calendars that count`;
  return (
    <>
      <p>Google tells us of changes{where}.</p>
      <p className="text-meta text-ink-3">{POLL_WORDS} too, because what it tells may get lost.</p>
    </>
  );
}

function Permissions({ missing }: ConnectionView) {
  return (
    <ul className="grid gap-1.5">
      {Object.entries(SCOPE_WORDS).map(([scope, words]) => {
        const isMissing = missing.includes(scope);
        const Icon = isMissing ? X : Check;
        return (
          <li key={scope} className="flex gap-2">
            <Icon
              {...icon}
              className={`mt-0.75 size-4 shrink-0 ${isMissing ? "text-warn" : "text-accent-ink"}`}
            />
            <span>
              {isMissing ? "Not allowed: " : "Deskside can "}
              {words}.
              {isMissing && <span className="block text-meta text-ink-2">{WITHOUT_SCOPE_WORDS[scope]}</span>}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** "3 min ago", and the exact time on pointing; of what is older than a day the day and time as well. */
function moment(at: number, zone: string, now: number): ReactNode {
  const exact = `${formatDay(at, zone)}, ${formatTime(at, zone)}`;
  const isOld = now - at > 60 * 60_000;
  return (
    <time dateTime={new Date(at).toISOString()} title={exact}>
      {isOld ? `${exact} (${formatAge(at, now)})` : formatAge(at, now)}
    </time>
  );
}
