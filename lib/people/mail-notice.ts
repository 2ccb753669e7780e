import type { JobContext } from "../context";
import { composeMail } from "../mail/compose";
import { sendMail } from "../mail/transport";
import { zoneCity } from "../time/format";
import { mailedAs } from "./mail-kinds";
import * as store from "./store";

/**
 * Job: mails a notice to whom it is for, unless they do not want such mail any more or have left.
 * @throws {MailFailure} where the mail server did not take it
 */
export async function mailNotice(
  { db, config }: JobContext,
  { noticeId }: { noticeId: string },
): Promise<void> {
  const found = await store.noticeToMail(db, noticeId);
  const told = found && mailedAs(found.notice.kind);
  if (!found || !told || found.person.mailOff.includes(told.choice)) return;
  const { notice, person } = found;
  await sendMail(config, {
    to: person,
    id: `notice-${noticeId}`,
    ...composeMail({
      subject: `${told.subject ?? ""}${notice.text}`,
      heading: told.heading,
      paragraphs: [notice.text, told.meaning ?? ""].filter((text) => text !== ""),
      link: { label: labelOf(notice.href), href: new URL(notice.href, config.AUTH_URL).href },
      footer: `Times are those of ${zoneCity(person.zone)}. You choose what is mailed to you in Deskside, under Settings, Mail and feed.`,
    }),
  });
}

const LABELS: readonly (readonly [prefix: string, label: string])[] = [
  ["/sessions/", "Open the session"],
  ["/requests/", "Open the request"],
  ["/settings", "Open settings"],
];

const labelOf = (href: string) => LABELS.find(([prefix]) => href.startsWith(prefix))?.[1] ?? "Open Deskside";
