import { pageContext } from "@/app/_server/actor";
import { SystemTable } from "@/components/knowledge/system-table";
import { SystemsViews } from "@/components/knowledge/systems-views";
import { RISK_WORDS } from "@/components/knowledge/verdict-words";
import { ButtonLink } from "@/components/ui/button";
import { FilterChip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { listSystems } from "@/lib/knowledge/list-systems";
import { RISKS } from "@/lib/knowledge/schema";

export const metadata = { title: "Systems" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SystemsPage({ searchParams }: Props) {
  const context = await pageContext();
  const { rows, risk, counts } = await listSystems(context, await searchParams);
  const total = counts.nobody + counts.only_one + counts.several;
  return (
    <div className="page">
      <PageHeader
        title="Systems"
        beside={total > 0 && `${total} ${total === 1 ? "system" : "systems"}, ${rows.length} shown`}
        actions={<SystemsViews here="/systems" />}
      />
      {total > 0 && (
        <nav aria-label="Who can do it" className="mb-4 flex gap-2 scroll-sideways">
          {RISKS.map((one) => (
            <FilterChip
              key={one}
              href={risk === one ? "/systems" : `/systems?risk=${one}`}
              on={risk === one}
              count={counts[one]}
            >
              {RISK_WORDS[one]}
            </FilterChip>
          ))}
        </nav>
      )}
      {rows.length > 0 ? (
        <SystemTable rows={rows} />
      ) : (
        <Panel>
          {total > 0 ? (
            <EmptyState
              title="No system is like that"
              action={<ButtonLink href="/systems">Show all systems</ButtonLink>}
            />
          ) : (
            <EmptyState
              title="No systems yet"
              action={
                context.actor.isAdmin && (
                  <ButtonLink tone="primary" href="/admin/systems">
                    Add systems
                  </ButtonLink>
                )
              }
            >
              A system is a thing people work on: a database, a pipeline, an API.
              {!context.actor.isAdmin && " An admin adds them."}
            </EmptyState>
          )}
        </Panel>
      )}
    </div>
  );
}
