import { PersonSeats } from "@/components/people/person-chip";
import { ListLink } from "@/components/ui/list-link";
import { Panel, Rows, SectionHeading } from "@/components/ui/panel";
import type { RelatedNote } from "@/lib/notes/schema";
import { formatDate } from "@/lib/time/format";
import { OutOfDate } from "./out-of-date-line";
import { Pieces } from "./pieces";

const list = new Intl.ListFormat("en");
const COUNTS = ["", "One session", "Two sessions", "Three sessions"];

/** Past notes on what is being asked for: what to read first, and pair all the same. Nothing where there are none. */
export function RelatedNotes({
  notes,
  zone,
  newTab = false,
}: {
  notes: readonly RelatedNote[];
  zone: string;
  /** Beside a form: what is being written stays where it is. */
  newTab?: boolean;
}) {
  if (notes.length === 0) return null;
  return (
    <section aria-labelledby="related-notes">
      <SectionHeading id="related-notes" aside="Read, and still pair">
        {COUNTS[notes.length] ?? `${notes.length} sessions`} on this so far
      </SectionHeading>
      <Panel>
        <Rows>
          {notes.map(({ id, title, people, teams, at, passage, outOfDate }) => (
            <li key={id} className="grid gap-1.5 px-4 py-3.5">
              <div>
                <ListLink
                  href={passage ? `/sessions/${id}#${passage.part}` : `/sessions/${id}`}
                  className="link font-medium"
                  {...(newTab && { target: "_blank" })}
                >
                  {title}
                  {newTab && <span className="sr-only"> (opens in a new tab)</span>}
                </ListLink>
                <p className="text-meta text-ink-3">
                  {list.format(people.map(({ name }) => name))}
                  {teams.length > 0 && ` · ${list.format(teams)}`}
                  {" · "}
                  <time dateTime={new Date(at).toISOString()}>{formatDate(at, zone)}</time>
                </p>
              </div>
              {outOfDate !== null && <OutOfDate reason={outOfDate} />}
              {passage && (
                <p className="border-l-2 border-line-strong pl-3 text-ink-2">
                  <Pieces pieces={passage.pieces} />
                </p>
              )}
              <PersonSeats people={people} />
            </li>
          ))}
        </Rows>
      </Panel>
    </section>
  );
}
