import { firstName } from "@/components/people/first-name";
import { PersonSeats } from "@/components/people/person-chip";
import { ListLink } from "@/components/ui/list-link";
import type { FoundNote as Found, NotePart, Passage } from "@/lib/notes/schema";
import { formatDate } from "@/lib/time/format";
import { OutOfDate } from "./out-of-date-line";
import { Pieces } from "./pieces";

const LABELS: Record<Exclude<NotePart, "learnings">, string> = {
  problem: "Problem",
  process: "Process",
  solution: "Solution",
  questions: "Questions",
};

const list = new Intl.ListFormat("en");

/** One note that was found: what it is, who sat there, and the passages, each leading to its part. */
export function FoundNote({ note, zone }: { note: Found; zone: string }) {
  const { id, heading, people, teams, at, passages, outOfDate } = note;
  const [one, ...others] = people.map(({ name }) => name);
  return (
    <li className="relative border-b border-line py-5 first:pt-1 last:border-b-0 before:absolute before:inset-y-4 before:-left-3.5 before:w-0.75 before:rounded-full focus-within:before:bg-accent sm:before:-left-4">
      <div className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <h2 className="text-[1.0625rem] leading-6 font-semibold">
            <ListLink
              href={`/sessions/${id}`}
              data-result
              className="rounded-badge hover:underline hover:underline-offset-3"
            >
              <Pieces pieces={heading} />
            </ListLink>
          </h2>
          <p className="text-meta text-ink-3">
            {others.length > 0 ? `${one} with ${list.format(others)}` : one}
            {teams.length > 0 && ` · ${list.format(teams)}`}
            {" · "}
            <time dateTime={new Date(at).toISOString()}>{formatDate(at, zone)}</time>
          </p>
          {outOfDate !== null && <OutOfDate reason={outOfDate} />}
        </div>
        <span className="pt-0.5 max-sm:hidden">
          <PersonSeats people={people} />
        </span>
      </div>
      {passages.map(({ part, by, pieces }, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: passages of a note have no other name, and do not move.
        <p key={n} className="mt-1.5 max-w-[75ch] text-note text-ink-2">
          <ListLink
            href={`/sessions/${id}#${part}`}
            className="mr-0.5 rounded-badge font-semibold text-ink hover:underline hover:underline-offset-3"
          >
            {label({ part, by })}.
          </ListLink>{" "}
          <Pieces pieces={pieces} />
        </p>
      ))}
    </li>
  );
}

const label = ({ part, by }: Pick<Passage, "part" | "by">) =>
  part === "learnings" ? `${firstName(by ?? "Somebody")} learned` : LABELS[part];
