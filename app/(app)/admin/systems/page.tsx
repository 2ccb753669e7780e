import Link from "next/link";
import { ConfirmDeed } from "@/components/people/confirm-deed";
import { EditSystem } from "@/components/people/edit-dialogs";
import { SystemForm } from "@/components/people/system-form";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel, PanelBody, Row, Rows } from "@/components/ui/panel";
import { listSystems, listTeams } from "@/lib/people/list-directory";
import { dropSystem, system as saveSystem } from "../actions";
import { adminContext } from "../admin-context";

export const metadata = { title: "Systems" };

export default async function SystemsPage() {
  const context = await adminContext();
  const [systems, teams] = await Promise.all([listSystems(context), listTeams(context)]);
  return (
    <div className="grid max-w-3xl gap-6">
      <Panel title="Add a system">
        <PanelBody>
          <SystemForm action={saveSystem} teams={teams} label="Add system" />
        </PanelBody>
      </Panel>
      <Panel title="Systems" aside={systems.length}>
        {systems.length === 0 ? (
          <EmptyState title="No systems yet.">
            A system is what people work on: a database, a service, a pipeline. Add the first above.
          </EmptyState>
        ) : (
          <Rows>
            {systems.map((system) => (
              <Row key={system.id}>
                <div className="min-w-0 flex-1">
                  <p>
                    <Link
                      href={`/systems/${system.slug}`}
                      className="font-medium wrap-anywhere hover:underline"
                    >
                      {system.name}
                    </Link>{" "}
                    {system.teamName && (
                      <span className="text-meta whitespace-nowrap text-ink-3">
                        kept by {system.teamName}
                      </span>
                    )}
                  </p>
                  {system.description && (
                    <p className="text-meta text-ink-2 wrap-anywhere">{system.description}</p>
                  )}
                </div>
                <div className="flex shrink-0">
                  <EditSystem system={system} teams={teams} action={saveSystem} />
                  <ConfirmDeed
                    label="Remove"
                    named={system.name}
                    title={`Remove ${system.name}?`}
                    confirm="Remove system"
                    said={`${system.name} is removed.`}
                    action={dropSystem}
                    input={{ id: system.id }}
                  >
                    What people said they can do with it goes too. Requests and notes stay, without naming it.
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
