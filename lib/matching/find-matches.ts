import * as z from "zod/mini";
import type { Starts } from "@/lib/availability/starts";
import { UNKNOWN_WORDS } from "@/lib/calendar/schema";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { calendarDate, id, optionalLine, parse } from "@/lib/input";
import { RequestFrame } from "@/lib/requests/schema";
import { type EpochMs, MINUTE_MS } from "@/lib/time/instant";
import type { Interval } from "@/lib/time/interval";
import { addDays, dateIn, startOfDay, startOfIsoWeek } from "@/lib/time/zone";
import { firstName } from "../people/first-name";
import {
  commonTimes,
  isAskedFor,
  isCutShort,
  isSeated,
  laneOf,
  mayBeAsked,
  opening,
  type Question,
} from "./common-times";
import { explainNothing } from "./explain-nothing";
import { fullWeeks } from "./full-weeks";
import { gatherFacts, type Past, type PersonFacts, readPast } from "./gather-facts";
import { type Groups, groupsOf, unrankedMeetings } from "./group-times";
import { bestStart, groupView, isOpenTo, laneOfStarts, neededIn } from "./group-view";
import { listed, MOST_OTHERS, moreThan } from "./listed";
import { type Ranked, rank } from "./rank";
import { type Pool, type PoolPerson, readPool, windowOf } from "./read-pool";
import { knowsWords, reasonFor, shortNames } from "./reasons";
import { type Counterpart, hasName, type MatchesView, runsOf } from "./schema";
import * as store from "./store";
import { supposing } from "./what-if";

const FindMatches = z.object({
  requestId: id("request"),
  /** A day of the week to show, in the actor's zone; missing is the week of the best time. */
  week: z.optional(calendarDate("The week")),
  /** Only people whose names begin like this, of all there are. */
  find: z.optional(optionalLine("The name", 100)),
  ...RequestFrame,
});

/**
 * Who could sit down for a request, when, and why. The requester is shown everybody who can be asked; anybody else
 * the requester alone, at times for an offer. Only an open request has matches; of others the answer is empty.
 * Times reach until needed-by and five weeks at most; `week` is clamped to that. With `lengthMin`, `place` or `neededBy`
 * as if the request said so. Of many people only some are compared, see `MOST_COMPARED`, and fewer listed, see `listed`.
 * @throws {DomainError} `invalid`, `not_found`, and as `supposing`
 */
export async function findMatches(context: Context, input: unknown): Promise<MatchesView> {
  const { actor, now } = context;
  const { requestId, week, find, ...whatIf } = parse(FindMatches, input);
  const [asked] = await store.asksById(context.db, [requestId]);
  if (!asked) throw notFound("request");
  const ask = await supposing(context, asked, whatIf);
  const offers = ask.requesterId !== actor.personId;
  const isGroup = ask.size > 1;
  const { pool, viewer, requester, isOpen, candidates, times, groups, matches, known } = await compareAll(
    context,
    ask,
    // By name, everybody is looked for.
    { all: Boolean(find) },
  );
  const window = windowOf(ask.neededByAt, now);
  const starts = groups ? groups.times : times;
  const weeks = weeksOf(window, viewer.zone, week ?? known);
  const shown = { start: Math.max(weeks.start, now), end: Math.min(weeks.end, window.end) };
  const found = known !== undefined;
  const wanted = !find ? matches : matches.filter(({ person }) => hasName(person.name, find));
  const told = listed(wanted, starts, shown, groups ? neededIn(groups, shown) : undefined);
  const names = shortNames(offers ? [requester ?? viewer] : told.map(({ person }) => person));
  const toldIds = new Set(told.map(({ id }) => id));
  const others =
    offers || !isOpen ? [] : othersOf(pool, ask, matches).filter(({ name }) => hasName(name, find ?? ""));
  const group = isGroup
    ? await groupView(context.db, ask, pool, groups, shown, viewer, offers, (id) => toldIds.has(id))
    : undefined;
  return {
    requestId,
    isOpen,
    as: offers ? "offer" : "requester",
    zone: viewer.zone,
    now,
    lengthMin: ask.lengthMin,
    week: weeks.week,
    previousWeek: weeks.previousWeek,
    nextWeek: weeks.nextWeek,
    days: weeks.days,
    mine: lane(pool, ask, viewer, shown),
    calendar: calendarOf(viewer),
    people: requester
      ? told.map((match) =>
          counterpart(match, starts.get(match.id)?.within(shown) ?? [], {
            isFirst: match === matches[0],
            ...{ pool, ask, requester, viewer, now, shown, offers, names },
          }),
        )
      : [],
    others: others.slice(0, MOST_OTHERS),
    more: moreThan(
      wanted,
      told,
      { others: others.length, notCompared: pool.cuts?.get(ask.id)?.others ?? 0 },
      starts,
      shown,
    ),
    nothing: !isOpen || found || offers ? null : await explainNothing(context, ask, pool, candidates),
    fullWeeks: offers ? fullWeeks(viewer, window).map(({ start, end }) => [start, end]) : [],
    ...(group && { group }),
  };
}

type Compared = {
  pool: Pool;
  viewer: PoolPerson;
  requester: PoolPerson | undefined;
  isOpen: boolean;
  candidates: PoolPerson[];
  times: Map<string, Starts>;
  groups: Groups | null;
  matches: readonly Ranked<PersonFacts>[];
  /** The best time of somebody whose calendar is known. */
  known: EpochMs | undefined;
};

