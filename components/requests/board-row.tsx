import { ArrowRight } from "lucide-react";
import { TeamName } from "@/components/people/discipline-mark";
import { firstName } from "@/components/people/first-name";
import { Badge } from "@/components/ui/badge";
import { RowLink } from "@/components/ui/row-link";
import { SeatMark } from "@/components/ui/seat-mark";
import { Skeleton } from "@/components/ui/skeleton";
import { Td, Tr } from "@/components/ui/table";
import type { BoardRow, BoardSummary, TeamRef } from "@/lib/requests/schema";
import { formatDay, formatSoon, formatTime } from "@/lib/time/format";
import type { EpochMs } from "@/lib/time/instant";
import { MARK_WORDS } from "./board-words";
import { WatchersMark } from "./watchers-welcome";

type Summary = BoardSummary["requests"][string];

/** `summary`: undefined while calendars are compared, null where there is none. */
export function BoardTableRow({
  row,
  zone,
  summary,
  now,
  withSummary,
}: {
  row: BoardRow;
  zone: string;
  summary: Summary | null | undefined;
  now: EpochMs | undefined;
  withSummary: boolean;
}) {
  const booked = row.state === "booked";
  const others = row.needs.map(({ isTaken }) => ({ filled: booked || isTaken }));
  const open = others.filter(({ filled }) => !filled).length;
  return (
    <Tr className="relative has-[a[data-row]:focus-visible]:bg-hover">
      <Td className="max-sm:hidden">
        <SeatMark
          seats={[{ filled: true }, ...others]}
          className={booked ? "text-accent" : "text-ink-2"}
          label={booked ? "Seats taken" : open === 1 ? "One seat open" : `${open} seats open`}
        />
      </Td>
      <Td className="max-sm:min-w-0 max-sm:grow max-sm:basis-[calc(100%-6rem)] sm:w-[40%] sm:min-w-56">
        <RowLink href={`/requests/${row.id}`}>{row.title}</RowLink>
        {row.couldHelp || row.freeSeatAt !== null ? (
          <p className="mt-0.5 flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <Badges row={row} open={open} zone={zone} />
            {withSummary && row.couldHelp && <BothFree mine={summary?.mine} zone={zone} now={now} />}
          </p>
        ) : (
          row.mark && (
            <>
              {"\u00a0 "}
              <Badges row={row} open={open} zone={zone} />
            </>
          )
        )}
      </Td>
      <Td className="text-meta text-ink-2 max-sm:order-2">
        <span className="flex items-center gap-2 max-sm:flex-wrap max-sm:gap-x-1.5 sm:whitespace-nowrap">
          {row.requester.teamName && row.requester.discipline ? (
            <TeamName discipline={row.requester.discipline} name={row.requester.teamName} />
          ) : (
            <span>{row.requester.name}</span>
          )}
          <ArrowRight aria-label="asks" className="size-3.5 shrink-0 text-ink-3" strokeWidth={1.75} />
          {row.needs.length > 1 ? <Needs needs={row.needs} /> : <AskedTeams teams={row.teams} />}
        </span>
      </Td>
      <Td className="w-[13%] min-w-36 text-meta text-ink-2 max-lg:hidden">
        {row.systems.map((system) => system.name).join(", ")}
      </Td>
      <Td className="times text-meta text-ink-2 max-sm:order-3 max-sm:ml-auto">
        {row.lengthMin} min
        {row.observersWelcome && <WatchersMark />}
      </Td>
      {withSummary && <SummaryCells summary={summary} zone={zone} now={now} />}
    </Tr>
  );
}

/** What the request is to the reader, and whether its session waits for somebody. */
const Badges = ({
  row: { mark, freeSeatAt },
  open,
  zone,
}: Pick<Parameters<typeof BoardTableRow>[0], "row" | "zone"> & { open: number }) => (
  <>
    {mark && (
      <Badge tone={mark === "yours" || mark === "asked" ? "neutral" : "accent"} className="align-middle">
        {MARK_WORDS[mark]}
      </Badge>
    )}
    {freeSeatAt !== null && (
      <Badge tone="warn">
        {open > 1 ? `${open} seats free` : "One seat free"}, {formatDay(freeSeatAt, zone)},{" "}
        {formatTime(freeSeatAt, zone)}
      </Badge>
    )}
  </>
);

/** When the reader and the requester are both free; nothing until the calendars are compared. */
const BothFree = ({
  mine,
  zone,
  now,
}: {
  mine: EpochMs | null | undefined;
  zone: string;
  now: EpochMs | undefined;
}) => (
  <span className="text-meta text-ink-3">
    {mine === null && "You have no time in common yet"}
    {mine != null && (
      <>
        You are both free{" "}
        <time dateTime={new Date(mine).toISOString()}>{formatSoon(mine, zone, now ?? mine)}</time>
      </>
    )}
  </span>
);

function SummaryCells({
  summary,
  zone,
  now,
}: {
  summary: Summary | null | undefined;
  zone: string;
  now: EpochMs | undefined;
}) {
  if (!summary) {
    const wait =
      summary === undefined ? <Skeleton className="h-3 w-16" /> : <span className="text-ink-3">–</span>;
    return (
      <>
        <Td className="max-md:hidden">{wait}</Td>
        <Td className="max-sm:order-1 max-sm:ml-auto sm:[&>*]:ml-auto">{wait}</Td>
      </>
    );
  }
  const { people, atLeast, only, earliest } = summary;
  return (
    <>
      <Td className="times max-md:hidden">
        {only ? (
          <Badge tone="warn">Only {firstName(only)}</Badge>
        ) : people === 0 ? (
          <span className="text-warn">Nobody yet</span>
        ) : (
          `${people}${atLeast ? "+" : ""} people`
        )}
      </Td>
      <Td className="times text-right max-sm:order-1 max-sm:ml-auto max-sm:max-w-18 max-sm:self-start max-sm:text-meta max-sm:*:whitespace-normal">
        {earliest === null ? (
          <span className="text-warn">None yet</span>
        ) : (
          <time dateTime={new Date(earliest).toISOString()}>
            {formatSoon(earliest, zone, now ?? earliest)}
          </time>
        )}
      </Td>
    </>
  );
}

function AskedTeams({ teams: [first, ...rest] }: { teams: readonly TeamRef[] }) {
  if (!first) return <span className="text-ink-3">whoever knows it</span>;
  const [second] = rest;
  const more =
    rest.length === 0 ? "" : rest.length === 1 ? ` or ${second?.name}` : ` or ${rest.length} others`;
  return <TeamName discipline={first.discipline} name={`${first.name}${more}`} />;
}

/** `2 people: Backend and SRE`; the seats that are still free. */
function Needs({ needs }: Pick<BoardRow, "needs">) {
  const open = needs.filter(({ isTaken }) => !isTaken);
  const wanted = open.length > 0 ? open : needs;
  const words = wanted.map(({ teams }) => (teams.length > 0 ? teams.join(" or ") : "whoever knows it"));
  const lead = wanted.length === 1 ? "1 more:" : `${wanted.length} people:`;
  return (
    <span className="min-w-0 whitespace-normal">
      <span className="sr-only">needs </span>
      {lead} {words.slice(0, -1).join(", ")}
      {words.length > 1 && " and "}
      {words.at(-1)}
    </span>
  );
}
