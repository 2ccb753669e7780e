import { feed, published } from "../calendar/icalendar";
import { keysOf } from "../config";
import type { Context, JobContext } from "../context";
import { notFound } from "../errors";
import { parse } from "../input";
import { isFeedToken, personOfFeedToken } from "../people/feed-token";
import { countOneFrom, countOneOfPerson } from "../people/limits";
import { DAY_MS } from "../time/instant";
import { calendarEntryOf } from "./calendar-entry";
import { currentSession } from "./change-session";
import * as mailStore from "./mail-store";
import { SessionId } from "./schema";
import * as store from "./store";

const PAST_MS = 90 * DAY_MS;

/**
 * The sessions of whoever a feed's address belongs to, private ones too: what is to come, and 90 days back. Neither
 * those that were cancelled or did not happen, nor those they left. Nobody has to be signed in: the address is the secret.
 * @throws {DomainError} `not_found` for an address that is not, or no longer, one; `limited`
 */
export async function getFeed(context: JobContext, token: string): Promise<string> {
  const { db, config, now } = context;
  const personId = personOfFeedToken(token);
  const owner = personId === null ? undefined : await mailStore.feedOwner(db, personId);
  const isTheirs =
    owner &&
    owner.feedVersion > 0 &&
    keysOf(config).some((key) => isFeedToken(token, owner.id, owner.feedVersion, key));
  if (!isTheirs) {
    await countOneFrom(context, "guess");
    throw notFound("calendar");
  }
  await countOneOfPerson(context, owner, "feed");

  const described = await mailStore.describedSessionsOf(db, owner.id, now - PAST_MS);
  const ids = described.map(({ session }) => session.id);
  const seats = ids.length === 0 ? [] : await store.seatViewsOf(db, ids);
  const entries = described.map((one) =>
    calendarEntryOf(
      one,
      seats
        .filter(({ seat }) => seat.sessionId === one.session.id)
        .map(({ seat, person }) => ({ ...seat, person })),
      config,
    ),
  );
  return feed("Deskside", entries);
}

/** One session as a calendar file, for whoever may see its page. @throws {DomainError} `not_found`, `invalid` */
export async function getSessionFile({ db, actor, config }: Context, input: unknown): Promise<string> {
  const { id } = parse(SessionId, input);
  await currentSession(db, id, actor.personId);
  const described = await mailStore.describedSession(db, id);
  if (!described) throw notFound("session");
  const seats = await store.seatViewsOf(db, [id]);
  return published(
    calendarEntryOf(
      described,
      seats.map(({ seat, person }) => ({ ...seat, person })),
      config,
    ),
  );
}
