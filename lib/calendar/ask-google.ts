import type { JobContext } from "../context";
import { DAY_MS, type EpochMs, MINUTE_MS } from "../time/instant";
import type { Interval } from "../time/interval";
import * as store from "./busy-store";
import { CalendarError, type CalendarErrorKind } from "./calendar-error";
import { accessWith, notedAsLost } from "./connection";
import { type BusyAnswer, readBusy } from "./google-busy";
import { CALENDAR_SCOPES } from "./google-consent";
import { packBusy } from "./packed-busy";
import type { ReadFailure } from "./schema";

/** Busy times, or why they are not known; with the error where Google did not do what was asked. */
export type Answer = Interval[] | { unknown: ReadFailure; error?: CalendarError };
export type Answers = ReadonlyMap<string, Answer>;
export type Range = { readonly from: EpochMs; readonly to: EpochMs };

/** How far the cache of busy times reaches. */
export const HORIZON_MS = 35 * DAY_MS;
/** A little of what has passed, for clocks that do not agree. */
const BEFORE_MS = 15 * MINUTE_MS;
/** Colleagues whose permission is tried before the others count as not answering. */
const MOST_READERS = 3;
const TURN_MS = MINUTE_MS;

/** What is asked for and kept. */
export const keptRange = (now: EpochMs): Range => ({ from: now - BEFORE_MS, to: now + HORIZON_MS });

/** Whether a person's own permission reads their calendars. */
export const readsThemselves = ({ connection }: Pick<store.Calendars, "connection">): boolean =>
  connection?.state === "connected" && connection.scopes.includes(CALENDAR_SCOPES.readBusy);

/**
 * One person's calendars that count, with their own permission. One that cannot be seen makes the person unknown: free
 * in the others says nothing. A connection that has ended is not asked.
 */
export async function askAsThemselves(
  context: JobContext,
  { connection }: store.Calendars,
  range: Range,
  timeoutMs: number,
): Promise<Answer> {
  if (connection?.state !== "connected") return { unknown: "reconnect" };
  try {
    const calendarIds = connection.busyCalendarIds;
    const answer = await readBusy(accessWith(context, connection), { calendarIds, ...range }, { timeoutMs });
    const each = calendarIds.map((id): BusyAnswer => answer.get(id) ?? { unknown: "not_visible" });
    const unseen = each.find((one) => !Array.isArray(one));
    if (unseen && !Array.isArray(unseen)) return { unknown: reasonOf(unseen.unknown) };
    return each.flatMap((one) => (Array.isArray(one) ? one : []));
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    await notedAsLost(context, connection, error, CALENDAR_SCOPES.readBusy);
    return { unknown: reasonOf(error.kind), error };
  }
}

/**
 * People without a permission of their own, through colleagues of their domain who gave one: the one who is preferred,
 * then others by turns. Who has no such colleague is left out of the answer: nobody was asked.
 */
export async function askThroughColleagues(
  context: JobContext,
  people: readonly store.Calendars[],
  range: Range,
  { timeoutMs, preferred }: { timeoutMs: number; preferred?: store.Calendars | undefined },
): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>();
  const deadlineAt = performance.now() + timeoutMs;
  const domains = Map.groupBy(people, ({ email }) => domainOf(email));
  await Promise.all(
    [...domains].map(async ([domain, theirs]) => {
      const readers = await readersFor(context, domain, theirs, preferred);
      const failures: CalendarError[] = [];
      for (const reader of readers) {
        const leftMs = Math.floor(deadlineAt - performance.now());
        if (leftMs <= 0) break;
        const read = await askWith(context, reader, theirs, range, leftMs);
        if (!(read instanceof CalendarError)) {
          for (const [personId, answer] of read) answers.set(personId, answer);
          return;
        }
        // A permission that is gone says nothing about these people.
        if (read.kind !== "revoked" && read.kind !== "insufficient_scope") failures.push(read);
      }
      const [error] = failures;
      if (error) for (const { personId } of theirs) answers.set(personId, { unknown: "no_answer", error });
    }),
  );
  return answers;
}

type Reader = Awaited<ReturnType<typeof store.readersIn>>[number];

async function readersFor(
  { db, now }: JobContext,
  domain: string,
  people: readonly store.Calendars[],
  preferred: store.Calendars | undefined,
): Promise<Reader[]> {
  const first = preferred && readsThemselves(preferred) && domainOf(preferred.email) === domain;
  const turn = Math.floor(now / TURN_MS) + Number.parseInt(people[0]?.personId.slice(0, 4) ?? "0", 16);
  const others = await store.readersIn(db, domain, turn, MOST_READERS);
  const own = first && preferred.connection ? [preferred.connection] : [];
  return [...own, ...others.filter(({ personId }) => personId !== own[0]?.personId)].slice(0, MOST_READERS);
}

async function askWith(
  context: JobContext,
  reader: Reader,
  people: readonly store.Calendars[],
  range: Range,
  timeoutMs: number,
): Promise<Map<string, Answer> | CalendarError> {
  try {
    const calendarIds = people.map(({ email }) => email);
    const answer = await readBusy(accessWith(context, reader), { calendarIds, ...range }, { timeoutMs });
    return new Map(
      people.map(({ personId, email, connection }) => [
        personId,
        answerAbout(answer.get(email), connection ? "not_allowed" : "never_connected"),
      ]),
    );
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    await notedAsLost(context, reader, error, CALENDAR_SCOPES.readBusy);
    return error;
  }
}

/** A colleague's calendar that the company does not share is one that only they could open. */
function answerAbout(answer: BusyAnswer | undefined, unseen: ReadFailure): Answer {
  if (Array.isArray(answer)) return answer;
  const why = answer?.unknown ?? "not_visible";
  return { unknown: why === "not_visible" ? unseen : reasonOf(why) };
}

function reasonOf(kind: "not_visible" | CalendarErrorKind): ReadFailure {
  if (kind === "not_visible") return kind;
  if (kind === "revoked") return "reconnect";
  return kind === "insufficient_scope" || kind === "forbidden" ? "not_allowed" : "no_answer";
}

const domainOf = (email: string): string => email.slice(email.lastIndexOf("@") + 1).toLowerCase();

/** Keeps what was answered; of what was not, that it was tried, and why it failed. */
export async function keepAnswers(
  { db }: Pick<JobContext, "db">,
  answers: Answers,
  { from, to }: Range,
  triedAt: EpochMs,
): Promise<void> {
  const read: Parameters<typeof store.saveBusy>[1][number][] = [];
  const failed: { personId: string; failure: ReadFailure }[] = [];
  for (const [personId, answer] of answers) {
    if (Array.isArray(answer))
      read.push({ personId, fromAt: from, toAt: to, packed: packBusy(answer), triedAt });
    else failed.push({ personId, failure: answer.unknown });
  }
  await store.saveBusy(db, read);
  await store.saveBusyFailures(db, failed, triedAt);
}
