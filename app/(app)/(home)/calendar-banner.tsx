import { buttonClasses } from "@/components/ui/button";
import { Message } from "@/components/ui/message";
import { type ConnectionView, SCOPE_WORDS, WITHOUT_SCOPE_WORDS } from "@/lib/calendar/schema";

/** While Deskside cannot read and write the actor's calendar. */
export function CalendarBanner({ state, missing }: Pick<ConnectionView, "state" | "missing">) {
  if (state === "connected") return <MissingPermission missing={missing} />;
  const ended = state === "reconnect";
  return (
    <Message
      tone={ended ? "warn" : "info"}
      className="mb-6"
      title={ended ? "Deskside can no longer read your calendar." : "Your Google calendar is not connected."}
      action={
        // Not a `Link`: it leaves for Google, and must not be fetched ahead.
        <a href="/api/calendar/connect?back=/" className={buttonClasses({ size: "sm" })}>
          {ended ? "Connect it again" : "Connect it"}
        </a>
      }
    >
      {ended
        ? "Until it is connected again, colleagues see your time as unknown, and sessions do not reach your calendar."
        : "Connect it, and sessions are booked into it, only at times when you are free."}
    </Message>
  );
}

/** Which calendars count is a choice; the other permissions are what Deskside lives on. */
function MissingPermission({ missing }: Pick<ConnectionView, "missing">) {
  const [scope] = missing.filter((one) => !one.endsWith("calendarlist.readonly"));
  if (!scope) return null;
  return (
    <Message
      tone="warn"
      className="mb-6"
      title={`Deskside may not ${SCOPE_WORDS[scope]}.`}
      action={
        <a href="/api/calendar/connect?back=/" className={buttonClasses({ size: "sm" })}>
          Allow it
        </a>
      }
    >
      {WITHOUT_SCOPE_WORDS[scope]}
    </Message>
  );
}
