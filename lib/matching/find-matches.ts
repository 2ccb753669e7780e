import * as z from "zod/mini";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { calendarDate, id, optionalLine, parse } from "@/lib/input";
import { countOne } from "@/lib/people/limits";
import { RequestFrame } from "@/lib/requests/schema";
import { type EpochMs, MINUTE_MS } from "@/lib/time/instant";
import type { Interval } from "@/lib/time/interval";
import { addDays, dateIn, startOfDay, startOfIsoWeek } from "@/lib/time/zone";
import { isAskedFor, isSeated } from "./common-times";
import { compareAll } from "./compare";
import { calendarOf, counterpart, lane } from "./counterpart";
import { explainNothing } from "./explain-nothing";
import { fullWeeks } from "./full-weeks";
import { groupView, neededIn } from "./group-view";
import { listed, MOST_OTHERS, moreThan } from "./listed";
import { type Pool, windowOf } from "./read-pool";
import { shortNames } from "./reasons";
import { hasName, type MatchesView } from "./schema";
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
 * @throws {DomainError} `invalid`, `not_found`, `limited`, and as `supposing`
 */
export async function findMatches(context: Context, input: unknown): Promise<MatchesView> {
  const { actor, now } = context;
  const { requestId, week, find, ...whatIf } = parse(FindMatches, input);
  const [[asked]] = await Promise.all([store.asksById(context.db, [requestId]), countOne(context, "match")]);
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
