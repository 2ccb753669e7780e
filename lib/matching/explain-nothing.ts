import { anyOf } from "@/lib/availability/starts";
import type { Context } from "@/lib/context";
import { formatDay, formatSoon, formatTime } from "@/lib/time/format";
import { type EpochMs, MINUTE_MS } from "@/lib/time/instant";
import { addDays, dateIn, startOfDay } from "@/lib/time/zone";
import { firstName } from "../people/first-name";
import { commonTimes, mayBeAsked, type Question } from "./common-times";
import { unrankedMeetings } from "./group-times";
import { needLabels, nobodyWords } from "./need-words";
import type { Need } from "./needs";
import { type Pool, type PoolPerson, readPool, windowOf } from "./read-pool";
import { joined } from "./reasons";
import type { Change, Nothing } from "./schema";
import * as store from "./store";

/** Lengths one may settle for, longest first, in minutes. */
const SHORTER = [80, 50, 25];
/** How much later needed-by may be, in days: the first that opens anything is offered. */
const LATER_DAYS = [3, 7, 14];
const MOST_TEAMS = 3;

/**
 * Why nobody is known to be free, and which single change would open most, each computed by the engine that finds
 * times. People whose calendar is unknown do not count as opened: nobody knows whether they are free.
 * @param asked Who was asked, and found not to fit.
 * @param candidates Everybody who may be asked as the request stands.
 */
export async function explainNothing(
  context: Context,
  ask: store.Ask,
  asked: Pool,
  candidates: readonly PoolPerson[],
): Promise<Nothing> {
  const { now, actor } = context;
  const latest = laterBy(ask.neededByAt, actor.zone, LATER_DAYS.at(-1) ?? 0);
  const isGroup = ask.size > 1;
  const lacking = isGroup ? lackingNeeds(context, ask, asked) : [];
  const sought = await Promise.all(
    (lacking.length > 0 ? lacking : ask.needs).map(async (need) => ({
      need,
      teams: await otherTeams(context, ask, need),
    })),
  );
  const pool = await readPool(context, [ask], {
    teamIds: sought.flatMap(({ teams }) => teams.map(({ id }) => id)),
    until: windowOf(latest.end, now).end,
    all: true,
  });
  const requester = pool.people.get(ask.requesterId);
  // Where somebody sits already, the time stands still, and with it the request.
  const changes =
    requester && ask.seated.length === 0 ? await changesFor(context, ask, pool, requester, sought) : [];
  return {
    missing: isGroup
      ? await missingInGroup(context, ask, lacking, pool)
      : missingWords(ask, await store.teamNames(context.db, store.teamIdsOf(ask)), candidates, actor.zone),
    changes: changes.sort((a, b) => b.times - a.times || b.people - a.people || a.earliest - b.earliest),
  };
}

/** Whom a need could ask as well; none where it asks whoever can. */
const otherTeams = async ({ db }: Context, { systems }: store.Ask, { teamIds }: Need) =>
  teamIds.length === 0
    ? []
    : systems.length > 0
      ? store.teamsAbleToHelp(
          db,
          systems.map(({ id }) => id),
          teamIds,
          MOST_TEAMS,
        )
      : store.teamsAlike(db, teamIds, MOST_TEAMS);

async function changesFor(
  { now, actor, db }: Context,
  ask: store.Ask,
  pool: Pool,
  requester: PoolPerson,
  sought: readonly { need: Need; teams: readonly { id: string; name: string }[] }[],
): Promise<Change[]> {
  const base: Question = { ask, window: windowOf(ask.neededByAt, now), lengthMin: ask.lengthMin, now };
  const isGroup = ask.needs.length > 1;
  const labels = isGroup ? await needLabels(db, ask) : [];
  const opened = (
    change: Pick<Change, "kind" | "title" | "value" | "needId">,
    question: Question,
  ): Change[] => {
    const found = opens(pool, question);
    return found ? [{ ...change, ...found, opens: opensWords(found, now, actor.zone) }] : [];
  };
  const first = (options: Change[][]) => options.find((list) => list.length > 0) ?? [];

  return [
    ...sought.flatMap(({ need, teams }) =>
      teams.flatMap(({ id, name }) =>
        opened(
          { kind: "team", title: `Ask ${name} as well`, value: id, ...(isGroup && { needId: need.id }) },
          { ...base, ask: { ...ask, needs: asking(ask.needs, need, id) } },
        ),
      ),
    ),
    ...(isGroup ? ask.needs : []).flatMap(({ id }, at) =>
      opened(
        { kind: "need", title: `Do it without ${labels[at]}`, value: id },
        { ...base, ask: { ...ask, needs: ask.needs.filter((need) => need.id !== id) } },
      ),
    ),
    ...first(
      LATER_DAYS.map((days) => {
        const { date, end } = laterBy(ask.neededByAt, actor.zone, days);
        const title = `Move needed-by to ${formatDay(end - MINUTE_MS, actor.zone)}`;
        return opened({ kind: "needed_by", title, value: date }, { ...base, window: windowOf(end, now) });
      }),
    ),
    ...first(
      SHORTER.filter((lengthMin) => lengthMin < ask.lengthMin).map((lengthMin) =>
        opened(
          { kind: "length", title: `Make it ${lengthMin} minutes`, value: String(lengthMin) },
          { ...base, lengthMin },
        ),
      ),
    ),
    ...(requester.bufferMin > 0
      ? opened(
          { kind: "buffer", title: `Drop your ${requester.bufferMin} min buffer`, value: "0" },
          { ...base, requesterBufferMin: 0 },
        )
      : []),
  ];
}

