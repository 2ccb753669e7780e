"use client";

import type { Action } from "@/components/ui/action";
import { classNames } from "@/components/ui/class-names";
import { ListLink } from "@/components/ui/list-link";
import type { NoticeView } from "@/lib/people/schema";

/** A notice that leads to what it is about; following it marks it read. */
export function NoticeLink({ notice, read }: { notice: NoticeView; read: Action<void> }) {
  const isUnread = notice.readAt === null;
  return (
    <>
      <span
        aria-hidden
        className={classNames("size-2 shrink-0 rounded-full", isUnread ? "bg-accent" : "bg-transparent")}
      />
      <ListLink
        href={notice.href}
        data-row
        className={classNames(
          "min-w-0 after:absolute after:inset-0",
          isUnread ? "font-medium" : "text-ink-2",
        )}
        onClick={() => {
          if (isUnread) void read({ id: notice.id });
        }}
      >
        {isUnread && <span className="sr-only">Unread: </span>}
        {unbroken(notice.text)}
      </ListLink>
    </>
  );
}

/** A range of times stays on one line. */
const unbroken = (text: string) => text.replace(/(\d)–(\d)/g, "$1\u2060–\u2060$2");
