import { buttonClasses } from "@/components/ui/button";
import { Message } from "@/components/ui/message";
import type { ConnectionView } from "@/lib/calendar/schema";

/** One sentence while the calendar cannot be seen. */
export function CalendarBanner({ state, back }: { state: ConnectionView["state"]; back: string }) {
  if (state === "connected") return null;
  const isNew = state === "never";
  return (
    <Message
      tone={isNew ? "info" : "warn"}
      title={isNew ? "Your calendar is not connected." : "Google no longer lets us read your calendar."}
      action={
        // A page of Google's follows: no prefetching, and no navigation inside the app.
        <a
          href={`/api/calendar/connect?back=${encodeURIComponent(back)}`}
          className={buttonClasses({ size: "sm", tone: "primary" })}
        >
          {isNew ? "Connect" : "Reconnect"}
        </a>
      }
    >
      {isNew
        ? "Until it is, colleagues may see you as unknown, and your sessions are not written into it."
        : "Until you reconnect, you are shown as unknown and come last in matches. Booked sessions stay."}
    </Message>
  );
}