const asking = (needs: readonly Need[], to: Need, teamId: string): Need[] =>
  needs.map((need) => (need.id === to.id ? { ...need, teamIds: [...need.teamIds, teamId] } : need));

/** The needs for which nobody is known to be free when the requester is, whoever else comes. */
function lackingNeeds({ now }: Context, ask: store.Ask, pool: Pool): Need[] {
  const question = { ask, window: windowOf(ask.neededByAt, now), lengthMin: ask.lengthMin, now };
  const able = (need: Need) => opens(pool, { ...question, ask: { ...ask, needs: [need] } }) !== undefined;
  return ask.needs.filter((need) => !able(need));
}

function opens(pool: Pool, question: Question) {
  const people = [...pool.people.values()].filter(
    (person) => person.busy.known && mayBeAsked(pool, question.ask, person),
  );
  const alone = commonTimes(pool, question, people);
  const times =
    question.ask.needs.length > 1 ? unrankedMeetings(pool, question.ask, people, alone).times : alone;
  const free = people.filter(({ id }) => (times.get(id)?.length ?? 0) > 0);
  const starts = anyOf(free.flatMap(({ id }) => times.get(id) ?? []));
  const earliest = starts?.at(0);
  if (!starts || earliest === undefined) return undefined;
  return {
    times: starts.length,
    people: free.length,
    only: free.length === 1 ? free[0]?.name : undefined,
    earliest,
  };
}

function opensWords(
  found: { times: number; people: number; only?: string | undefined; earliest: EpochMs },
  now: EpochMs,
  zone: string,
): string {
  const times = found.times === 1 ? "1 time" : `${found.times} times`;
  const who = found.only ? firstName(found.only) : `${found.people} people`;
  return `opens ${times} with ${who}, ${found.times === 1 ? "" : "earliest "}${formatSoon(found.earliest, zone, now)}`;
}

/** The needed-by day `days` later, and the instant at which it ends, in the requester's zone. */
function laterBy(neededByAt: EpochMs, zone: string, days: number) {
  const date = addDays(dateIn(neededByAt - MINUTE_MS, zone), days);
  return { date, end: startOfDay(addDays(date, 1), zone) };
}

function missingWords(
  { lengthMin, neededByAt, systems, needs }: store.Ask,
  teams: readonly { name: string }[],
  candidates: readonly PoolPerson[],
  zone: string,
): string {
  const teamIds = needs.flatMap((need) => need.teamIds);
  const systemNames = joined(systems.map(({ name }) => name));
  const asked = teamIds.length > 0 ? joined(teams.map(({ name }) => name)) : `whoever can do ${systemNames}`;
  if (candidates.length === 0) {
    if (teamIds.length > 0) return `Nobody on ${asked} can be asked now.`;
    return systems.length > 0
      ? `Nobody says that they can do ${systemNames}.`
      : "The request names no team and no system, so nobody can be suggested.";
  }
  if (candidates.every(({ busy }) => !busy.known))
    return `No calendar of ${asked} can be read, so nobody is known to be free.`;
  return `You and ${asked} have no ${lengthMin} minutes in common by ${formatDay(neededByAt - MINUTE_MS, zone)}.`;
}

/** Which seat is the one that nobody can take; or that each can be taken, and never all of them at once. */
async function missingInGroup(
  { db, actor }: Context,
  ask: store.Ask,
  lacking: readonly Need[],
  pool: Pool,
): Promise<string> {
  const { zone } = actor;
  const waiting = ask.seated.length > 0 ? pool.waiting.get(ask.id) : undefined;
  const when = waiting
    ? `on ${formatDay(waiting.start, zone)} at ${formatTime(waiting.start, zone)}`
    : `for ${ask.lengthMin} minutes by ${formatDay(ask.neededByAt - MINUTE_MS, zone)}`;
  if (lacking.length > 0) return nobodyWords(db, ask, lacking, when);
  const labels = await needLabels(db, ask);
  return `Each of ${joined(labels)} has somebody who is free with you, but never at the same time ${when}.`;
}
