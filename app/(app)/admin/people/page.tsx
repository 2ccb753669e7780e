import { StaffRow } from "@/components/people/staff-row";
import { Button, ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { Table, Th } from "@/components/ui/table";
import { TextInput } from "@/components/ui/text-input";
import { listPeople, listTeams } from "@/lib/people/list-directory";
import { person as change, deactivate, erase, reactivate } from "../actions";
import { adminContext } from "../admin-context";

export const metadata = { title: "People" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function StaffPage({ searchParams }: Props) {
  const context = await adminContext();
  const asked = await searchParams;
  const first = (name: string) => [asked[name] ?? []].flat()[0];
  const [q, teamId] = [first("q") ?? "", first("team") ?? ""];
  const [{ people, more }, teams] = await Promise.all([
    listPeople(context, { q, teamId }),
    listTeams(context),
  ]);
  return (
    <div className="grid gap-4">
      <search>
        <form method="get" action="/admin/people" className="flex flex-wrap gap-2">
          <TextInput
            key={`q ${q}`}
            type="search"
            name="q"
            aria-label="Search people by name or address"
            placeholder="Name or address"
            defaultValue={q}
            maxLength={100}
            autoComplete="off"
            className="sm:max-w-72 max-sm:w-full! sm:flex-1"
          />
          <Select key={`team ${teamId}`} name="team" aria-label="Team" defaultValue={teamId} className="w-44">
            <option value="">All teams</option>
            {teams.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
          <Button type="submit" size="lg">
            Search
          </Button>
          <ButtonLink href="/admin/import" size="lg" tone="quiet" className="sm:ml-auto">
            Import people
          </ButtonLink>
        </form>
      </search>
      {people.length === 0 ? (
        <Panel>
          <EmptyState
            title="Nobody fits."
            action={
              <ButtonLink size="sm" href="/admin/people">
                Show everybody
              </ButtonLink>
            }
          >
            Search by a part of the name or the address.
          </EmptyState>
        </Panel>
      ) : (
        <Table label="People">
          <thead>
            <tr>
              <Th>Name</Th>
              <Th>Team</Th>
              <Th>Admin</Th>
              <Th>Calendar</Th>
              <Th>
                <span className="sr-only">Deactivate or reactivate</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {people.map(({ id, name, email, teamId: team, discipline, isAdmin, hasSignedIn, ...rest }) => (
              <StaffRow
                // Made anew when somebody else changed it meanwhile.
                key={`${id} ${team} ${isAdmin} ${rest.deactivatedAt}`}
                person={{
                  ...{ id, name, email, teamId: team, discipline, isAdmin, hasSignedIn },
                  isGone: rest.deactivatedAt !== null,
                  connection: rest.connection ?? "never",
                }}
                teams={teams}
                change={change}
                deactivate={deactivate}
                reactivate={reactivate}
                erase={erase}
              />
            ))}
          </tbody>
        </Table>
      )}
      {more && (
        <p className="text-meta text-ink-3">Only the first 200 are shown. Search to find the others.</p>
      )}
    </div>
  );
}
