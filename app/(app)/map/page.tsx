import { pageContext } from "@/app/_server/actor";
import { KnowledgeMap } from "@/components/knowledge/knowledge-map";
import { LevelLegend } from "@/components/knowledge/level-mark";
import { MapControls } from "@/components/knowledge/map-controls";
import { MapList } from "@/components/knowledge/map-list";
import { mapSentence } from "@/components/knowledge/map-words";
import { SystemsViews } from "@/components/knowledge/systems-views";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { getMap } from "@/lib/knowledge/get-map";

export const metadata = { title: "Knowledge map" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function MapPage({ searchParams }: Props) {
  const context = await pageContext();
  const view = await getMap(context, await searchParams);
  const people = view.teams.reduce((sum, team) => sum + team.people.length, 0);
  const isThere = view.rows.length > 0 && view.allTeams.length > 0;
  const { says, help } = mapSentence(view);
  return (
    <div className="page">
      <PageHeader
        title="Knowledge map"
        actions={
          <>
            <SystemsViews here="/map" />
            {isThere && <MapControls view={view} />}
          </>
        }
      />
      {isThere ? (
        <>
          <div className="mb-3 flex flex-wrap items-center justify-between gap-x-8 gap-y-2">
            <p className="min-w-0">
              <span className="font-semibold">{says}</span> <span className="text-ink-2">{help}</span>
            </p>
            <LevelLegend />
          </div>
          {people === 0 && (
            <p className="mb-3 text-meta text-ink-2">
              Nobody is in {view.teams.length === 1 ? "this team" : "these teams"} yet: choose another.
            </p>
          )}
          <KnowledgeMap view={view} />
          <MapList view={view} />
          {view.peopleLeftOut > 0 && (
            <p className="mt-2.5 text-meta text-ink-2">
              {view.peopleLeftOut} more people are in these teams. Choose fewer teams to see them.
            </p>
          )}
        </>
      ) : (
        <Panel>
          <EmptyState
            title={view.rows.length === 0 ? "No systems yet" : "No teams yet"}
            action={
              context.actor.isAdmin && (
                <ButtonLink tone="primary" href={view.rows.length === 0 ? "/admin/systems" : "/admin/teams"}>
                  {view.rows.length === 0 ? "Add systems" : "Add teams"}
                </ButtonLink>
              )
            }
          >
            The map shows who can do what, once there are systems and people have said what they can do.
            {!context.actor.isAdmin && " An admin adds them."}
          </EmptyState>
        </Panel>
      )}
    </div>
  );
}
