import { ButtonLink } from "@/components/ui/button";
import { ListLink } from "@/components/ui/list-link";
import { Panel, PanelBody } from "@/components/ui/panel";
import type { TeamPair, WallsView } from "@/lib/knowledge/schema";
import { formatDate } from "@/lib/time/format";
import type { EpochMs } from "@/lib/time/instant";
import { PairBadge } from "./pair-badge";
import { TrendBlocks } from "./trend";
import { type SuggestActions, WallsSuggestion } from "./walls-suggestion";
import { counted, learnersWords, sinceLastWords } from "./walls-words";

type Chosen = NonNullable<WallsView["chosen"]>;

/** Two teams: what was asked and what came of it, in both directions, and what would help. */
export function WallsPair({
  view,
  chosen,
  teamId,
  zone,
  now,
  actions,
}: {
  view: WallsView;
  chosen: Chosen;
  /** The reader's own. */
  teamId: string | null;
  zone: string;
  now: EpochMs;
  actions: SuggestActions;
}) {
  const { there, back } = chosen;
  const { says, when } = sinceLastWords(chosen.lastHeldAt, now);
  const verdict = there.verdict === "open" ? back.verdict : there.verdict;
  return (
    <Panel title={`${there.from.name} and ${there.to.name}`} aside={<PairBadge verdict={verdict} />}>
      <PanelBody className="grid gap-4">
        <p className="text-note text-ink-2">
          {says}
          {when && (
            <>
              {" "}
              <strong className="font-semibold text-ink">{when}</strong>
            </>
          )}
          . {[there, back].map(foundNobody).join("")}
          {learnersWords(chosen)}
        </p>
        <Direction pair={there} view={view} />
        <div>
          <Direction pair={back} view={view} />
          <p className="mt-1 flex justify-between gap-3 text-caption text-ink-3">
            <span>{formatDate(view.window.start, zone)}</span>
            <span>{view.stretchWeeks === 1 ? "a week a bar" : `${view.stretchWeeks} weeks a bar`}</span>
            <span>{formatDate(now, zone)}</span>
          </p>
        </div>
      </PanelBody>
      <Help chosen={chosen} teamId={teamId} zone={zone} actions={actions} />
    </Panel>
  );
}

const foundNobody = ({ from, unanswered }: TeamPair) =>
  unanswered > 0 ? `${counted(unanswered, "request")} from ${from.name} found nobody. ` : "";

function Direction({ pair, view }: { pair: TeamPair; view: WallsView }) {
  const asked = pair.held + pair.unanswered;
  return (
    <section>
      <h3 className="flex items-baseline justify-between gap-3 font-medium">
        <span className="min-w-0">
          {pair.from.name} asks {pair.to.name}
        </span>
        <span className="times font-normal text-ink-2">
          {asked === 0 ? "never" : `${pair.held} of ${asked}`}
        </span>
      </h3>
      <TrendBlocks pair={pair} view={view} />
    </section>
  );
}

function Help({
  chosen,
  teamId,
  zone,
  actions,
}: {
  chosen: Chosen;
  teamId: string | null;
  zone: string;
  actions: SuggestActions;
}) {
  const { there, unanswered, learners, suggestion } = chosen;
  const isMine = teamId === there.from.id || teamId === there.to.id;
  const other = teamId === there.to.id ? there.from : there.to;
  return (
    <PanelBody className="grid gap-3 border-t border-line">
      <h3 className="text-section">What would help</h3>
      {learners.systems.length > 0 ? (
        <p className="text-ink-2">
          One team can do what people of the other want to learn:{" "}
          {learners.systems.map(({ name, slug }, at) => (
            <span key={slug}>
              {at > 0 && (at === learners.systems.length - 1 ? " and " : ", ")}
              <ListLink href={`/systems/${slug}`} className="link">
                {name}
              </ListLink>
            </span>
          ))}
          .
        </p>
      ) : (
        <p className="text-ink-2">
          Sit down once, on anything. Nobody here has said that they want to learn what the other team can do.
        </p>
      )}
      <WallsSuggestion suggestion={suggestion} zone={zone} actions={actions} />
      {unanswered.length > 0 && (
        <div>
          <p className="text-meta text-ink-3">Found nobody, and can be asked again:</p>
          <ul className="mt-1 grid gap-1">
            {unanswered.map(({ id, title }) => (
              <li key={id}>
                <ListLink href={`/requests/${id}`} className="link wrap-anywhere">
                  {title}
                </ListLink>
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className="flex flex-wrap gap-2">
        {isMine && (
          <ButtonLink
            tone={suggestion.pairing ? "secondary" : "primary"}
            href={`/requests/new?team=${other.id}`}
          >
            Ask {other.name}
          </ButtonLink>
        )}
        <ButtonLink href={`/board?team=${there.to.id}`}>Requests to {there.to.name}</ButtonLink>
      </div>
    </PanelBody>
  );
}
