import { randomUUID } from "node:crypto";
import { pageContext } from "@/app/_server/actor";
import { WallsControls } from "@/components/knowledge/walls-controls";
import { WallsList } from "@/components/knowledge/walls-list";
import { WallsPair } from "@/components/knowledge/walls-pair";
import { WallsPicture } from "@/components/knowledge/walls-picture";
import { WallsTable } from "@/components/knowledge/walls-table";
import { wallsSentence } from "@/components/knowledge/walls-words";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { getWalls } from "@/lib/knowledge/get-walls";
import { suggest, takeBack } from "./actions";

export const metadata = { title: "Walls" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function WallsPage({ searchParams }: Props) {
  const context = await pageContext();
  const { actor, now } = context;
  const view = await getWalls(context, await searchParams);
  return (
    <div className="page">
      <PageHeader
        title="Walls"
        beside="Counted by team, never by person"
        actions={view.hasTeams && <WallsControls view={view} />}
      />
      {view.pairs.length === 0 ? (
        <Panel>
          <Nothing hasTeams={view.hasTeams} isAdmin={actor.isAdmin} />
        </Panel>
      ) : (
        <>
          <p className="mb-3 font-semibold">{wallsSentence(view.pairs)}</p>
          {view.view === "table" ? (
            <WallsTable view={view} />
          ) : (
            <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-7 xl:grid-cols-[minmax(0,1fr)_22.5rem]">
              <div className="min-w-0">
                <WallsPicture view={view} />
                <WallsTable view={view} className="sm:hidden" />
                {view.teamsLeftOut > 0 && (
                  <p className="mt-2.5 text-meta text-ink-2">
                    The {view.teams.length} teams with most traffic; {view.teamsLeftOut} more are in the table
                    and the file.
                  </p>
                )}
              </div>
              <div className="grid grid-cols-[minmax(0,1fr)] gap-5 max-sm:order-first">
                {view.chosen && (
                  <WallsPair
                    view={view}
                    chosen={view.chosen}
                    teamId={actor.teamId}
                    zone={actor.zone}
                    now={now}
                    actions={{ key: randomUUID(), suggest, takeBack }}
                  />
                )}
                <WallsList view={view} />
              </div>
            </div>
          )}
        </>
      )}
    </div>
  );
}

function Nothing({ hasTeams, isAdmin }: { hasTeams: boolean; isAdmin: boolean }) {
  if (!hasTeams)
    return (
      <EmptyState
        title="A wall needs two teams"
        action={
          isAdmin && (
            <ButtonLink tone="primary" href="/admin/teams">
              Add teams
            </ButtonLink>
          )
        }
      >
        This page shows which teams sit down together, and which only ask.
      </EmptyState>
    );
  return (
    <EmptyState
      title="Nothing between teams in this time"
      action={
        <ButtonLink tone="primary" href="/requests/new">
          Ask another team
        </ButtonLink>
      }
    >
      Sessions show here once they took place, requests once their day passed and nobody sat down.
    </EmptyState>
  );
}
