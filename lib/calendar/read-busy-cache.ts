import type { Actor, JobContext } from "../context";
import { DAY_MS, type EpochMs, MINUTE_MS } from "../time/instant";
import type { Interval } from "../time/interval";
import { CalendarError } from "./calendar-error";
import { accessWith, notedAsRevoked } from "./connection";
import { type BusyAnswer, readBusy } from "./google-busy";
import { packBusy, unpackBusy } from "./packed-busy";
import type { BusyTimes, UnknownReason } from "./schema";
import * as store from "./store";

/** Younger answers are not asked for again, unless live. */
const FRESH_MS = 5 * MINUTE_MS;
/** When Google does not answer, an older answer than this decides nothing. */
const USABLE_MS = 15 * MINUTE_MS;
const HORIZON_MS = 35 * DAY_MS;

type Calendars = Awaited<ReturnType<typeof store.calendarsOf>>[number];
type Options = {
  /** Ask Google now for everyone, however fresh the cache is. */
  live?: boolean;
  /** One deadline for all of it. */
  timeoutMs?: number;
};

/**
 * Busy times of people within `window`, from the cache where it is fresh and from Google where it is not.
 * Whoever connected is read with their own permission, the calendars they chose; whoever did not, with the actor's.
 * Never throws because of Google: who cannot be read is unknown, with the reason and the age of what was known.
 */
export async function busyOf(
  context: JobContext & { actor?: Actor },
  personIds: readonly string[],
  window: Interval,
  { live = false, timeoutMs = 2_000 }: Options = {},
): Promise<Map<string, BusyTimes>> {
  const { db, now, actor } = context;
  const ids = new Set([...personIds, ...(actor ? [actor.personId] : [])]);
  const calendars = await store.calendarsOf(db, [...ids]);
  const asked = calendars.filter(({ personId }) => personIds.includes(personId));
  const stale = live ? asked : asked.filter(({ cached }) => !isFresh(cached, window, now));

  // Google refuses long windows: what lies beyond the horizon is asked for by itself, and not kept.
  const kept = window.end <= now + HORIZON_MS;
  const range = kept ? { from: now - DAY_MS, to: now + HORIZON_MS } : { from: window.start, to: window.end };
  const answers = await readAll(
    context,
    stale,
    calendars.find((c) => c.personId === actor?.personId),
    range,
    timeoutMs,
  );
  if (kept) await store.saveBusy(db, rowsToKeep(answers, range, now));

  return new Map(
    asked.map((calendar) => [
      calendar.personId,
      busyTimes(calendar, answers.get(calendar.personId), window, now),
    ]),
  );
}

const isFresh = (cached: store.BusyRow | null, window: Interval, now: EpochMs): boolean =>
  cached !== null &&
  (cached.readAt ?? 0) > now - FRESH_MS &&
  cached.fromAt <= Math.max(window.start, now - DAY_MS) &&
  cached.toAt >= window.end;

type Answer = BusyAnswer | { unknown: UnknownReason };
type Range = { from: EpochMs; to: EpochMs };

/** Asks Google about everybody at once: a call for each connected person, one for all who are not. */
async function readAll(
  context: JobContext,
  people: readonly Calendars[],
  actor: Calendars | undefined,
  range: Range,
  timeoutMs: number,
): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>();
  const own = people.filter(({ connection }) => connection !== null);
  const others = people.filter(({ connection }) => connection === null);
  await Promise.all([
    ...own.map(async (person) =>
      answers.set(person.personId, await readOwn(context, person, range, timeoutMs)),
    ),
    readOthers(context, others, actor, range, timeoutMs).then((found) => {
      for (const [personId, answer] of found) answers.set(personId, answer);
    }),
  ]);
  return answers;
}

async function readOwn(
  context: JobContext,
  { personId, connection }: Calendars,
  range: Range,
  timeoutMs: number,
): Promise<Answer> {
  if (connection?.state !== "connected") return { unknown: "reconnect" };
  try {
    const calendarIds = connection.busyCalendarIds;
    const answer = await readBusy(accessWith(context, connection), { calendarIds, ...range }, { timeoutMs });
    const each = calendarIds.map((id): BusyAnswer => answer.get(id) ?? { unknown: "not_visible" });
    return each.find((one) => !Array.isArray(one)) ?? each.flatMap((one) => (Array.isArray(one) ? one : []));
  } catch (error) {
    if (await notedAsRevoked(context, personId, error)) return { unknown: "reconnect" };
    return { unknown: reasonOf(error) };
  }
}

