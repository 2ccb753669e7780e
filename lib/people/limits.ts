import type { Context, JobContext } from "../context";
import { DomainError } from "../errors";
import { formatTime } from "../time/format";
import { HOUR_MS, MINUTE_MS } from "../time/instant";
import { limitedAddress } from "./address";
import { nextOne, takeOne } from "./limits-store";

type Limit = {
  readonly most: number;
  readonly perMs: number;
  /** What was done `most` times. */
  readonly deed: (most: number) => string;
  readonly next: string;
};

/** Far above what anybody does by hand, far below what hurts the others. */
const LIMITS = {
  post: { most: 30, perMs: HOUR_MS, deed: (n) => `posted ${n} requests`, next: "the next one" },
  /** Each asks Google about everybody in it while somebody waits. */
  book: { most: 60, perMs: HOUR_MS, deed: (n) => `booked or moved ${n} times`, next: "the next time" },
  /** Each is told to everybody in the session, by mail too. */
  change: { most: 240, perMs: HOUR_MS, deed: (n) => `changed sessions ${n} times`, next: "the next change" },
  search: { most: 120, perMs: MINUTE_MS, deed: (n) => `searched ${n} times`, next: "the next search" },
  match: { most: 240, perMs: MINUTE_MS, deed: (n) => `looked for times ${n} times`, next: "the next look" },
  /** Saved as one types, each second at most, in some tabs at once. */
  note: { most: 240, perMs: MINUTE_MS, deed: (n) => `saved notes ${n} times`, next: "the next save" },
  /** Each is told to two people who did not ask. */
  suggest: { most: 10, perMs: HOUR_MS, deed: (n) => `suggested ${n} pairings`, next: "the next one" },
  export: { most: 10, perMs: HOUR_MS, deed: (n) => `downloaded your data ${n} times`, next: "the next time" },
  feed: { most: 120, perMs: HOUR_MS, deed: (n) => `read this calendar ${n} times`, next: "the next read" },
} as const satisfies Record<string, Limit>;

export type LimitKind = keyof typeof LIMITS;

/** An office may be one address, so these are for all of its people at once. */
const LIMITS_BY_ADDRESS = {
  sign_in: { most: 600, perMs: MINUTE_MS },
  /** Addresses of feeds that are none. */
  guess: { most: 60, perMs: MINUTE_MS },
} as const;

/**
 * Counts one of the actor's, who may do `most` at once; then they come back one by one. Counted for itself and not in the
 * transaction of what is done, so that it holds up nobody; what is refused afterwards counts too.
 * @throws {DomainError} `limited`
 */
export async function countOne(
  { db, actor, isUnlimited = false }: Pick<Context, "db" | "actor" | "isUnlimited">,
  kind: LimitKind,
): Promise<void> {
  if (!isUnlimited) await countOneOf(db, actor.personId, kind, actor.zone);
}

/** The same where a program reads for a person who is not signed in. @throws {DomainError} `limited` */
export const countOneOfPerson = ({ db }: JobContext, person: { id: string; zone: string }, kind: LimitKind) =>
  countOneOf(db, person.id, kind, person.zone);

async function countOneOf(
  db: JobContext["db"],
  subject: string,
  kind: LimitKind,
  zone: string,
): Promise<void> {
  const limit: Limit = LIMITS[kind];
  if (await takeOne(db, { subject, kind }, limit)) return;
  const { at, waitMs } = await nextOne(db, { subject, kind }, limit);
  const when = waitMs < MINUTE_MS ? inSeconds(waitMs) : `at ${formatTime(upToMinute(at), zone)}`;
  const within = limit.perMs === HOUR_MS ? "an hour" : "a minute";
  throw limited(
    `You ${limit.deed(limit.most)} in ${within}; ${limit.next} is possible ${when}. Nothing is lost.`,
    waitMs,
  );
}

/**
 * Counts one from an address where nobody is signed in.
 * @param address As `clientAddress` tells it; one that is not known is limited with all others that are not.
 * @throws {DomainError} `limited`
 */
export async function countOneFrom(
  { db, address = "unknown" }: Pick<JobContext, "db" | "address">,
  kind: keyof typeof LIMITS_BY_ADDRESS,
): Promise<void> {
  const allowance = { subject: limitedAddress(address), kind };
  const limit = LIMITS_BY_ADDRESS[kind];
  if (await takeOne(db, allowance, limit)) return;
  const { waitMs } = await nextOne(db, allowance, limit);
  throw limited(`Too much was asked from your network. Try again ${inSeconds(waitMs)}.`, waitMs);
}

const seconds = (ms: number) => Math.max(1, Math.ceil(ms / 1_000));
const inSeconds = (ms: number) => (seconds(ms) === 1 ? "in a second" : `in ${seconds(ms)} seconds`);
/** At the minute that is shown it has to be possible. */
const upToMinute = (at: number) => Math.ceil(at / MINUTE_MS) * MINUTE_MS;

const limited = (sentence: string, waitMs: number) =>
  new DomainError("limited", sentence, { detail: { retryAfterS: seconds(waitMs) } });
