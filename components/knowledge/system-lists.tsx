import Link from "next/link";
import { OutOfDate } from "@/components/notes/out-of-date-line";
import { DisciplineMark } from "@/components/people/discipline-mark";
import { firstName } from "@/components/people/first-name";
import { PersonSeats } from "@/components/people/person-chip";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel, Row, Rows, SectionHeading } from "@/components/ui/panel";
import { RowLink } from "@/components/ui/row-link";
import { SeatMark } from "@/components/ui/seat-mark";
import type { SystemView } from "@/lib/knowledge/schema";
import { formatDate, formatDay } from "@/lib/time/format";

type Props = { system: SystemView; zone: string };

/** What sessions on the system left behind, newest first. */
export function SystemNotes({ system: { notes, notesTotal, slug }, zone }: Props) {
  return (
    <section className="min-w-0">
      <SectionHeading aside={notesTotal > 0 && `${notesTotal}, newest first`}>Notes</SectionHeading>
      <Panel>
        {notes.length === 0 && (
          <EmptyState title="No notes yet">The first session on it leaves one behind.</EmptyState>
        )}
        <Rows>
          {notes.map(({ id, title, at, people, learned, outOfDate }) => (
            <Row key={id} className="max-sm:flex-wrap max-sm:gap-y-0.5">
              <time
                dateTime={new Date(at).toISOString()}
                className="w-24 shrink-0 text-meta text-ink-3 max-sm:order-last max-sm:w-full"
              >
                {formatDate(at, zone)}
              </time>
              <div className="min-w-0 flex-1">
                <RowLink href={`/sessions/${id}`}>{title}</RowLink>
                <p className="truncate text-meta text-ink-3">
                  {people.map(({ name }) => firstName(name)).join(" and ")}
                  {learned && ` · ${firstName(learned.name ?? "Somebody")} learned: ${learned.text}`}
                </p>
                {outOfDate !== null && <OutOfDate reason={outOfDate} />}
              </div>
              <span className="max-sm:hidden">
                <PersonSeats people={people} />
              </span>
            </Row>
          ))}
        </Rows>
      </Panel>
      {notesTotal > notes.length && (
        <p className="mt-2.5">
          <Link href={`/notes?system=${slug}`} className="link">
            All {notesTotal} notes
          </Link>
        </p>
      )}
    </section>
  );
}

/** Open requests on the system, the soonest needed first. */
export function SystemRequests({ system: { requests, slug } }: Pick<Props, "system">) {
  return (
    <section className="min-w-0">
      <SectionHeading aside={requests.length > 0 && requests.length}>Open requests</SectionHeading>
      <Panel>
        {requests.length === 0 && (
          <EmptyState
            title="Nobody is asking"
            action={<ButtonLink href={`/requests/new?system=${slug}`}>Post a request</ButtonLink>}
          >
            Want to understand it? Ask somebody to sit down with you.
          </EmptyState>
        )}
        <Rows>
          {requests.map(({ id, title, lengthMin, neededByAt, zone, teamName, discipline }) => (
            <Row key={id}>
              <SeatMark seats={[{ filled: true }, { filled: false }]} className="text-ink-2" />
              <div className="min-w-0">
                <RowLink href={`/requests/${id}`}>{title}</RowLink>
                <p className="flex flex-wrap items-center gap-x-1.5 text-meta text-ink-3">
                  {discipline && <DisciplineMark discipline={discipline} />}
                  <span>
                    {teamName && `${teamName} · `}by {/* The last moment of the needed-by day. */}
                    <time dateTime={new Date(neededByAt).toISOString()}>
                      {formatDay(neededByAt - 1, zone)}
                    </time>{" "}
                    · {lengthMin} min
                  </span>
                </p>
              </div>
            </Row>
          ))}
        </Rows>
      </Panel>
    </section>
  );
}
