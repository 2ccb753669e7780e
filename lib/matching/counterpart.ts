import { UNKNOWN_WORDS } from "@/lib/calendar/schema";
import { type EpochMs, MINUTE_MS } from "@/lib/time/instant";
import type { Interval } from "@/lib/time/interval";
import { firstName } from "../people/first-name";
import { laneOf, opening } from "./common-times";
import type { PersonFacts } from "./gather-facts";
import { laneOfStarts } from "./group-view";
import type { Ranked } from "./rank";
import type { Pool, PoolPerson } from "./read-pool";
import { knowsWords, reasonFor } from "./reasons";
import { type Counterpart, runsOf } from "./schema";
import type { Ask } from "./store";

type Setting = {
  isFirst: boolean;
  pool: Pool;
  ask: Ask;
  requester: PoolPerson;
  viewer: PoolPerson;
  now: EpochMs;
  shown: Interval;
  offers: boolean;
  names: ReadonlyMap<string, string>;
};

export function counterpart(
  match: Ranked<PersonFacts>,
  inWeek: readonly EpochMs[],
  setting: Setting,
): Counterpart {
  const { pool, ask, requester, viewer, now, shown, offers, names } = setting;
  const person = offers ? requester : match.person;
  const shortName = names.get(person.id) ?? person.name;
  return {
    id: person.id,
    name: person.name,
    shortName,
    teamName: person.teamName,
    discipline: person.discipline,
    zone: person.zone,
    knows: offers ? "" : knowsWords(match),
    reason: reasonFor(match, {
      now,
      zone: viewer.zone,
      lengthMin: ask.lengthMin,
      name: offers ? "You" : shortName,
      withName: offers ? shortName : "you",
      teamName: match.person.teamName,
      requesterIsKnown: requester.busy.known,
      requesterTeamIsKnown: requester.teamId !== null,
      isFirst: setting.isFirst,
      ...unknownWords(match.person),
    }),
    calendar: calendarOf(person),
    times: match.times.length,
    earliest: match.times.at(0) ?? null,
    runs: runsOf(inWeek),
    lane:
      ask.size > 1 && !offers
        ? laneOfStarts(inWeek, ask.lengthMin * MINUTE_MS)
        : lane(pool, ask, person, shown),
    opensAt: opening(now, requester, match.person),
    notice: noticeWords(requester, match.person, viewer),
  };
}

export const lane = (pool: Pool, ask: Ask, person: PoolPerson, shown: Interval) =>
  laneOf(person, shown, person.id === ask.requesterId ? pool.waiting.get(ask.id) : undefined);

export const calendarOf = ({ busy }: PoolPerson): Counterpart["calendar"] =>
  busy.known
    ? { known: true, readAt: busy.readAt }
    : { known: false, words: UNKNOWN_WORDS[busy.reason], readAt: busy.readAt };

const unknownWords = ({ busy }: PoolPerson) =>
  busy.known
    ? { unknownWords: null, readAt: busy.readAt }
    : { unknownWords: UNKNOWN_WORDS[busy.reason], readAt: busy.readAt };

/** `4 h notice`, and whose, where it is not the reader's own. */
function noticeWords(a: PoolPerson, b: PoolPerson, viewer: PoolPerson): string {
  const longer = a.noticeMin >= b.noticeMin ? a : b;
  if (longer.noticeMin === 0) return "";
  const hours = longer.noticeMin / 60;
  const span =
    hours >= 48 && hours % 24 === 0
      ? `${hours / 24} days`
      : Number.isInteger(hours)
        ? `${hours} h`
        : `${longer.noticeMin} min`;
  const whose =
    longer.id === viewer.id || a.noticeMin === b.noticeMin ? "" : ` for ${firstName(longer.name)}`;
  return `${span} notice${whose}`;
}
