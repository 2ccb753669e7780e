import { cancellation, invitation } from "../calendar/icalendar";
import type { Db, JobContext } from "../context";
import { enqueue } from "../jobs/queue";
import { composeMail } from "../mail/compose";
import { sendMail } from "../mail/transport";
import { calendarEntryOf } from "./calendar-entry";
import { invitationWords } from "./invitation-words";
import { mailOwed, NOTHING_MAILED } from "./mail-owed";
import * as mailStore from "./mail-store";
import { isLive } from "./schema";
import * as store from "./store";

/**
 * Queues the iCalendar mail that each person of the session is owed: for sessions whose requester has no calendar
 * connection, or had none when the first invitation was mailed. Never where Google has the event, or would make it: a
 * second invitation would be a second event. Without a mail server nothing is queued and the way stays open.
 * @returns whether this session is told by mail, so that nothing has to be written to Google
 */
export async function mailInvitations({ db, config, now }: JobContext, sessionId: string): Promise<boolean> {
  if (!config.SMTP_URL) return false;
  return db.transaction(async (tx) => {
    const found = await mailStore.lockedSession(tx, sessionId);
    if (!found || !(await isByMail(tx, found))) return false;
    const { session } = found;
    const isOver = session.endAt <= now;
    for (const { seat, person } of await mailStore.mailedSeatsOf(tx, sessionId)) {
      const isIn = seat.active && isLive(session.state);
      const mailed = isIn ? (seat.mailedSequence ?? NOTHING_MAILED) : seat.mailedSequence;
      const owed = mailOwed(session, { ...seat, mailedSequence: mailed });
      const isTold = owed === null || isOver || person.mailOff.includes("invitations");
      const next = isTold ? toldOf(isIn, session.sequence, mailed) : mailed;
      if (next !== seat.mailedSequence) await mailStore.setMailedSequence(tx, seat.id, next);
      if (isTold) continue;
      const key = `${sessionId} ${person.id}`;
      await enqueue(tx, "mail-invitation", { sessionId, personId: person.id }, { key });
    }
    return true;
  });
}

/** What stands where nothing is owed: people who are in it are up to date, for the others it is over. */
const toldOf = (isIn: boolean, sequence: number, mailed: number | null) =>
  isIn ? Math.max(sequence, mailed ?? 0) : null;

type Found = NonNullable<Awaited<ReturnType<typeof mailStore.lockedSession>>>;

async function isByMail(tx: Db, { session, requesterId }: Found): Promise<boolean> {
  if (session.googleEventId !== null) return false;
  if (await mailStore.isInvitedByMail(tx, session.id)) return true;
  return isLive(session.state) && (await store.connectionStateOf(tx, requesterId)) === null;
}

/**
 * Job: mails a person the session as it is now, or that it is over for them. A repeated mail has the same Message-ID,
 * UID and sequence.
 * @throws {MailFailure} where the mail server did not take it
 */
export async function mailInvitation(
  context: JobContext,
  { sessionId, personId }: { sessionId: string; personId: string },
): Promise<void> {
  const { db, config, now } = context;
  // Queued before mail was switched off: it stays owed.
  if (!config.SMTP_URL) return;
  const described = await mailStore.describedSession(db, sessionId);
  const seats = await mailStore.mailedSeatsOf(db, sessionId);
  const mine = seats.find(({ person }) => person.id === personId);
  const owed = described && mine && mailOwed(described.session, mine.seat);
  if (!owed || described.session.endAt <= now) return;

  const { session } = described;
  const isLeaver = owed === "cancel" && session.state !== "cancelled";
  const told = seats.filter(({ seat }) => (owed === "cancel" ? seat.id === mine.seat.id : seat.active));
  const all = (await store.seatViewsOf(db, [sessionId])).map(({ seat, person }) => ({ ...seat, person }));
  const entry = calendarEntryOf(described, all, config);
  const attendees = told.map(({ seat, person }) => ({
    name: person.name,
    email: person.email,
    answer: seat.answer,
    isOptional: seat.role === "observer",
  }));
  const file = { ...entry, attendees, isCancelled: owed === "cancel" && !isLeaver };
  await sendMail(config, {
    to: mine.person,
    id: `${owed}-${sessionId}-${personId}-${session.sequence}`,
    ...composeMail(
      invitationWords({
        owed,
        isLeaver,
        isAsked: mine.seat.answer === "waiting",
        watches: mine.seat.role === "observer",
        isFirst: mine.seat.mailedSequence === NOTHING_MAILED,
        described,
        others: all.flatMap(({ active, person }) =>
          active && person && person.id !== personId ? [person.name] : [],
        ),
        location: entry.location,
        zone: mine.person.zone,
        url: entry.url,
      }),
    ),
    calendar:
      owed === "request"
        ? { method: "REQUEST", content: invitation(file) }
        : { method: "CANCEL", content: cancellation(file) },
  });
  await mailStore.setMailedSequence(db, mine.seat.id, owed === "request" ? session.sequence : null);
  // Whoever changed the session while this mail was under way took it for not sent.
  await mailInvitations(context, sessionId);
}
