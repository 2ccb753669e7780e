import type { Metadata } from "next";
import { cache } from "react";
import { pageContext } from "@/app/_server/actor";
import { load } from "@/app/_server/page";
import { DisciplineMark } from "@/components/people/discipline-mark";
import { PeopleTable } from "@/components/people/people-table";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel, Row, Rows, SectionHeading } from "@/components/ui/panel";
import { RowLink } from "@/components/ui/row-link";
import { SeatMark } from "@/components/ui/seat-mark";
import { getTeam } from "@/lib/people/list-directory";
import { DISCIPLINES, type Discipline } from "@/lib/people/schema";
import { listBoard } from "@/lib/requests/list-board";
import { AskedRequests } from "./asked-requests";

type Props = { params: Promise<{ id: string }> };

/** Once for the title and the page. */
const teamOf = cache(async (id: string) => load(getTeam, await pageContext(), { id }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await teamOf((await params).id)).name };
}

export default async function TeamPage({ params }: Props) {
  const context = await pageContext();
  const { id } = await params;
  const team = await teamOf(id);
  const board = await listBoard(context, { team: id });
  const isMine = context.actor.teamId === id;
  return (
    <div className="page">
      <PageHeader
        title={team.name}
        crumbs={[{ label: "People", href: "/people" }, { label: team.name }]}
        beside={team.members.length === 1 ? "one person" : `${team.members.length} people`}
        meta={
          <span className="inline-flex items-center gap-2">
            <DisciplineMark discipline={team.discipline} />
            {DISCIPLINES[team.discipline as Discipline] ?? team.discipline}
            {isMine && <span className="text-ink-3">· your team</span>}
          </span>
        }
        actions={
          !isMine && (
            <ButtonLink href={`/requests/new?team=${id}`} size="lg" tone="primary">
              Ask this team
            </ButtonLink>
          )
        }
      />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-8 lg:grid-cols-[minmax(0,1fr)_24.5rem] lg:gap-7">
        <section className="min-w-0">
          <SectionHeading>Members</SectionHeading>
          {team.members.length === 0 ? (
            <Panel>
              <EmptyState
                mark={<SeatMark seats={[{ filled: false }, { filled: false }]} />}
                title="Nobody is in this team yet."
              >
                People choose their team when they first sign in, and later in their settings.
              </EmptyState>
            </Panel>
          ) : (
            <PeopleTable
              label={`Members of ${team.name}`}
              people={team.members}
              zone={context.actor.zone}
              now={context.now}
              withTeam={false}
            />
          )}
        </section>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
          <AskedRequests rows={board.rows} teamId={id} />
          {team.systems.length > 0 && (
            <section>
              <SectionHeading>Systems it keeps</SectionHeading>
              <Panel>
                <Rows>
                  {team.systems.map((system) => (
                    <Row key={system.id}>
                      <div className="min-w-0">
                        <RowLink href={`/systems/${system.slug}`}>{system.name}</RowLink>
                        {system.description && <p className="text-meta text-ink-3">{system.description}</p>}
                      </div>
                    </Row>
                  ))}
                </Rows>
              </Panel>
            </section>
          )}
        </div>
      </div>
    </div>
  );
}
