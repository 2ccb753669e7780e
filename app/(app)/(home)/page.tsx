import { pageContext } from "@/app/_server/actor";
import { KeepFresh } from "@/components/ui/keep-fresh";
import { PageHeader } from "@/components/ui/page-header";
import { getConnection } from "@/lib/calendar/get-connection";
import { getMyTeam } from "@/lib/people/get-my-team";
import { listNotices } from "@/lib/people/notices";
import { getFirstHour } from "@/lib/people/run-company";
import { listBoard } from "@/lib/requests/list-board";
import { listMyRequests } from "@/lib/requests/list-my-requests";
import { listMySessions } from "@/lib/sessions/list-my-sessions";
import { formatLongDay, zoneCity } from "@/lib/time/format";
import { FirstHour, isFirstHour } from "../admin/first-hour";
import { CalendarBanner } from "./calendar-banner";
import { CouldHelp, MOST_HELP_SHOWN } from "./could-help";
import { Later } from "./later";
import { MyRequests } from "./my-requests";
import { NextSession } from "./next-session";
import { outlooksOf } from "./outlooks";
import { UnreadNotices } from "./unread-notices";
import { Waiting } from "./waiting";

export const metadata = { title: "Home" };

/** Nine queries in two turns; what compares calendars or reads notes is streamed in after. */
export default async function HomePage() {
  const context = await pageContext();
  const { actor, now } = context;
  const [team, sessions, board, requests, notices, connection] = await Promise.all([
    getMyTeam(context),
    listMySessions(context),
    listBoard(context, { help: "1" }),
    listMyRequests(context),
    listNotices(context),
    getConnection(context),
  ]);
  const [next, ...later] = sessions.upcoming;
  const compared = outlooksOf(context, [
    ...board.rows.slice(0, MOST_HELP_SHOWN).map(({ id }) => id),
    ...requests.flatMap(({ id, state }) => (state === "booked" ? [] : [id])),
  ]);
  // A company that works has something open: only a quiet one is asked what it still lacks.
  const size = actor.isAdmin && board.total === 0 ? await getFirstHour(context) : null;
  return (
    <div className="page">
      <KeepFresh />
      <PageHeader
        className="max-sm:gap-y-0"
        title={formatLongDay(now, actor.zone)}
        actions={<p className="text-meta text-ink-3">Times are {zoneCity(actor.zone)}, your zone</p>}
      />
      {size && isFirstHour(size) && (
        <div className="mb-6">
          <FirstHour size={size} />
        </div>
      )}
      <CalendarBanner {...connection} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-8 lg:grid-cols-[minmax(0,1fr)_24.5rem] lg:gap-7">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
          <NextSession context={context} session={next} discipline={team?.discipline ?? ""} />
          <CouldHelp board={board} compared={compared} now={now} />
        </div>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
          <UnreadNotices notices={notices} />
          <Waiting sessions={sessions} zone={actor.zone} now={now} />
          <MyRequests context={context} requests={requests} compared={compared} />
          <Later sessions={later} zone={actor.zone} now={now} />
        </div>
      </div>
    </div>
  );
}
