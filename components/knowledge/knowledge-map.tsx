import Link from "next/link";
import { TeamName } from "@/components/people/discipline-mark";
import { classNames } from "@/components/ui/class-names";
import type { MapPerson, MapRow, MapView, Risk } from "@/lib/knowledge/schema";
import { ChangeSince } from "./change-since";
import { LevelMark, levelGround } from "./level-mark";
import { cellWords, shortNames, sinceWords } from "./map-words";
import { TableKeys } from "./table-keys";
import { VerdictBadge } from "./verdict-badge";

const EDGES: Record<Risk, string> = {
  nobody: "border-l-4 border-l-danger pl-3",
  only_one: "border-l-4 border-l-warn-line pl-3",
  several: "pl-4",
};

/** With more people than this their names stand upright. */
const MOST_LYING = 14;

/** Systems by people: a heat map that is a table. Not on a phone, where `MapList` says the same in words. */
export function KnowledgeMap({ view }: { view: MapView }) {
  const { teams, rows, quarters, since } = view;
  const people = teams.flatMap((team) => team.people.map((person, at) => ({ ...person, isFirst: at === 0 })));
  const names = shortNames(people);
  const upright = people.length > MOST_LYING;
  const quarter = quarters[since];
  const stop = rows.flatMap(({ id, cells }) =>
    people.flatMap((one) => (cells[one.id] ? [`${id} ${one.id}`] : [])),
  )[0];
  return (
    <TableKeys className="relative overflow-x-auto rounded-panel border border-line bg-surface max-sm:hidden">
      <table className="w-full border-separate border-spacing-0 text-left">
        <caption className="sr-only">
          What the people of {teams.map(({ name }) => name).join(", ")} can do with each system. In the cells,
          arrow keys go to the next one.
        </caption>
        <thead>
          <tr>
            <td className="sticky left-0 z-1 border-b border-line bg-surface" />
            {teams.map(
              ({ id, name, discipline, people: { length } }) =>
                length > 0 && (
                  <th
                    key={id}
                    scope="colgroup"
                    colSpan={length}
                    className="max-w-0 border-b border-l border-line-strong border-b-line px-2 py-2 font-normal"
                  >
                    <TeamName
                      discipline={discipline}
                      name={name}
                      className="max-w-full [&>span:last-child]:truncate"
                    />
                  </th>
                ),
            )}
            <th
              scope="col"
              rowSpan={2}
              className="border-b border-l border-line-strong border-b-line px-4 text-meta font-normal text-ink-3"
            >
              Who can
            </th>
            {quarter && (
              <th
                scope="col"
                rowSpan={2}
                className="border-b border-line px-4 text-meta font-normal whitespace-nowrap text-ink-3"
              >
                {sinceWords(quarter)}
              </th>
            )}
          </tr>
          <tr>
            <th
              scope="col"
              className="sticky left-0 z-1 border-b border-line bg-surface px-4 text-meta font-normal text-ink-3"
            >
              System
            </th>
            {people.map(({ id, name, isFirst }) => (
              <th
                key={id}
                scope="col"
                className={classNames(
                  "border-b border-l border-line p-0 text-center align-bottom font-normal",
                  !upright && "w-19",
                  isFirst && "border-l-line-strong",
                )}
              >
                <Link
                  href={`/people/${id}`}
                  prefetch={false}
                  title={name}
                  className={classNames(
                    "inline-block truncate rounded-badge px-1 py-2 hover:underline hover:underline-offset-3 focus-visible:-outline-offset-2",
                    upright ? "max-h-32 rotate-180 text-left [writing-mode:vertical-rl]" : "max-w-24",
                  )}
                >
                  <span aria-hidden>{names.get(id)}</span>
                  <span className="sr-only">{name}</span>
                </Link>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className="group h-row-map">
              <th
                scope="row"
                className={classNames(
                  "sticky left-0 z-1 max-w-56 min-w-36 lg:max-w-72 border-b border-line bg-surface py-1 pr-3 font-normal group-last:border-b-0 group-hover:bg-hover",
                  EDGES[row.verdict.risk],
                )}
              >
                <Link
                  href={`/systems/${row.slug}`}
                  prefetch={false}
                  className="block truncate rounded-badge hover:underline hover:underline-offset-3"
                  title={row.name}
                >
                  {row.name}
                </Link>
              </th>
              {people.map((person) => (
                <Cell key={person.id} row={row} person={person} isStop={stop === `${row.id} ${person.id}`} />
              ))}
              <td className="border-b border-l border-line-strong border-b-line px-4 whitespace-nowrap group-last:border-b-0">
                {row.verdict.risk === "several" ? (
                  <span className="text-meta">{row.verdict.people} people</span>
                ) : (
                  <VerdictBadge verdict={row.verdict} />
                )}
              </td>
              {quarter && (
                <td className="border-b border-line px-4 text-meta group-last:border-b-0">
                  <ChangeSince row={row} quarters={quarters} since={since} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </TableKeys>
  );
}

function Cell({
  row,
  person,
  isStop,
}: {
  row: MapRow;
  person: MapPerson & { isFirst: boolean };
  isStop: boolean;
}) {
  const cell = row.cells[person.id];
  const words = cell && cellWords(person.name, row.name, cell);
  return (
    <td
      className={classNames(
        "relative min-w-9 border-b border-l border-line p-0 text-center group-last:border-b-0",
        person.isFirst && "border-l-line-strong",
        cell && levelGround[cell.level],
      )}
    >
      {cell && (
        <Link
          href={`/systems/${row.slug}`}
          prefetch={false}
          data-cell
          tabIndex={isStop ? 0 : -1}
          aria-label={words}
          title={words}
          className={classNames(
            "absolute inset-0 flex items-center justify-center focus-visible:z-1 focus-visible:-outline-offset-3",
            cell.level === "can_teach" && "outline-on-accent",
          )}
        >
          <LevelMark {...cell} />
        </Link>
      )}
    </td>
  );
}
