import { buttonClasses } from "@/components/ui/button";
import { Message } from "@/components/ui/message";
import type { ConnectionView } from "@/lib/calendar/schema";

/** While Deskside cannot read and write the actor's calendar. */
export function CalendarBanner({ state }: Pick<ConnectionView, "state">) {
  if (state === "connected") return null;
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
