import { UNKNOWN_WORDS } from "../calendar/schema";
import type { Context } from "../context";
import { DomainError } from "../errors";
import { parse } from "../input";
import { laneOf, mayBeAsked } from "../matching/common-times";
import { fullWeeks } from "../matching/full-weeks";
import { gatherFacts, type PersonFacts, readPast } from "../matching/gather-facts";
import { type Ranked, rank } from "../matching/rank";
import { type Pool, type PoolPerson, readPool } from "../matching/read-pool";
import { reasonFor, sentenceOf, shortNames } from "../matching/reasons";
import { type Ask, asksById } from "../matching/store";
import { MINUTE_MS } from "../time/instant";
import { type Current, currentSession, refuseUnlessLive } from "./change-session";
import { needsOpenIn } from "./fill-needs";
import { FindSwaps, type SwapCandidate, type Swaps } from "./schema";
import { changesOf } from "./store";
import { leavingIn } from "./swap-partner";

/** Whoever comes after these is not chosen any more. */
const MOST_SHOWN = 30;

/**
 * Who could take a partner's seat at the session's own time, that of `outId` or one that is free, best first: of the people who were asked for, those whose
 * working hours, notice, weekly limit, sessions and calendar leave room. Calendars are as they were read last; people
 * whose calendar nobody can see come last.
 * @throws {DomainError} `not_found`; `forbidden` but for the requester; `not_possible` when it is over
 */
export async function findSwaps(context: Context, input: unknown): Promise<Swaps> {
  const { id, outId } = parse(FindSwaps, input);
  const { db, actor, now } = context;
  const current = await currentSession(db, id, actor.personId);
  if (current.mine?.role !== "requester")
    throw new DomainError("forbidden", `Only ${current.request.requester.name} can choose another partner.`);
  refuseUnlessLive(current);
  const { window, request } = current;
  const out = leavingIn(current, outId);
  const [asked] = await asksById(db, [request.id]);
  if (!asked) throw new Error("A session without its request.");
  const ask = { ...asked, needs: needsSought(current, out?.seat.needId), seated: [] };
  const [pool, past] = await Promise.all([
    readPool(context, [ask], { until: window.end }),
    readPast(context, [ask]),
  ]);
  const changedAt = (await changesOf(db, id)).at(-1)?.at ?? 0;
  const candidates = [...pool.people.values()].filter(
    (person) =>
      mayBeAsked(pool, ask, person) && canSit(pool, current, person, { now, changedAt, out: out?.person.id }),
  );
  const times = new Map(candidates.map((person) => [person.id, [window.start]]));
  const facts = gatherFacts(ask, pool, past, candidates, times, now);
  const question = { now, neededByAt: ask.neededByAt, learns: ask.understand !== "" };
  const ranked = rank(facts, question).slice(0, MOST_SHOWN);
  const names = shortNames(ranked.map(({ person }) => person));
  const partner = out?.person;
  return {
    zone: actor.zone,
    ...window,
    partner: partner ? { id: partner.id, name: partner.name } : null,
    people: ranked.map((match) => candidate(match, context, pool, ask, names)),
  };
}

/** Of several needs the one that becomes free, or those that are. */
function needsSought({ request, seated }: Current, needId: string | null | undefined) {
  if (request.needs.length < 2) return request.needs;
  if (needId) return request.needs.filter(({ id }) => id === needId);
  return needsOpenIn(
    request,
    seated.map(({ seat }) => seat),
  );
}

/** An avoidance is like a time that is taken: whoever it concerns is not in the list. */
function canSit(
  pool: Pool,
  { session, request, window, seated }: Current,
  person: PoolPerson,
  { now, changedAt, out }: { now: number; changedAt: number; out: string | undefined },
): boolean {
  const seat = seated.find((one) => one.person.id === person.id)?.seat;
  const watches = seat?.active === true && seat.role === "observer";
  const staying = seated.filter(
    (one) => one.seat.active && one.seat.role !== "observer" && one.person.id !== out,
  );
  if ((seat?.active && !watches) || pool.avoid(request.requesterId, person.id)) return false;
  if (staying.some((one) => pool.avoid(one.person.id, person.id))) return false;
  if (window.start < now + person.noticeMin * MINUTE_MS) return false;
  if (fullWeeks(person, window).some((week) => window.start >= week.start && window.start < week.end))
    return false;
  // Somebody who gave up their seat has the event in their calendar until it has followed and that was read.
  const isSeen = session.eventState === "made" && person.busy.known && person.busy.readAt > changedAt;
  const own = watches || (seat && !isSeen) ? window : undefined;
  return laneOf(person, window, own).some(([start, end]) => start <= window.start && window.end <= end);
}

function candidate(
  match: Ranked<PersonFacts>,
  { actor, now }: Context,
  pool: Pool,
  ask: Ask,
  names: ReadonlyMap<string, string>,
): SwapCandidate {
  const { person, isKnown } = match;
  const requester = pool.people.get(ask.requesterId);
  const reason = reasonFor(match, {
    now,
    zone: actor.zone,
    lengthMin: ask.lengthMin,
    name: names.get(person.id) ?? person.name,
    withName: "you",
    teamName: person.teamName,
    requesterIsKnown: true,
    requesterTeamIsKnown: requester?.teamId != null,
    isFirst: false,
    unknownWords: person.busy.known ? null : UNKNOWN_WORDS[person.busy.reason],
    readAt: person.busy.readAt,
  });
  const { id, name, teamName, discipline, zone } = person;
  // All of them are free at the same time, which the dialog says once.
  return {
    ...{ id, name, teamName, discipline, zone, isKnown },
    reason: isKnown ? reason.rest : sentenceOf(reason),
  };
}
