import { ListLink } from "@/components/ui/list-link";
import { Panel, Row, Rows } from "@/components/ui/panel";
import { RowLink } from "@/components/ui/row-link";
import type { WallsView } from "@/lib/knowledge/schema";
import { PairBadge } from "./pair-badge";
import { wallsHref } from "./walls-address";
import { askedWords } from "./walls-words";

const MOST = 8;

/** Walls and what flows one way, the highest first; each leads to its pair. */
export function WallsList({ view }: { view: WallsView }) {
  const held = new Map(view.pairs.map((pair) => [`${pair.from.id} ${pair.to.id}`, pair.held]));
  const marked = view.pairs.filter(({ verdict }) => verdict !== "open");
  if (marked.length === 0) return null;
  return (
    <Panel>
      <Rows>
        {marked.slice(0, MOST).map((pair) => (
          <Row key={`${pair.from.id} ${pair.to.id}`} className="justify-between">
            <div className="min-w-0">
              <RowLink
                href={wallsHref(view, { pair: { from: pair.from.id, to: pair.to.id } })}
                scroll={false}
              >
                {pair.from.name} to {pair.to.name}
              </RowLink>
              <p className="text-meta text-ink-3">
                {askedWords(pair, held.get(`${pair.to.id} ${pair.from.id}`) ?? 0)}
              </p>
            </div>
            <PairBadge verdict={pair.verdict} />
          </Row>
        ))}
      </Rows>
      {marked.length > MOST && (
        <p className="border-t border-line px-4 py-2.5 text-meta text-ink-3">
          {marked.length - MOST} more:{" "}
          <ListLink href={wallsHref(view, { view: "table" })} className="link">
            see them all as a table
          </ListLink>
        </p>
      )}
    </Panel>
  );
}
