import { CalendarCheck, CircleAlert, CircleDashed } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { buttonClasses } from "@/components/ui/button";
import { ConfirmAction } from "@/components/ui/confirm-action";
import { Message } from "@/components/ui/message";
import { type ConnectionView, SCOPE_WORDS } from "@/lib/calendar/schema";
import { formatDay, formatTime } from "@/lib/time/format";
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
  const { state, failedAt, missing, isKnown } = connection;
  if (state === "never")
    return (
      <Message
        flush
        title="Your calendar is not connected."
        action={<ConnectLink primary>Connect</ConnectLink>}
      >
        {isKnown
          ? "Colleagues see when you are busy, because your company shares it. Sessions reach you by invitation only."
          : "Until it is, colleagues see you as unknown and are asked to check with you, and sessions reach you by invitation only."}
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
        action={<ConnectLink>{missing.length > 1 ? "Allow them" : "Allow it"}</ConnectLink>}
      >
        Google asks you for what is missing, and for nothing else. What works without it is said below.
      </Message>
    );
  return null;
}

/** Whose account it is, and the way out. */
export function ConnectionFoot({ state, email }: Pick<ConnectionView, "state" | "email">) {
  if (state === "never") return null;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line bg-sunken px-4 py-3">
      <p className="text-meta wrap-anywhere text-ink-3">{email}</p>
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
