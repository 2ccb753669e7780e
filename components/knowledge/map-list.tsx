import { firstName } from "@/components/people/first-name";
import { ListLink } from "@/components/ui/list-link";
import { Panel, Rows } from "@/components/ui/panel";
import type { MapRow, MapView } from "@/lib/knowledge/schema";
import { ChangeSince } from "./change-since";
import { VerdictBadge } from "./verdict-badge";

const LINES = [
  ["can_teach", "Can teach"],
  ["can_do", "Can do"],
  ["can_follow", "Can follow"],
] as const;

/** Of a large team as many as two lines hold; the system's own page has the others. */
const MOST_NAMES = 8;

/** The map on a phone: each system with who of these teams can do what, in words. */
export function MapList({ view }: { view: MapView }) {
  const people = view.teams.flatMap((team) => team.people);
  return (
    <Panel className="sm:hidden">
      <Rows>
        {view.rows.map((row) => (
          <li key={row.id} className="px-4 py-3">
            <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
              <ListLink
                href={`/systems/${row.slug}`}
                className="min-w-0 rounded-badge py-1 font-medium wrap-anywhere hover:underline"
              >
                {row.name}
              </ListLink>
              <VerdictBadge verdict={row.verdict} />
            </div>
            <div className="mt-0.5 grid gap-0.5 text-meta text-ink-2">
              {linesOf(row, people).map(({ words, names }) => (
                <p key={words}>
                  <span className="text-ink-3">{words}</span> {names.slice(0, MOST_NAMES).join(", ")}
                  {names.length > MOST_NAMES && ` and ${names.length - MOST_NAMES} more`}
                </p>
              ))}
              {view.since >= 0 && <ChangeSince row={row} quarters={view.quarters} since={view.since} />}
            </div>
          </li>
        ))}
      </Rows>
    </Panel>
  );
}

function linesOf({ cells }: MapRow, people: readonly { id: string; name: string }[]) {
  const namesWhere = (holds: (cell: MapRow["cells"][string]) => boolean) =>
    people.flatMap(({ id, name }) => {
      const cell = cells[id];
      return cell && holds(cell) ? [firstName(name)] : [];
    });
  return [
    ...LINES.map(([level, words]) => ({ words, names: namesWhere((cell) => cell.level === level) })),
    { words: "Wants to learn", names: namesWhere(({ wantsToLearn }) => wantsToLearn) },
  ].filter(({ names }) => names.length > 0);
}
