import { PersonSeat } from "@/components/people/person-chip";
import { ButtonLink } from "@/components/ui/button";
import { filterClasses } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { ListLink } from "@/components/ui/list-link";
import { Panel } from "@/components/ui/panel";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { listConnections } from "@/lib/calendar/list-connections";
import { formatAge, formatDay } from "@/lib/time/format";
import { adminContext } from "../admin-context";

export const metadata = { title: "Calendars" };

const STATES = {
  reconnect: {
    label: "Access ended",
    meaning:
      "Google no longer lets Deskside in. They are told, and others see them as unknown until they reconnect.",
    none: "Nobody has to reconnect.",
  },
  failing: {
    label: "Last reading failed",
    meaning:
      "Connected, but Google did not let Deskside read when it last tried. It is tried again every few minutes.",
    none: "Every connected calendar was read the last time it was tried.",
  },
  connected: {
    label: "Connected",
    meaning: "Read every few minutes, and when Google tells of a change.",
    none: "Nobody has connected a calendar yet.",
  },
  never: {
    label: "Never connected",
    meaning: "Where the company shows free and busy to its people, they are known all the same.",
    none: "Everybody has connected their calendar.",
  },
} as const;

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function CalendarsPage({ searchParams }: Props) {
  const context = await adminContext();
  const asked = await searchParams;
  const found = await listConnections(context, { state: asked.state, page: asked.page });
  const { state, counts, page, pages } = found;
  const address = (to: number) => `/admin/calendars?${new URLSearchParams({ state, page: String(to) })}`;
  return (
    <div className="grid gap-4">
      <nav aria-label="Calendars by state" className="flex gap-2 scroll-sideways">
        {(Object.keys(STATES) as (keyof typeof STATES)[]).map((each) => (
          <StateLink key={each} state={each} count={counts[each]} isOn={each === state} />
        ))}
      </nav>
      <p className="max-w-[70ch] text-meta text-ink-2">{STATES[state].meaning}</p>
      {found.people.length === 0 ? (
        <Panel>
          <EmptyState
            title={page > 1 ? "There is no such page." : STATES[state].none}
            action={
              page > 1 ? (
                <ButtonLink size="sm" href={address(1)}>
                  First page
                </ButtonLink>
              ) : undefined
            }
          />
        </Panel>
      ) : (
        <ConnectionsTable {...found} now={context.now} zone={context.actor.zone} />
      )}
      {pages > 1 && (
        <nav aria-label="Pages" className="flex items-center justify-between gap-4 text-meta text-ink-3">
          {page > 1 ? (
            <ButtonLink size="sm" href={address(page - 1)}>
              Back
            </ButtonLink>
          ) : (
            <span />
          )}
          <span>
            Page {page} of {pages}
          </span>
          {page < pages ? (
            <ButtonLink size="sm" href={address(page + 1)}>
              More
            </ButtonLink>
          ) : (
            <span />
          )}
        </nav>
      )}
    </div>
  );
}

function StateLink({ state, count, isOn }: { state: keyof typeof STATES; count: number; isOn: boolean }) {
  return (
    <ListLink
      href={`/admin/calendars?state=${state}`}
      aria-current={isOn ? "page" : undefined}
      className={filterClasses(isOn)}
    >
      {STATES[state].label}
      <span className="times font-normal text-ink-3">{count}</span>
    </ListLink>
  );
}

type Found = Pick<Awaited<ReturnType<typeof listConnections>>, "state" | "people">;

function ConnectionsTable({ state, people, now, zone }: Found & { now: number; zone: string }) {
  return (
    <Table label={`Calendars: ${STATES[state].label}`}>
      <thead>
        <tr>
          <Th>Name</Th>
          <Th>Team</Th>
          {state !== "never" && <Th>{state === "reconnect" ? "Ended" : "Since"}</Th>}
          <Th>Busy times read</Th>
          <Th>Last failure</Th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <Tr key={person.personId}>
            <Td className="max-sm:w-full">
              <span className="flex items-center gap-2.5">
                <PersonSeat person={{ name: person.name, discipline: person.discipline ?? "" }} />
                <ListLink
                  href={`/people/${person.personId}`}
                  className="font-medium wrap-anywhere hover:underline"
                >
                  {person.name}
                </ListLink>
              </span>
            </Td>
            <Td className="text-ink-2 max-sm:hidden">{person.teamName ?? "No team"}</Td>
            {state !== "never" && (
              <Td className="text-meta text-ink-2">
                <span className="sm:hidden">{state === "reconnect" ? "ended " : "since "}</span>
                <Moment at={state === "reconnect" ? person.failedAt : person.connectedAt} zone={zone} />
              </Td>
            )}
            <Td className="text-meta text-ink-2">
              {person.readAt === null ? (
                <span className="text-ink-3">never read</span>
              ) : (
                <>read {formatAge(person.readAt, now)}</>
              )}
            </Td>
            <Td className="text-meta text-ink-2 max-sm:w-full">
              {person.failure === null ? (
                <span className="text-ink-3 max-sm:hidden">none</span>
              ) : (
                <>
                  {person.failure}
                  {person.triedAt !== null && `, ${formatAge(person.triedAt, now)}`}
                </>
              )}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

const Moment = ({ at, zone }: { at: number | null; zone: string }) =>
  at === null ? null : <time dateTime={new Date(at).toISOString()}>{formatDay(at, zone)}</time>;
