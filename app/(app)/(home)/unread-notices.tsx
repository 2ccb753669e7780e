import Link from "next/link";
import { read } from "@/app/(app)/notices/actions";
import { NoticeLink } from "@/components/people/notice-link";
import { Panel, Row, Rows, SectionHeading } from "@/components/ui/panel";
import type { NoticeView } from "@/lib/people/schema";

const MOST_SHOWN = 3;

export function UnreadNotices({ notices }: { notices: readonly NoticeView[] }) {
  const unread = notices.filter(({ readAt }) => readAt === null);
  if (unread.length === 0) return null;
  return (
    <section>
      <SectionHeading
        aside={
          <Link href="/notices" className="link">
            {unread.length > MOST_SHOWN ? `All ${unread.length} unread notices` : "All notices"}
          </Link>
        }
      >
        New for you
      </SectionHeading>
      <Panel>
        <Rows>
          {unread.slice(0, MOST_SHOWN).map((notice) => (
            <Row key={notice.id} className="gap-3">
              <NoticeLink notice={notice} read={read} />
            </Row>
          ))}
        </Rows>
      </Panel>
    </section>
  );
}
