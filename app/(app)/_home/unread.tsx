import Link from "next/link";
import { NoticeLink } from "@/components/people/notice-link";
import { Panel, Row, Rows, SectionHeading } from "@/components/ui/panel";
import type { NoticeView } from "@/lib/people/schema";
import { formatAge } from "@/lib/time/format";
import { read } from "../notices/actions";

const MOST_SHOWN = 3;

/** What happened while the reader was away. */
export function Unread({ notices, now }: { notices: readonly NoticeView[]; now: number }) {
  const unread = notices.filter(({ readAt }) => readAt === null);
  if (unread.length === 0) return null;
  return (
    <section>
      <SectionHeading
        aside={
          <Link href="/notices" className="link">
            {unread.length > MOST_SHOWN ? `All ${unread.length} unread` : "All notices"}
          </Link>
        }
      >
        New for you
      </SectionHeading>
      <Panel>
        <Rows>
          {unread.slice(0, MOST_SHOWN).map((notice) => (
            <Row key={notice.id} className="items-baseline! py-3!">
              <NoticeLink notice={notice} read={read} />
              <time
                dateTime={new Date(notice.createdAt).toISOString()}
                className="ml-auto text-meta text-ink-3"
              >
                {formatAge(notice.createdAt, now)}
              </time>
            </Row>
          ))}
        </Rows>
      </Panel>
    </section>
  );
}