/** Who fits best, and everybody where none of those has a time. */
async function compareAll(context: Context, ask: store.Ask, { all }: { all: boolean }): Promise<Compared> {
  const { actor } = context;
  const more = {
    personIds: [actor.personId],
    // Whoever joins a group needs to know when others could, too.
    onlyNamed: ask.requesterId !== actor.personId && ask.size === 1,
  };
  const [pool, past] = await Promise.all([
    readPool(context, [ask], { ...more, all }),
    readPast(context, [ask]),
  ]);
  const first = compare(context, ask, pool, past);
  if (!first.isOpen || !isCutShort(pool, ask, first.times)) return first;
  return compare(context, ask, await readPool(context, [ask], { ...more, all: true }), past);
}

function compare({ actor, now }: Context, ask: store.Ask, pool: Pool, past: Past): Compared {
  const offers = ask.requesterId !== actor.personId;
  const isGroup = ask.size > 1;
  const requester = pool.people.get(ask.requesterId);
  const viewer = pool.people.get(actor.personId);
  if (!viewer) throw notFound("request");
  const isOpen = ask.state === "open" && ask.neededByAt > now && requester !== undefined;
  const candidates = isOpen ? candidatesOf(pool, ask, viewer) : [];
  const question = { ask, window: windowOf(ask.neededByAt, now), lengthMin: ask.lengthMin, now };
  // The limit that somebody set for themselves is theirs to exceed.
  const times = commonTimes(pool, question, candidates, { ignoreLimit: offers });
  if (isGroup && offers) onlyGroupTimes(pool, question, viewer, times);
  const withTimes = candidates.filter(({ id }) => (times.get(id)?.length ?? 0) > 0);
  const facts = gatherFacts(ask, pool, past, withTimes, times, now);
  const aims = { now, neededByAt: ask.neededByAt, learns: ask.understand !== "" };
  const groups = isGroup && !offers ? groupsOf(pool, ask, facts, aims, times) : null;
  const matches = groups ? groups.people : rank(facts, aims);
  const known = groups ? bestStart(groups) : matches.find(({ isKnown }) => isKnown)?.times.at(0);
  return { pool, viewer, requester, isOpen, candidates, times, groups, matches, known };
}

/** Whoever offers is the only one: they are shown the requester alone. */
function candidatesOf(pool: Pool, ask: store.Ask, viewer: PoolPerson): PoolPerson[] {
  if (ask.requesterId === viewer.id)
    return [...pool.people.values()].filter((person) => mayBeAsked(pool, ask, person));
  return ask.size > 1 && !isOpenTo(pool, ask, viewer) ? [] : [viewer];
}

/** Of the times of whoever offers those at which a whole group could meet, where there are any. */
export function onlyGroupTimes(
  pool: Pool,
  question: Question,
  viewer: PoolPerson,
  times: Map<string, Starts>,
) {
  const { ask } = question;
  const others = [...pool.people.values()].filter(
    (person) => person.id !== viewer.id && mayBeAsked(pool, ask, person),
  );
  const all = new Map([...commonTimes(pool, question, others), ...times]);
  const whole = unrankedMeetings(pool, ask, [viewer, ...others], all, viewer.id).times.get(viewer.id);
  if (whole) times.set(viewer.id, whole);
}

type Setting = {
  isFirst: boolean;
  pool: Pool;
  ask: store.Ask;
  requester: PoolPerson;
  viewer: PoolPerson;
  now: EpochMs;
  shown: Interval;
  offers: boolean;
  names: ReadonlyMap<string, string>;
};

function counterpart(match: Ranked<PersonFacts>, inWeek: readonly EpochMs[], setting: Setting): Counterpart {
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

const lane = (pool: Pool, ask: store.Ask, person: PoolPerson, shown: Interval) =>
  laneOf(person, shown, person.id === ask.requesterId ? pool.waiting.get(ask.id) : undefined);

const calendarOf = ({ busy }: PoolPerson): Counterpart["calendar"] =>
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

/** People who were asked for and are not suggested, whatever the reason: the list must not tell one. */
function othersOf(pool: Pool, ask: store.Ask, matches: readonly { id: string }[]) {
  const listed = new Set(matches.map(({ id }) => id));
  return [...pool.people.values()]
    .filter(
      (person) =>
        person.id !== ask.requesterId &&
        !listed.has(person.id) &&
        !isSeated(ask, person) &&
        isAskedFor(pool, ask, person),
    )
    .map(({ id, name }) => ({ id, name }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The week asked for (a Monday's date, or the instant it holds), within the weeks that the window touches. */
function weeksOf(window: Interval, zone: string, wanted: string | EpochMs | undefined) {
  const first = startOfIsoWeek(dateIn(window.start, zone));
  const last = startOfIsoWeek(dateIn(Math.max(window.start, window.end - MINUTE_MS), zone));
  const date = typeof wanted === "string" ? wanted : dateIn(wanted ?? window.start, zone);
  const asked = startOfIsoWeek(date);
  const week = asked < first ? first : asked > last ? last : asked;
  const days = Array.from({ length: 7 }, (_, k) => {
    const date = addDays(week, k);
    return { date, start: startOfDay(date, zone), end: startOfDay(addDays(date, 1), zone) };
  });
  return {
    week,
    days,
    start: days[0]?.start ?? window.start,
    end: days[6]?.end ?? window.end,
    previousWeek: week > first ? addDays(week, -7) : null,
    nextWeek: week < last ? addDays(week, 7) : null,
  };
}
