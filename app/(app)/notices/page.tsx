import type { Metadata } from "next";
import { pageContext } from "@/app/_server/actor";
import { MarkAllRead } from "@/components/people/mark-all-read";
import { NoticeLink } from "@/components/people/notice-link";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { KeepFresh } from "@/components/ui/keep-fresh";
import { PageHeader } from "@/components/ui/page-header";
import { Panel, Row, Rows, SectionHeading } from "@/components/ui/panel";
import { SeatMark } from "@/components/ui/seat-mark";
import { listNotices } from "@/lib/people/notices";
import type { NoticeView } from "@/lib/people/schema";
import { formatLongDay, formatTime, zoneCity } from "@/lib/time/format";
import { dateIn } from "@/lib/time/zone";
import { read } from "./actions";

export const metadata: Metadata = { title: "Notices" };

export default async function NoticesPage() {
  const context = await pageContext();
  const { zone } = context.actor;
  const notices = await listNotices(context);
  const unread = notices.filter(({ readAt }) => readAt === null).length;
  const days = [...Map.groupBy(notices, ({ createdAt }) => dateIn(createdAt, zone))];
  return (
    <div className="page">
      <KeepFresh />
      <PageHeader
        title="Notices"
        beside={unread > 0 ? `${unread} unread` : undefined}
        meta={notices.length > 0 && `Times are ${zoneCity(zone)}, your zone`}
        actions={unread > 0 && <MarkAllRead read={read} />}
      />
      {notices.length === 0 ? (
        <Panel>
          <EmptyState
            mark={<SeatMark seats={[{ filled: true }, { filled: false }]} />}
            title="Nothing has happened yet."
            action={
              <ButtonLink size="sm" href="/board">
                Look at the board
              </ButtonLink>
            }
          >
            You are told here when a session is booked, moved or cancelled, or somebody offers to pair with
            you.
          </EmptyState>
        </Panel>
      ) : (
        <div className="grid max-w-3xl gap-6">
          {days.map(([date, list]) => (
            <section key={date}>
              <SectionHeading>{dayWords(date, list[0], zone, context.now)}</SectionHeading>
              <Panel>
                <Rows>
                  {list.map((notice) => (
                    <Row key={notice.id}>
                      <NoticeLink notice={notice} read={read} />
                      <time
                        dateTime={new Date(notice.createdAt).toISOString()}
                        className="ml-auto text-meta text-ink-3"
                      >
                        {formatTime(notice.createdAt, zone)}
                      </time>
                    </Row>
                  ))}
                </Rows>
              </Panel>
            </section>
          ))}
        </div>
      )}
    </div>
  );
}

function dayWords(date: string, notice: NoticeView | undefined, zone: string, now: number): string {
  if (date === dateIn(now, zone)) return "Today";
  if (date === dateIn(now - 86_400_000, zone)) return "Yesterday";
  return notice ? formatLongDay(notice.createdAt, zone) : date;
}
