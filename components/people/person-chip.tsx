import { CircleQuestionMark } from "lucide-react";
import { disciplineTone, TeamName } from "@/components/people/discipline-mark";
import { Badge } from "@/components/ui/badge";
import { classNames } from "@/components/ui/class-names";
import { ListLink } from "@/components/ui/list-link";
import { Seat } from "@/components/ui/seat";

export type ChipPerson = {
  name: string;
  /** Of the person's team. */
  discipline: string;
  team?: string;
};

/** Two letters: of the first and the last word of a name; of a single word its first two. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const [first = "", last = ""] = [words[0], words.length > 1 ? words.at(-1) : ""];
  const letters = last ? [firstLetter(first), firstLetter(last)] : [...first].slice(0, 2);
  return letters.join("").toLocaleUpperCase("en");
}

const firstLetter = (word: string) => [...word][0] ?? "";

/** A person's seat, in the colour of the discipline. `name` is read out only with `named`: beside a name it is noise. */
export function PersonSeat({
  person,
  size = "sm",
  unknown = false,
  named = false,
}: {
  person: Pick<ChipPerson, "name" | "discipline">;
  size?: "sm" | "md";
  unknown?: boolean;
  named?: boolean;
}) {
  return (
    <Seat
      initials={initialsOf(person.name)}
      tone={disciplineTone(person.discipline)}
      size={size}
      unknown={unknown}
      {...(named && { name: person.name })}
    />
  );
}

/** Several seats in a row, read as their names. */
export function PersonSeats({ people }: { people: readonly Pick<ChipPerson, "name" | "discipline">[] }) {
  return (
    <span className="inline-flex shrink-0 gap-1">
      {people.map((person) => (
        <PersonSeat key={person.name} person={person} named />
      ))}
    </span>
  );
}

/**
 * Seat, name, mark, team. `href` makes the name a link to the person's page.
 * `unknown`: the calendar cannot be seen; the seat is hatched, and the words say so.
 */
export function PersonChip({
  person,
  href,
  unknown,
  className,
}: {
  person: ChipPerson;
  href?: string;
  /** `true` says "Unknown, ask them"; a text says that instead. */
  unknown?: boolean | string;
  className?: string;
}) {
  return (
    <span className={classNames("inline-flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1", className)}>
      <span className="inline-flex min-w-0 items-center gap-2">
        <PersonSeat person={person} unknown={Boolean(unknown)} />
        {href ? (
          <ListLink
            href={href}
            className="rounded-badge font-medium hover:underline hover:underline-offset-3"
          >
            {person.name}
          </ListLink>
        ) : (
          <span className="font-medium">{person.name}</span>
        )}
      </span>
      {person.team && (
        <TeamName discipline={person.discipline} name={person.team} className="text-meta text-ink-2" />
      )}
      {unknown && (
        <Badge tone="warn" icon={<CircleQuestionMark aria-hidden strokeWidth={1.75} />}>
          {typeof unknown === "string" ? unknown : "Unknown, ask them"}
        </Badge>
      )}
    </span>
  );
}
