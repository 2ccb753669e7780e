import { Play } from "lucide-react";
import Link from "next/link";
import { DisciplineMark } from "@/components/people/discipline-mark";
import { classNames } from "@/components/ui/class-names";
import type { TeamPair, WallsView, WallTeam } from "@/lib/knowledge/schema";
import { Bricks } from "./bricks";
import { TableKeys } from "./table-keys";
import { wallsHref } from "./walls-address";
import { pairWords } from "./walls-words";

const SHADES = [
  "text-ink-3",
  "bg-accent-tint/50",
  "bg-accent-tint",
  "bg-accent-tint-2",
  "bg-accent text-on-accent font-semibold",
] as const;

/** Teams by teams: who asked on the left, whom they sat with above. Not on a phone, where the list says the same. */
export function WallsPicture({ view }: { view: WallsView }) {
  const { teams, pairs } = view;
  const byTeams = new Map(pairs.map((pair) => [`${pair.from.id} ${pair.to.id}`, pair]));
  const most = Math.max(0, ...pairs.map(({ held }) => held));
  return (
    <div className="rounded-panel border border-line bg-surface max-sm:hidden">
      <TableKeys className="relative overflow-x-auto rounded-t-panel">
        <table className="w-full border-separate border-spacing-0 text-center">
          <caption className="sr-only">
            Sessions by the team that asked, in rows, and the team they sat with, in columns. In the cells,
            arrow keys go to the next one.
          </caption>
          <thead>
            <tr>
              <td className="sticky left-0 z-1 min-w-36 border-b border-line bg-surface px-4 py-2.5 text-left text-meta text-ink-2">
                <span aria-hidden>
                  asked by ↓<br />
                  sat with →
                </span>
              </td>
              {teams.map(({ id, name, discipline }) => (
                <th
                  key={id}
                  scope="col"
                  className="min-w-18 border-b border-l border-line px-1.5 py-2.5 align-bottom text-meta font-normal text-ink-2"
                >
                  <DisciplineMark discipline={discipline} />
                  <span className="mt-1 line-clamp-2 wrap-anywhere" title={name}>
                    {name}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {teams.map((from, row) => (
              <tr key={from.id} className="group">
                <th
                  scope="row"
                  className="sticky left-0 z-1 max-w-48 min-w-36 border-b border-line bg-surface px-4 py-1 text-left font-normal text-ink-2"
                >
                  <Link
                    href={`/teams/${from.id}`}
                    prefetch={false}
                    className="flex items-center gap-2 rounded-badge hover:underline hover:underline-offset-3"
                    title={from.name}
                  >
                    <DisciplineMark discipline={from.discipline} />
                    <span className="truncate">{from.name}</span>
                  </Link>
                </th>
                {teams.map((to, column) =>
                  from.id === to.id ? (
                    <td key={to.id} className="hatch border-b border-l border-line opacity-60">
                      <span className="sr-only">the same team</span>
                    </td>
                  ) : (
                    <Cell
                      key={to.id}
                      view={view}
                      pair={byTeams.get(`${from.id} ${to.id}`) ?? nothing(from, to)}
                      most={most}
                      isStop={row === 0 && column === 1}
                    />
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </TableKeys>
      <Legend />
    </div>
  );
}

const nothing = (from: WallTeam, to: WallTeam): TeamPair => ({
  ...{ from, to, held: 0, unanswered: 0, verdict: "open", counts: [] },
});

function Cell({
  view,
  pair,
  most,
  isStop,
}: {
  view: WallsView;
  pair: TeamPair;
  most: number;
  isStop: boolean;
}) {
  const { from, to, held, unanswered, verdict } = pair;
  const isChosen = view.chosen?.there.from.id === from.id && view.chosen.there.to.id === to.id;
  const isWall = verdict === "wall";
  const shade = isWall ? 0 : shadeOf(held, most);
  return (
    <td
      className={classNames(
        "relative h-14 min-w-18 border-b border-l border-line p-0",
        SHADES[shade],
        isWall && "outline-2 -outline-offset-3 outline-ink",
      )}
    >
      <Link
        href={wallsHref(view, { pair: { from: from.id, to: to.id } })}
        prefetch={false}
        scroll={false}
        data-cell
        tabIndex={isStop ? 0 : -1}
        aria-current={isChosen || undefined}
        title={pairWords(pair)}
        className={classNames(
          "times absolute inset-0 flex items-center justify-center focus-visible:z-1",
          isChosen && "z-1 shadow-[0_0_0_2px_var(--surface),0_0_0_4px_var(--accent)]",
          isWall && "pb-3 font-semibold text-ink",
        )}
      >
        <span className="sr-only">{pairWords(pair)}</span>
        <span aria-hidden>{held}</span>
        {unanswered > 0 && (
          <span
            aria-hidden
            className={classNames(
              "absolute top-1 right-1.5 text-caption font-medium",
              shade === 4 ? "text-on-accent" : "text-warn",
            )}
          >
            {unanswered}
          </span>
        )}
        {isWall && <Bricks className="absolute bottom-1.5 left-1.5 h-2.5 w-[calc(100%-0.75rem)] text-ink" />}
        {verdict === "one_way" && (
          <Play aria-hidden className="absolute bottom-1.5 left-1.5 size-2.5 fill-current" strokeWidth={2} />
        )}
      </Link>
    </td>
  );
}

/** How dark a cell is, 0 to 4: of the busiest pair. */
function shadeOf(held: number, most: number): number {
  return held === 0 ? 0 : 1 + Math.min(3, Math.floor((4 * (held - 1)) / Math.max(most, 4)));
}

function Legend() {
  return (
    <ul
      aria-label="Marks"
      className="flex flex-wrap items-center gap-x-6 gap-y-1.5 border-t border-line px-4 py-2.5 text-meta text-ink-2"
    >
      <li className="flex items-center gap-2">
        <span aria-hidden className="h-4 w-6 bg-accent-tint-2" /> sessions, stronger is more
      </li>
      <li className="flex items-center gap-2">
        <span aria-hidden className="times font-medium text-warn">
          3
        </span>{" "}
        requests that found nobody
      </li>
      <li className="flex items-center gap-2">
        <Bricks className="h-3 w-6 text-ink" /> wall: many asked, almost none sat down
      </li>
      <li className="flex items-center gap-2">
        <Play aria-hidden className="size-2.5 fill-current" strokeWidth={2} /> one way
      </li>
    </ul>
  );
}
