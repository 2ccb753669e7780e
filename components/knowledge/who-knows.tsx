import type { ReactNode } from "react";
import { firstName } from "@/components/people/first-name";
import { PersonSeat } from "@/components/people/person-chip";
import { ListLink } from "@/components/ui/list-link";
import type { Knower, SystemView } from "@/lib/knowledge/schema";
import { formatDate } from "@/lib/time/format";

/** Who can teach it, do it, follow it, and who wants to learn it: four columns, one below the other on a phone. */
export function WhoKnows({ system, zone }: { system: SystemView; zone: string }) {
  const { totals } = system;
  const all = `/people?${new URLSearchParams({ system: system.slug })}`;
  const doers = system.canDo.map(({ name }) => firstName(name));
  const confirmed = ({ confirmedAt }: Knower) => `said so ${formatDate(confirmedAt, zone)}`;
  return (
    <div className="mb-7 grid overflow-clip rounded-panel border border-line bg-surface max-sm:divide-y max-sm:divide-line sm:grid-cols-2 lg:grid-cols-4 lg:divide-x lg:divide-line">
      <Column title="Can teach" people={system.canTeach} total={totals.canTeach} all={all} detail={confirmed}>
        {doers.length > 0
          ? `Nobody yet. ${new Intl.ListFormat("en", { type: "disjunction" }).format(doers.slice(0, 3))} could say so after a session, or now.`
          : "Nobody yet."}
      </Column>
      <Column title="Can do" people={system.canDo} total={totals.canDo} all={all} detail={confirmed}>
        {system.canTeach.length > 0 ? "Those who can teach it." : "Nobody yet."}
      </Column>
      <Column title="Can follow" people={system.canFollow} total={totals.canFollow} all={all}>
        Nobody yet. Follow somebody who can, and ask why.
      </Column>
      <Column title="Wants to learn" people={system.wantToLearn} total={totals.wantToLearn} all={all}>
        Nobody has said so.
      </Column>
    </div>
  );
}

function Column({
  title,
  people,
  total,
  all,
  detail,
  children,
}: {
  title: string;
  /** The first by name, of `total`. */
  people: readonly Knower[];
  total: number;
  /** Where the others can be found. */
  all: string;
  detail?: (person: Knower) => string;
  /** Where there is nobody. */
  children: ReactNode;
}) {
  const more = total - people.length;
  return (
    <section className="min-w-0 px-5 py-4">
      <h2 className="mb-2 flex items-baseline justify-between gap-3 text-section">
        {title} <span className="times font-normal text-ink-3">{total}</span>
      </h2>
      {people.length === 0 && <p className="text-meta text-ink-3">{children}</p>}
      <ul className="grid gap-2">
        {people.map((person) => (
          <li key={person.id} className="flex items-start gap-2.5">
            <PersonSeat person={person} />
            <span className="min-w-0">
              <ListLink
                href={`/people/${person.id}`}
                className="rounded-badge font-medium hover:underline hover:underline-offset-3"
              >
                {person.name}
              </ListLink>{" "}
              <span className="text-ink-3">{person.teamName}</span>
              {detail && <span className="block text-meta text-ink-3">{detail(person)}</span>}
            </span>
          </li>
        ))}
      </ul>
      {more > 0 && (
        <p className="mt-2 text-meta text-ink-3">
          and {more} more:{" "}
          <ListLink href={all} className="link">
            find them by name
          </ListLink>
        </p>
      )}
    </section>
  );
}
