import { TeamName } from "@/components/people/discipline-mark";
import { canDoWords, type Known } from "@/components/people/knowledge";
import { PersonSeat } from "@/components/people/person-chip";
import { Badge } from "@/components/ui/badge";
import { ListLink } from "@/components/ui/list-link";
import { RowLink } from "@/components/ui/row-link";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { formatDayTime, formatTime, zoneCity, zoneDifference } from "@/lib/time/format";
import type { EpochMs } from "@/lib/time/instant";
import { dateIn } from "@/lib/time/zone";

export type ListedPerson = {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly teamId: string | null;
  readonly teamName: string | null;
  readonly discipline: string | null;
  readonly isPaused: boolean;
  readonly knowledge: readonly Known[];
};

/** People with their team, what they can do, and what their clocks show. `zone`: the reader's. */
export function PeopleTable({
  label,
  people,
  zone,
  now,
  withTeam = true,
}: {
  label: string;
  people: readonly ListedPerson[];
  zone: string;
  now: EpochMs;
  withTeam?: boolean;
}) {
  return (
    <Table label={label}>
      <thead>
        <tr>
          <Th>Name</Th>
          {withTeam && <Th>Team</Th>}
          <Th>What they can do</Th>
          <Th>Their time</Th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <Tr key={person.id} className="relative has-[a[data-row]:focus-visible]:bg-hover">
            <Td className="max-sm:min-w-0 max-sm:grow max-sm:basis-[calc(100%-9rem)]">
              <span className="flex items-center gap-2.5">
                <PersonSeat person={{ name: person.name, discipline: person.discipline ?? "" }} />
                <span className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-0.5">
                  <RowLink href={`/people/${person.id}`}>{person.name}</RowLink>
                  {person.isPaused && <Badge>Paused</Badge>}
                </span>
              </span>
            </Td>
            {withTeam && (
              <Td className="text-meta text-ink-2 max-sm:order-2">
                <Team person={person} />
              </Td>
            )}
            <Td className="text-meta text-ink-2 max-sm:order-3 max-sm:w-full">
              {canDoWords(person.knowledge) || <span className="text-ink-3 max-sm:hidden">–</span>}
            </Td>
            <Td className="w-0 text-meta whitespace-nowrap max-sm:order-1 max-sm:ml-auto max-sm:w-auto">
              <TheirTime theirs={person.zone} zone={zone} now={now} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function Team({ person: { teamId, teamName, discipline } }: { person: ListedPerson }) {
  if (!teamId || !teamName) return <span className="text-ink-3">No team yet</span>;
  return (
    <ListLink
      href={`/teams/${teamId}`}
      className="relative z-1 inline-flex rounded-badge hover:text-ink hover:underline hover:underline-offset-3"
    >
      <TeamName discipline={discipline ?? ""} name={teamName} />
    </ListLink>
  );
}

/** What their clocks show now, with the day where it is another one, and how far that is from mine. */
function TheirTime({ theirs, zone, now }: { theirs: string; zone: string; now: EpochMs }) {
  const isSameDay = dateIn(now, theirs) === dateIn(now, zone);
  const difference = zoneDifference(now, zone, theirs);
  return (
    <>
      <span className="times">{isSameDay ? formatTime(now, theirs) : formatDayTime(now, theirs)}</span>{" "}
      <span className="text-ink-2">{zoneCity(theirs)}</span>
      {difference !== "same time" && (
        <span className="times text-ink-3 max-sm:hidden">
          {" · "}
          {difference}
        </span>
      )}
    </>
  );
}
