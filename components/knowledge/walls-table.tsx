import { TeamName } from "@/components/people/discipline-mark";
import { RowLink } from "@/components/ui/row-link";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { WallsView } from "@/lib/knowledge/schema";
import { PairBadge } from "./pair-badge";
import { TrendLine } from "./trend";
import { wallsHref } from "./walls-address";
import { askedWords } from "./walls-words";

/** Rows that a page has room for; the file has them all. */
const MOST = 300;

/** Every pair with traffic in a row: who asked, whom, and what came of it. */
export function WallsTable({ view, className }: { view: WallsView; className?: string }) {
  const held = new Map(view.pairs.map((pair) => [`${pair.from.id} ${pair.to.id}`, pair.held]));
  const shown = view.pairs.slice(0, MOST);
  return (
    <div className={className}>
      <Table label={`${shown.length} pairs of teams`} className="max-sm:block max-sm:[&>tbody]:block">
        <thead>
          <tr>
            <Th>Asked by</Th>
            <Th>Sat with</Th>
            <Th className="text-right">Sessions</Th>
            <Th className="text-right">The other way</Th>
            <Th className="text-right">Found nobody</Th>
            <Th>Over time</Th>
            <Th>Verdict</Th>
          </tr>
        </thead>
        <tbody>
          {shown.map((pair) => {
            const { from, to, unanswered, verdict } = pair;
            const back = held.get(`${to.id} ${from.id}`) ?? 0;
            return (
              <Tr key={`${from.id} ${to.id}`} className="relative has-[a[data-row]:focus-visible]:bg-hover">
                <Td className="wrap-anywhere max-sm:w-full max-sm:min-w-0">
                  <RowLink href={wallsHref(view, { pair: { from: from.id, to: to.id }, view: "picture" })}>
                    <TeamName {...from} />
                    <span className="sm:hidden"> to {to.name}</span>
                  </RowLink>
                </Td>
                <Td className="wrap-anywhere max-sm:hidden">
                  <TeamName {...to} />
                </Td>
                <Td className="times text-right max-sm:hidden">{pair.held}</Td>
                <Td className="times text-right text-ink-2 max-sm:hidden">{back}</Td>
                <Td
                  className={`times text-right max-sm:hidden ${unanswered > 0 ? "text-warn" : "text-ink-3"}`}
                >
                  {unanswered}
                </Td>
                <Td className="max-sm:order-last">
                  <TrendLine pair={pair} view={view} />
                </Td>
                <Td className="max-sm:flex-1">
                  <span className="text-meta text-ink-3 sm:hidden">{askedWords(pair, back)} </span>
                  <PairBadge verdict={verdict} />
                </Td>
              </Tr>
            );
          })}
        </tbody>
      </Table>
      {view.pairs.length > shown.length && (
        <p className="mt-2.5 text-meta text-ink-2">
          {view.pairs.length - shown.length} more pairs are in the file.
        </p>
      )}
    </div>
  );
}