async function readOthers(
  context: JobContext,
  people: readonly Calendars[],
  actor: Calendars | undefined,
  range: Range,
  timeoutMs: number,
): Promise<Map<string, Answer>> {
  const connection = actor?.connection;
  // Without a permission of the asker's nobody is asked: that says nothing about these people, and is not kept.
  if (people.length === 0 || connection?.state !== "connected") return new Map();
  try {
    const calendarIds = people.map(({ email }) => email);
    const answer = await readBusy(accessWith(context, connection), { calendarIds, ...range }, { timeoutMs });
    return new Map(people.map(({ personId, email }) => [personId, othersAnswer(answer.get(email))]));
  } catch (error) {
    await notedAsRevoked(context, connection.personId, error);
    return new Map(people.map(({ personId }) => [personId, { unknown: reasonOf(error) }]));
  }
}

/** A colleague's calendar that the company does not share is one that was never connected. */
const othersAnswer = (answer: BusyAnswer | undefined): Answer =>
  answer === undefined || (!Array.isArray(answer) && answer.unknown === "not_visible")
    ? { unknown: "never_connected" }
    : answer;

const reasonOf = (error: unknown): UnknownReason => {
  if (!(error instanceof CalendarError)) throw error;
  return error.kind === "insufficient_scope" || error.kind === "forbidden" ? "not_allowed" : "no_answer";
};

const LASTING: readonly string[] = [
  "never_connected",
  "not_visible",
  "not_allowed",
] satisfies UnknownReason[];

/** An answer that will be the same in a minute is kept; silence is not. */
function rowsToKeep(
  answers: ReadonlyMap<string, Answer>,
  { from, to }: Range,
  now: EpochMs,
): store.BusyRow[] {
  return [...answers].flatMap(([personId, answer]): store.BusyRow[] => {
    const times = { personId, fromAt: from, toAt: to, readAt: now };
    if (Array.isArray(answer)) return [{ ...times, packed: packBusy(answer), failure: null, triedAt: now }];
    return LASTING.includes(answer.unknown)
      ? [{ ...times, packed: new Uint8Array(), failure: answer.unknown as UnknownReason, triedAt: now }]
      : [];
  });
}

function busyTimes(
  { connection, cached }: Calendars,
  answer: Answer | undefined,
  window: Interval,
  now: EpochMs,
): BusyTimes {
  if (Array.isArray(answer))
    return {
      known: true,
      busy: within(
        answer.map(({ start, end }) => [start, end]),
        window,
      ),
      readAt: now,
    };
  const readAt = cached && cached.failure === null ? cached.readAt : null;
  if (answer !== undefined) {
    const reason = asReason(answer.unknown);
    const usable =
      reason === "no_answer" &&
      cached &&
      readAt !== null &&
      readAt > now - USABLE_MS &&
      cached.toAt >= window.end;
    return usable ? fromCache(cached, window) : { known: false, reason, readAt };
  }
  if (connection?.state === "reconnect") return { known: false, reason: "reconnect", readAt };
  if (!cached || (cached.readAt ?? 0) <= now - USABLE_MS)
    return { known: false, reason: "never_connected", readAt };
  return cached.failure === null
    ? fromCache(cached, window)
    : { known: false, reason: asReason(cached.failure), readAt: null };
}

const fromCache = (cached: store.BusyRow, window: Interval): BusyTimes => ({
  known: true,
  busy: within(unpackBusy(cached.packed), window),
  readAt: cached.readAt ?? 0,
});

const within = (busy: [EpochMs, EpochMs][], { start, end }: Interval) =>
  busy.filter(([from, to]) => from < end && to > start);

const REASONS: readonly string[] = [
  "never_connected",
  "reconnect",
  "not_visible",
  "not_allowed",
  "no_answer",
] satisfies UnknownReason[];
const asReason = (word: string): UnknownReason =>
  REASONS.includes(word) ? (word as UnknownReason) : "no_answer";

/** After our own writes: what was read before them is no longer true. */
export const forgetBusyOf = ({ db }: Pick<JobContext, "db">, personIds: readonly string[]): Promise<void> =>
  store.forgetBusy(db, personIds);
