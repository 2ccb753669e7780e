import { Video } from "lucide-react";
import { buttonClasses } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import type { SessionView } from "@/lib/sessions/schema";
import { RefreshWhile } from "./refresh-while";

/** The Meet link; while Google makes it, a line that turns into the link by itself. */
export function JoinVideo({ event }: Pick<SessionView, "event">) {
  if (event.meetUrl)
    return (
      <a
        href={event.meetUrl}
        target="_blank"
        rel="noopener noreferrer"
        className={buttonClasses({ tone: "primary", size: "lg" })}
      >
        <Video aria-hidden strokeWidth={1.75} className="size-4" />
        Join video
      </a>
    );
  if (event.meetPending)
    return (
      <span role="status" className="inline-flex min-h-9.5 items-center gap-2 px-2 text-meta text-ink-2">
        <Spinner />
        Making the video link
        <RefreshWhile />
      </span>
    );
  return event.state === "made" && event.failure ? (
    <span className="px-2 text-meta text-ink-2">{event.failure}</span>
  ) : null;
}
