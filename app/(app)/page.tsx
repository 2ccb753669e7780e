import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel, SectionHeading } from "@/components/ui/panel";
import { SeatMark } from "@/components/ui/seat-mark";
import { getConnection } from "@/lib/calendar/get-connection";
import { getMyTeam } from "@/lib/people/get-my-team";
import { listNotices } from "@/lib/people/notices";
import { getFirstHour } from "@/lib/people/run-company";
import { listBoard } from "@/lib/requests/list-board";
import { listMyRequests } from "@/lib/requests/list-my-requests";
import { getSession } from "@/lib/sessions/get-session";
import { listMySessions } from "@/lib/sessions/list-my-sessions";
import { formatLongDay, zoneCity } from "@/lib/time/format";
import { pageContext } from "../_server/actor";
import { CalendarBanner } from "./_home/calendar-banner";
import { Later } from "./_home/later";
import { NextSession } from "./_home/next-session";
import { NotesWaiting } from "./_home/notes-waiting";
import { summariesOf } from "./_home/summaries";
import { Unread } from "./_home/unread";
import { YouCouldHelp } from "./_home/you-could-help";
import { YourRequests } from "./_home/your-requests";
import { FirstHour, isFirstHour } from "./admin/first-hour";

export const metadata = { title: "Home" };

const HELP_SHOWN = 5;
const REQUESTS_SHOWN = 5;

export default async function HomePage() {
  const context = await pageContext();
  const { actor, now } = context;
  const [sessions, board, mine, notices, connection, team, size] = await Promise.all([
    listMySessions(context),
    listBoard(context, { help: "1" }),
    listMyRequests(context),
    listNotices(context),
    getConnection(context),
    getMyTeam(context),
    actor.isAdmin ? getFirstHour(context) : null,
  ]);
  const [first, ...later] = sessions.upcoming;
  const next = first && (await getSession(context, { id: first.id }));
  const help = board.rows.slice(0, HELP_SHOWN);
  // A booked one stands among the sessions.
  const waiting = mine.filter(({ state }) => state !== "booked").slice(0, REQUESTS_SHOWN);
  const summaries = summariesOf(
    context,
    [...help, ...waiting].map(({ id }) => id),
  );
  const { zone } = actor;
  return (
    <div className="page">
      <PageHeader
        title={formatLongDay(now, zone)}
        actions={<p className="text-meta text-ink-3">Times are {zoneCity(zone)}, your zone</p>}
        className="items-baseline!"
      />
      <div className="grid gap-6">
        {size && isFirstHour(size) && <FirstHour size={size} />}
        <CalendarBanner state={connection.state} back="/" />
        <div className="grid items-start gap-x-7 gap-y-8 lg:grid-cols-[minmax(0,1fr)_24.5rem]">
          <div className="grid min-w-0 gap-8">
            <section>
              <SectionHeading>Next session</SectionHeading>
              {next ? <NextSession session={next} zone={zone} now={now} /> : <NoSession />}
            </section>
            <YouCouldHelp board={board} shown={help} summaries={summaries} now={now} />
          </div>
          <div className="grid min-w-0 gap-8">
            <Unread notices={notices} now={now} />
            <NotesWaiting sessions={sessions} zone={zone} />
            <YourRequests requests={waiting} summaries={summaries} zone={zone} now={now} />
            <Later
              sessions={later}
              me={{ name: actor.name, discipline: team?.discipline ?? "other" }}
              zone={zone}
              now={now}
            />
          </div>
        </div>
      </div>
    </div>
  );
}

function NoSession() {
  return (
    <Panel>
      <EmptyState
        mark={<SeatMark size={44} seats={[{ filled: true }, { filled: false }]} />}
        title="Nobody sits down with you yet."
        action={
          <>
            <ButtonLink size="sm" tone="primary" href="/requests/new">
              Post a request
            </ButtonLink>
            <ButtonLink size="sm" href="/board?help=1">
              Find something to help with
            </ButtonLink>
          </>
        }
      >
        Ask for something you would like to understand, or offer to pair on a colleague’s request.
      </EmptyState>
    </Panel>
  );
}
