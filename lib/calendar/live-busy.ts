import type { Actor, JobContext } from "../context";
import type { EpochMs } from "../time/instant";
import type { Interval } from "../time/interval";
import {
  type Answer,
  askAsThemselves,
  askThroughColleagues,
  HORIZON_MS,
  keepAnswers,
  keptRange,
  readsThemselves,
} from "./ask-google";
import { type Calendars, calendarsOf } from "./busy-store";
import { asKept, USABLE_FOR_MS } from "./cached-busy";
import type { BusyTimes } from "./schema";

/** Somebody waits for this. */
const TIMEOUT_MS = 3_000;

/**
 * Asks Google now about everybody at once, within one deadline: whoever connected with their own permission, whoever did
 * not with the actor's or a colleague's. Where there is no answer, one younger than 15 minutes decides.
 * Never throws because of Google: who cannot be read is unknown, with the reason and the age of what was known.
 */
export async function busyOf(
  context: JobContext & { actor?: Actor },
  personIds: readonly string[],
  window: Interval,
  { timeoutMs = TIMEOUT_MS }: { timeoutMs?: number } = {},
): Promise<Map<string, BusyTimes>> {
  const { db, now, actor } = context;
  const people = await calendarsOf(db, [...new Set([...personIds, ...(actor ? [actor.personId] : [])])]);
  const asked = people.filter(({ personId }) => personIds.includes(personId));
  // Google refuses long windows: what lies beyond the horizon is asked for by itself, and not kept.
  const isNear = window.end <= now + HORIZON_MS;
  const range = isNear ? keptRange(now) : { from: window.start, to: window.end };
  const own = asked.filter((person) => readsThemselves(person) || person.connection?.state === "reconnect");
  const others = asked.filter((person) => !own.includes(person));
  const preferred = people.find(({ personId }) => personId === actor?.personId);
  const [throughColleagues, byThemselves] = await Promise.all([
    askThroughColleagues(context, others, range, { timeoutMs, preferred }),
    Promise.all(own.map((person) => askAsThemselves(context, person, range, timeoutMs))),
  ]);
  const answers = new Map([
    ...throughColleagues,
    ...own.map(({ personId }, at): [string, Answer] => [personId, byThemselves[at] as Answer]),
  ]);
  if (isNear) await keepAnswers(context, answers, range, now);
  return new Map(
    asked.map((person) => [person.personId, timesOf(person, answers.get(person.personId), window, now)]),
  );
}

function timesOf(person: Calendars, answer: Answer | undefined, window: Interval, now: EpochMs): BusyTimes {
  const { connection, cached } = person;
  if (Array.isArray(answer)) {
    const busy = answer.filter(({ start, end }) => start < window.end && end > window.start);
    return { known: true, busy: busy.map(({ start, end }) => [start, end]), readAt: now };
  }
  const kept = asKept(connection?.state ?? null, cached, window, now, USABLE_FOR_MS);
  if (answer === undefined || (kept.known && answer.unknown === "no_answer")) return kept;
  return { known: false, reason: answer.unknown, readAt: kept.readAt };
}
