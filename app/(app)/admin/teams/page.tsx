import { ConfirmDeed } from "@/components/people/confirm-deed";
import { DisciplineMark } from "@/components/people/discipline-mark";
import { EditTeam } from "@/components/people/edit-dialogs";
import { TeamForm } from "@/components/people/team-form";
import { EmptyState } from "@/components/ui/empty-state";
import { ListLink } from "@/components/ui/list-link";
import { Panel, PanelBody, Row, Rows } from "@/components/ui/panel";
import { listTeams } from "@/lib/people/list-directory";
import { dropTeam, team as saveTeam } from "../actions";
import { adminContext } from "../admin-context";

export const metadata = { title: "Teams" };

export default async function TeamsPage() {
  const teams = await listTeams(await adminContext());
  return (
    <div className="grid max-w-3xl gap-6">
      <Panel title="Add a team">
        <PanelBody>
          <TeamForm action={saveTeam} label="Add team" />
        </PanelBody>
      </Panel>
      <Panel title="Teams" aside={teams.length}>
        {teams.length === 0 ? (
          <EmptyState title="No teams yet.">A request asks a team. Add the first two above.</EmptyState>
        ) : (
          <Rows>
            {teams.map((team) => (
              <Row key={team.id} className="min-h-row! gap-3!">
                <DisciplineMark discipline={team.discipline} />
                <div className="min-w-0 flex-1">
                  <ListLink href={`/teams/${team.id}`} className="font-medium wrap-anywhere hover:underline">
                    {team.name}
                  </ListLink>{" "}
                  <span className="text-meta whitespace-nowrap text-ink-3">{peopleWords(team.people)}</span>
                </div>
                <div className="flex shrink-0">
                  <EditTeam team={team} action={saveTeam} />
                  <ConfirmDeed
                    label="Remove"
                    named={team.name}
                    title={`Remove ${team.name}?`}
                    confirm="Remove team"
                    said={`${team.name} is removed.`}
                    action={dropTeam}
                    input={{ id: team.id }}
                  >
                    {team.people > 0
                      ? `Its ${peopleWords(team.people)} stay, without a team, and are asked by none until they have one.`
                      : "Nobody is in it. Past sessions keep its name no longer."}
                  </ConfirmDeed>
                </div>
              </Row>
            ))}
          </Rows>
        )}
      </Panel>
    </div>
  );
}

const peopleWords = (n: number) => (n === 1 ? "1 person" : `${n} people`);
