import Link from "next/link";
import { type ReactNode, Suspense } from "react";
import { TeamName } from "@/components/people/discipline-mark";
import { longDate, plural } from "@/components/requests/board-words";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel, Row, Rows, SectionHeading } from "@/components/ui/panel";
import { RowLink } from "@/components/ui/row-link";
import { SeatMark } from "@/components/ui/seat-mark";
import type { BoardRow, BoardView } from "@/lib/requests/schema";
import { formatSoon } from "@/lib/time/format";
import type { EpochMs } from "@/lib/time/instant";
import { addDays } from "@/lib/time/zone";
import type { Outlooks } from "./outlooks";

export const MOST_HELP_SHOWN = 5;

/** Open requests that the actor could pair on: of systems they know, or that ask their team. */
export function CouldHelp({
  board,
  compared,
  now,
}: {
  board: BoardView;
  compared: Promise<Outlooks>;
  now: EpochMs;
}) {
  const { rows, total, zone, today } = board;
  return (
    <section>
      <SectionHeading
        aside={
          total > 0 && (
            <Link href={rows.length > MOST_HELP_SHOWN ? "/board?help=1" : "/board"} className="link">
              {rows.length > MOST_HELP_SHOWN
                ? `All ${rows.length} you could help with`
                : `All ${plural(total, "open request")}`}
            </Link>
          )
        }
      >
        You could help
      </SectionHeading>
      <Panel>
        {rows.length === 0 ? (
          <Nothing total={total} />
        ) : (
          <Rows>
            {rows.slice(0, MOST_HELP_SHOWN).map((row) => (
              <HelpRow key={row.id} row={row} today={today} zone={zone} now={now}>
                <Suspense>
                  <BothFree id={row.id} compared={compared} zone={zone} now={now} />
                </Suspense>
              </HelpRow>
            ))}
          </Rows>
        )}
      </Panel>
    </section>
  );
}

/** When the reader and the requester are both free; nothing where nobody can tell. */
async function BothFree({
  id,
  compared,
  zone,
  now,
}: {
  id: string;
  compared: Promise<Outlooks>;
  zone: string;
  now: EpochMs;
}) {
  const mine = (await compared)?.get(id)?.mine;
  if (mine === undefined) return null;
  if (mine === null) return <span className="text-warn">No time in common yet.</span>;
  return (
    <>
      You are both free{" "}
      <time dateTime={new Date(mine).toISOString()} className="font-medium text-ink-2">
        {formatSoon(mine, zone, now)}
      </time>
      .
    </>
  );
}

function HelpRow({
  row,
  today,
  zone,
  now,
  children,
}: {
  row: BoardRow;
  today: string;
  zone: string;
  now: EpochMs;
  children: ReactNode;
}) {
  const { requester, needs } = row;
  const open = needs.filter(({ isTaken }) => !isTaken).length;
  return (
    <Row className="max-sm:items-start max-sm:py-3">
      <SeatMark
        seats={[{ filled: true }, ...needs.map(({ isTaken }) => ({ filled: isTaken }))]}
        className="text-ink-2 max-sm:mt-1"
        label={open === 1 ? "One seat open" : `${open} seats open`}
      />
      <div className="grid min-w-0 flex-1 gap-x-5 gap-y-1.5 sm:grid-cols-[minmax(0,1fr)_11rem_7rem] sm:items-center">
        <div className="min-w-0">
          <RowLink href={`/requests/${row.id}`}>{row.title}</RowLink>
          <p className="text-meta text-ink-3">
            {why(row)}. {children}
          </p>
          {row.freeSeatAt !== null && (
            <Badge tone="warn" className="mt-1">
              {open > 1 ? `${open} seats free` : "One seat free"}, {formatSoon(row.freeSeatAt, zone, now)}
            </Badge>
          )}
        </div>
        <div className="flex items-baseline justify-between gap-4 text-meta text-ink-2 sm:contents">
          {requester.teamName && requester.discipline ? (
            <TeamName discipline={requester.discipline} name={requester.teamName} className="text-meta" />
          ) : (
            <span className="text-meta">{requester.name}</span>
          )}
          <p className="shrink-0 sm:text-right">
            <span className="times text-ink">{byWords(row.neededBy, today)}</span>
            <span className="times ml-2 text-ink-3 sm:ml-0 sm:block">{row.lengthMin} min</span>
          </p>
        </div>
      </div>
    </Row>
  );
}

function why({ mark, markSystem, requester }: BoardRow): string {
  switch (mark) {
    case "can_teach":
      return `You can teach ${markSystem}`;
    case "can_do":
      return `You can do ${markSystem}`;
    case "wants_to_learn":
      return `Your team is asked, and you want to learn ${markSystem}`;
    default:
      return `${requester.name} asks your team`;
  }
}

/** `by Wed 25 Nov`, from a date. */
function byWords(date: string, today: string): string {
  if (date <= today) return "today";
  if (date === addDays(today, 1)) return "by tomorrow";
  const [weekday = "", day, month = ""] = longDate(date).split(" ");
  return `by ${weekday.slice(0, 3)} ${day} ${month.slice(0, 3)}`;
}

const Nothing = ({ total }: { total: number }) =>
  total === 0 ? (
    <EmptyState
      mark={<SeatMark seats={[{ filled: true }, { filled: false }]} />}
      title="Nobody is asking for a partner just now."
      action={
        <ButtonLink href="/requests/new" size="sm">
          Post a request
        </ButtonLink>
      }
    >
      The first request on the board could be yours.
    </EmptyState>
  ) : (
    <EmptyState
      mark={<SeatMark seats={[{ filled: true }, { filled: false }]} />}
      title="No open request is about what you know."
      action={
        <>
          <ButtonLink href="/settings/systems" size="sm">
            Say what you can do
          </ButtonLink>
          <ButtonLink href="/board" size="sm">
            {total === 1 ? "See the open request" : `See all ${total} open requests`}
          </ButtonLink>
        </>
      }
    >
      Here stand the requests that ask your team, or are about a system that you can do or teach.
    </EmptyState>
  );
