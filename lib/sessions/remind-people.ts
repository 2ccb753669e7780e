import type { JobContext } from "../context";
import { firstName } from "../people/first-name";
import { notify } from "../people/notices";
import { DAY_MS, type EpochMs, HOUR_MS } from "../time/instant";
import { addDays, dateIn, toInstant } from "../time/zone";
import * as mailStore from "./mail-store";
import { reminderWords, writeNoteWords } from "./reminder-words";

/** How long before a session its people are reminded. Whoever booked or moved it later than that knows of it anyway. */
const AHEAD_MS = DAY_MS;
/** Later than this before it begins, after an outage for instance, a reminder only disturbs. */
const LATEST_MS = HOUR_MS;
/** The wall time at which people are asked what they took away, the day after the session began. */
const MORNING = "09:00";
/** Who could not be asked for this long is not asked any more. */
const ASKED_WITHIN_MS = 7 * DAY_MS;

/**
 * Job: reminds of sessions that begin within a day, and asks those who wrote nothing to write the note, from nine the
 * next morning in their own zone. `now` is the database's; however often and in however many workers, each is told once.
 */
export async function remindPeople({ db, now }: Pick<JobContext, "db" | "now">): Promise<void> {
  await remindOfTomorrow(db, now);
  await askForNotes(db, now);
}

async function remindOfTomorrow(db: JobContext["db"], now: EpochMs): Promise<void> {
  const window = { start: now + LATEST_MS, end: now + AHEAD_MS + 1 };
  const due = await mailStore.seatsToRemind(db, window, AHEAD_MS);
  const others = await othersOf(db, due);
  for (const { seat, session, title, person } of due) {
    await db.transaction(async (tx) => {
      if (!(await mailStore.claimReminder(tx, seat.id, session.startAt))) return;
      await notify(tx, {
        personId: person.id,
        kind: "reminder",
        text: reminderWords({
          title,
          window: { start: session.startAt, end: session.endAt },
          zone: person.zone,
          others: others(session.id, person.id),
        }),
        href: `/sessions/${session.id}`,
      });
    });
  }
}

async function askForNotes(db: JobContext["db"], now: EpochMs): Promise<void> {
  const ended = await mailStore.seatsWithoutNote(db, { start: now - ASKED_WITHIN_MS, end: now });
  const due = ended.filter(({ session, person }) => nextMorning(session.startAt, person.zone) <= now);
  const others = await othersOf(db, due);
  for (const { seat, session, title, person } of due) {
    await db.transaction(async (tx) => {
      if (!(await mailStore.claimNoteRequest(tx, seat.id, now))) return;
      await notify(tx, {
        personId: person.id,
        kind: "write_note",
        text: writeNoteWords({ title, others: others(session.id, person.id) }),
        href: `/sessions/${session.id}`,
      });
    });
  }
}

/** Of a session over midnight the day it began counts. */
const nextMorning = (startAt: EpochMs, zone: string): EpochMs =>
  toInstant(addDays(dateIn(startAt, zone), 1), MORNING, zone);

/** First names of the others in a session, asked for all of them at once. */
async function othersOf(db: JobContext["db"], due: readonly mailStore.Told[]) {
  const rows = await mailStore.othersIn(db, [...new Set(due.map(({ session }) => session.id))]);
  return (sessionId: string, personId: string): string[] =>
    rows
      .filter((row) => row.sessionId === sessionId && row.personId !== personId)
      .map(({ name }) => firstName(name));
}
