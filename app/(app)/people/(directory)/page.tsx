import { Search } from "lucide-react";
import Link from "next/link";
import { pageContext } from "@/app/_server/actor";
import { PeopleTable } from "@/components/people/people-table";
import { Button, ButtonLink } from "@/components/ui/button";
import { FilterChip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { SeatMark } from "@/components/ui/seat-mark";
import { TextInput } from "@/components/ui/text-input";
import { findColleagues } from "@/lib/people/list-directory";

export const metadata = { title: "People" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };
type Asked = { q?: string; team?: string; system?: string };

export default async function PeoplePage({ searchParams }: Props) {
  const context = await pageContext();
  const search = await searchParams;
  const first = (name: string) => [search[name] ?? []].flat()[0];
  const asked: Asked = { q: first("q")?.trim(), team: first("team") };
  const { people, more, teams, system } = await findColleagues(context, {
    ...{ q: asked.q, teamId: asked.team, systemSlug: first("system") },
  });
  asked.system = system?.slug;
  const team = teams.find(({ id }) => id === asked.team);
  return (
    <div className="page">
      <PageHeader
        title={system ? `People who know ${system.name}` : "People"}
        beside={people.length > 0 ? countWords(people.length, more) : undefined}
        actions={
          team && (
            <ButtonLink href={`/teams/${team.id}`} size="sm">
              About {team.name}
            </ButtonLink>
          )
        }
        crumbs={
          system && [
            { label: "Systems", href: "/systems" },
            { label: system.name, href: `/systems/${system.slug}` },
            { label: "People" },
          ]
        }
      />
      <search className="mb-3 block max-w-md">
        <form method="get" action="/people" className="flex gap-2">
          {/* Keyed, so that an address without the words empties the box again. */}
          <TextInput
            key={asked.q}
            type="search"
            name="q"
            aria-label="Search people by name or address"
            placeholder="Name or address"
            defaultValue={asked.q}
            maxLength={100}
            autoComplete="off"
          />
          {team && <input type="hidden" name="team" value={team.id} />}
          {system && <input type="hidden" name="system" value={system.slug} />}
          <Button type="submit" icon={<Search aria-hidden strokeWidth={1.75} className="size-4" />}>
            Search
          </Button>
        </form>
      </search>
      {/* How many each team has does not say how many of them know the system. */}
      {teams.length > 0 && !system && (
        <nav aria-label="Teams" className="mb-4 flex scroll-sideways gap-2 sm:flex-wrap">
          {teams.map(({ id, name, people: count }) => {
            const on = id === team?.id;
            return (
              <FilterChip key={id} on={on} count={count} href={href({ ...asked, team: on ? undefined : id })}>
                {name}
              </FilterChip>
            );
          })}
        </nav>
      )}
      {people.length === 0 ? (
        <Nobody asked={asked} team={team?.name} system={system?.name} isAdmin={context.actor.isAdmin} />
      ) : (
        <PeopleTable label="People" people={people} zone={context.actor.zone} now={context.now} />
      )}
      {more && (
        <p className="mt-3 text-meta text-ink-3">
          {system
            ? "There are more. Search for a name to see the others."
            : "There are more. Search for a name, or choose a team, to see the others."}
        </p>
      )}
    </div>
  );
}

const countWords = (count: number, more: boolean) =>
  more ? `the first ${count}` : count === 1 ? "one person" : `${count} people`;

function href({ q, team, system }: Asked): string {
  const search = new URLSearchParams({
    ...(q && { q }),
    ...(team && { team }),
    ...(system && { system }),
  }).toString();
  return search ? `/people?${search}` : "/people";
}

function Nobody({
  asked,
  team,
  system,
  isAdmin,
}: {
  asked: Asked;
  team?: string;
  system?: string;
  isAdmin: boolean;
}) {
  const { q } = asked;
  const where = `${team ? ` in ${team}` : ""}${system ? ` among those who know ${system}` : ""}`;
  return (
    <Panel>
      <EmptyState
        mark={<SeatMark seats={[{ filled: false }, { filled: false }]} />}
        title={q ? `Nobody is called “${q}”${where}.` : `Nobody is${where || " here"} yet.`}
        action={
          q && team ? (
            <ButtonLink href={href({ q })}>Search all teams</ButtonLink>
          ) : q || team ? (
            <ButtonLink href="/people">Show everybody</ButtonLink>
          ) : (
            isAdmin && <ButtonLink href="/admin">Add people</ButtonLink>
          )
        }
      >
        {q ? (
          <>
            Names and addresses are searched. For who knows a thing, see the{" "}
            <Link href="/systems" className="link">
              systems
            </Link>
            .
          </>
        ) : (
          "People appear here once they have signed in, or an admin has added them."
        )}
      </EmptyState>
    </Panel>
  );
}
