import { CalendarCheck, CircleAlert, CircleDashed } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { buttonClasses } from "@/components/ui/button";
import { ConfirmAction } from "@/components/ui/confirm-action";
import { Message } from "@/components/ui/message";
import { type ConnectionView, SCOPE_WORDS } from "@/lib/calendar/schema";
import { formatAge, formatDay, formatTime } from "@/lib/time/format";
import { disconnect } from "../actions";

const CONNECT = "/api/calendar/connect?back=/settings/calendar";
const icon = { "aria-hidden": true, strokeWidth: 1.75 } as const;

export function ConnectionBadge({ state }: Pick<ConnectionView, "state">) {
  if (state === "connected")
    return (
      <Badge className="-my-1" tone="accent" icon={<CalendarCheck {...icon} />}>
        Connected
      </Badge>
    );
  if (state === "reconnect")
    return (
      <Badge className="-my-1" tone="warn" icon={<CircleAlert {...icon} />}>
        Reconnect
      </Badge>
    );
  return (
    <Badge className="-my-1" icon={<CircleDashed {...icon} />}>
      Not connected
    </Badge>
  );
}

/** Where the connection stands and what it means; the way on. */
export function Connection({ connection, zone }: { connection: ConnectionView; zone: string }) {
  const { state, failedAt, missing } = connection;
  if (state === "never")
    return (
      <Message
        flush
        className="border-b-0"
        title="Your calendar is not connected."
        action={<ConnectLink primary>Connect</ConnectLink>}
      >
        Until it is, colleagues may see you as unknown and be asked to check with you, and sessions reach you
        by invitation only.
      </Message>
    );
  if (state === "reconnect")
    return (
      <Message
        flush
        tone="warn"
        title="Google no longer lets us read your calendar."
        action={<ConnectLink primary>Reconnect</ConnectLink>}
      >
        {failedAt !== null && `Since ${formatDay(failedAt, zone)}, ${formatTime(failedAt, zone)}. `}
        Until you reconnect, others see you as “unknown, ask them”, and you come last in matches. Your booked
        sessions stay.
      </Message>
    );
  if (missing.length > 0)
    return (
      <Message
        flush
        tone="warn"
        title={`Deskside may not ${missing.map((scope) => SCOPE_WORDS[scope] ?? scope).join("; nor ")}.`}
        action={<ConnectLink>Allow it</ConnectLink>}
      >
        It was left out when you connected. Everything else works.
      </Message>
    );
  return null;
}

/** How old what we know is, and the way out. */
export function ConnectionFoot({
  connection: { state, email, readAt },
  zone,
  now,
}: {
  connection: ConnectionView;
  zone: string;
  now: number;
}) {
  if (state === "never") return null;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line bg-sunken px-4 py-3">
      <p className="text-meta text-ink-3">
        {email}
        {readAt !== null && (
          <>
            {" · "}
            <time
              dateTime={new Date(readAt).toISOString()}
              title={`${formatDay(readAt, zone)}, ${formatTime(readAt, zone)}`}
            >
              last read {formatAge(readAt, now)}
            </time>
          </>
        )}
      </p>
      <ConfirmAction
        trigger="Disconnect"
        tone="danger"
        size="sm"
        danger
        title="Disconnect your calendar?"
        confirm="Disconnect"
        dismiss="Stay connected"
        action={disconnect}
      >
        <p className="text-ink-2">
          Deskside forgets your busy times and gives its permission back to Google. Events already in your
          calendar stay there; changes to your sessions no longer reach it.
        </p>
      </ConfirmAction>
    </div>
  );
}

function ConnectLink({ primary = false, children }: { primary?: boolean; children: string }) {
  return (
    <a href={CONNECT} className={buttonClasses({ size: "sm", tone: primary ? "primary" : "secondary" })}>
      {children}
    </a>
  );
}
