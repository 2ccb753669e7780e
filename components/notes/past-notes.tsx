import { firstName } from "@/components/people/first-name";
import { ListLink } from "@/components/ui/list-link";
import { Panel } from "@/components/ui/panel";
import type { NoteOnSystem } from "@/lib/notes/schema";
import { formatDate } from "@/lib/time/format";
import { OutOfDate } from "./out-of-date-line";

/** Notes of earlier sessions on the same systems, beside the one that is being written. */
export function PastNotes({
  notes,
  on,
  zone,
}: {
  notes: readonly NoteOnSystem[];
  /** The names of the systems. */
  on: readonly string[];
  zone: string;
}) {
  if (notes.length === 0) return null;
  return (
    <Panel title={`Past notes on ${new Intl.ListFormat("en").format(on)}`}>
      <ul className="divide-y divide-line">
        {notes.map(({ id, title, people, at, outOfDate }) => (
          <li key={id} className="px-4 py-2.5">
            <ListLink href={`/sessions/${id}`} className="link">
              {title}
            </ListLink>
            <p className="text-meta text-ink-3">
              {people.map(({ name }) => firstName(name)).join(" with ")},{" "}
              <time dateTime={new Date(at).toISOString()}>{formatDate(at, zone)}</time>
            </p>
            {outOfDate !== null && <OutOfDate reason={outOfDate} />}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
