import type { Starts } from "@/lib/availability/starts";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/errors";
import type { EpochMs } from "@/lib/time/instant";
import { commonTimes, isCutShort, mayBeAsked, type Question } from "./common-times";
import { gatherFacts, type Past, type PersonFacts, readPast } from "./gather-facts";
import { type Groups, groupsOf, unrankedMeetings } from "./group-times";
import { bestStart, isOpenTo } from "./group-view";
import { type Ranked, rank } from "./rank";
import { type Pool, type PoolPerson, readPool, windowOf } from "./read-pool";
import type { Ask } from "./store";

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
export async function compareAll(context: Context, ask: Ask, { all }: { all: boolean }): Promise<Compared> {
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

function compare({ actor, now }: Context, ask: Ask, pool: Pool, past: Past): Compared {
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
function candidatesOf(pool: Pool, ask: Ask, viewer: PoolPerson): PoolPerson[] {
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
