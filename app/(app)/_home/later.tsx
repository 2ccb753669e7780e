import Link from "next/link";
import { PersonSeats } from "@/components/people/person-chip";
import { Panel, Row, Rows, SectionHeading } from "@/components/ui/panel";
import type { SessionSummary } from "@/lib/sessions/schema";
import { formatTime } from "@/lib/time/format";
import { MINUTE_MS } from "@/lib/time/instant";
import { whenShort } from "./when-short";

type Me = { name: string; discipline: string };

/** Sessions after the next one. */
export function Later({
  sessions,
  me,
  zone,
  now,
}: {
  sessions: readonly SessionSummary[];
  me: Me;
  zone: string;
  now: number;
}) {
  if (sessions.length === 0) return null;
  return (
    <section>
      <SectionHeading>Later</SectionHeading>
      <Panel>
        <Rows>
          {sessions.map(({ id, title, start, end, others, state }) => (
            <Row key={id}>
              <time
                dateTime={new Date(start).toISOString()}
                className="w-22 shrink-0 text-meta whitespace-normal!"
              >
                {whenShort(start, zone, now)} {formatTime(start, zone)}
              </time>
              <div className="min-w-0 flex-1">
                <Link
                  href={`/sessions/${id}`}
                  data-row
                  className="font-medium wrap-anywhere after:absolute after:inset-0"
                >
                  {title}
                </Link>
                <p className="text-meta text-ink-3">
                  {state === "needs_partner" ? "Needs a partner" : others.map(({ name }) => name).join(", ")},{" "}
                  <span className="times">{(end - start) / MINUTE_MS} min</span>
                </p>
              </div>
              <PersonSeats
                people={[
                  me,
                  ...others.map(({ name, discipline }) => ({ name, discipline: discipline ?? "other" })),
                ]}
              />
            </Row>
          ))}
        </Rows>
      </Panel>
    </section>
  );
}
