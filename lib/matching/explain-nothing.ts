import type { Context } from "@/lib/context";
import { formatDay } from "@/lib/time/format";
import { type EpochMs, MINUTE_MS } from "@/lib/time/instant";
import { addDays, dateIn, startOfDay } from "@/lib/time/zone";
import { firstName } from "../people/first-name";
import { commonTimes, mayBeAsked, type Question } from "./common-times";
import { type Pool, type PoolPerson, readPool, windowOf } from "./read-pool";
import { joined, startWords } from "./reasons";
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
 * @param candidates Everybody who may be asked as the request stands.
 */
export async function explainNothing(
  context: Context,
  ask: store.Ask,
  candidates: readonly PoolPerson[],
): Promise<Nothing> {
  const { db, now, actor } = context;
  const [asked, teams] = await Promise.all([
    store.teamNames(db, ask.teamIds),
    ask.systems.length > 0
      ? store.teamsAbleToHelp(
          db,
          ask.systems.map(({ id }) => id),
          ask.teamIds,
          MOST_TEAMS,
        )
      : store.teamsAlike(db, ask.teamIds, MOST_TEAMS),
  ]);
  const latest = laterBy(ask.neededByAt, actor.zone, LATER_DAYS.at(-1) ?? 0);
  const pool = await readPool(context, [ask], {
    teamIds: teams.map(({ id }) => id),
    until: windowOf(latest.end, now).end,
  });
  const requester = pool.people.get(ask.requesterId);
  const changes = requester
    ? changesFor(context, ask, pool, requester, ask.teamIds.length > 0 ? teams : [])
    : [];
  return {
    missing: missingWords(ask, asked, candidates, actor.zone),
    changes: changes.sort((a, b) => b.times - a.times || b.people - a.people || a.earliest - b.earliest),
  };
}

function changesFor(
  { now, actor }: Context,
  ask: store.Ask,
  pool: Pool,
  requester: PoolPerson,
  teams: readonly { id: string; name: string }[],
): Change[] {
  const base: Question = { ask, window: windowOf(ask.neededByAt, now), lengthMin: ask.lengthMin, now };
  const opened = (change: Pick<Change, "kind" | "title" | "value">, question: Question): Change[] => {
    const found = opens(pool, question);
    return found ? [{ ...change, ...found, opens: opensWords(found, now, actor.zone) }] : [];
  };
  const first = (options: Change[][]) => options.find((list) => list.length > 0) ?? [];

  return [
    ...teams.flatMap(({ id, name }) =>
      opened(
        { kind: "team", title: `Ask ${name} as well`, value: id },
        { ...base, ask: { ...ask, teamIds: [...ask.teamIds, id] } },
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

function opens(pool: Pool, question: Question) {
  const people = [...pool.people.values()].filter(
    (person) => person.busy.known && mayBeAsked(pool, question.ask, person),
  );
  const times = commonTimes(pool, question, people);
  const free = people.filter(({ id }) => (times.get(id)?.length ?? 0) > 0);
  const starts = new Set(free.flatMap(({ id }) => times.get(id) ?? []));
  if (starts.size === 0) return undefined;
  return {
    times: starts.size,
    people: free.length,
    only: free.length === 1 ? free[0]?.name : undefined,
    earliest: Math.min(...starts),
  };
}

function opensWords(
  found: { times: number; people: number; only?: string | undefined; earliest: EpochMs },
  now: EpochMs,
  zone: string,
): string {
  const times = found.times === 1 ? "1 time" : `${found.times} times`;
  const who = found.only ? firstName(found.only) : `${found.people} people`;
  return `opens ${times} with ${who}, ${found.times === 1 ? "" : "earliest "}${startWords(found.earliest, now, zone)}`;
}

/** The needed-by day `days` later, and the instant at which it ends, in the requester's zone. */
function laterBy(neededByAt: EpochMs, zone: string, days: number) {
  const date = addDays(dateIn(neededByAt - MINUTE_MS, zone), days);
  return { date, end: startOfDay(addDays(date, 1), zone) };
}

function missingWords(
  { lengthMin, neededByAt, systems, teamIds }: store.Ask,
  teams: readonly { name: string }[],
  candidates: readonly PoolPerson[],
  zone: string,
): string {
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
