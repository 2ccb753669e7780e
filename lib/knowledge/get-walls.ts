import type { Context } from "../context";
import { parse } from "../input";
import type { Discipline } from "../people/schema";
import { DISCIPLINES } from "../people/schema";
import { WEEK_MS } from "../time/instant";
import type { Interval } from "../time/interval";
import { type TeamPair, ViewWalls, type WallsView, type WallTeam } from "./schema";
import { gravity, pairVerdict } from "./walls";
import * as store from "./walls-store";

/** Bars of a trend: a bar is a week of four weeks and of a quarter, two of half a year, four of a year. */
const STRETCHES = { 4: 4, 13: 13, 26: 13, 52: 13 } as const;

/** Teams that a picture has room for. */
const MOST_TEAMS = 24;
const MOST_REQUESTS = 5;
const MOST_SYSTEMS = 3;

/**
 * Who sits down with whom, teams only: sessions that took place in each direction, and requests that found nobody.
 * Private sessions count for nobody, not even for those who sat there: everybody sees the same numbers.
 */
export async function getWalls(context: Context, input: unknown): Promise<WallsView> {
  const { db, now } = context;
  const { weeks, discipline, from, to, view } = parse(ViewWalls, input);
  const window = { start: now - weeks * WEEK_MS, end: now };
  const stretches = STRETCHES[weeks];
  const [teams, rows] = await Promise.all([
    store.allTeams(db),
    store.trafficBetween(db, { window, stretches, now }),
  ]);
  const every = pairsOf(rows, teams, stretches);
  const pairs = every.filter(
    (pair) => !discipline || pair.from.discipline === discipline || pair.to.discipline === discipline,
  );
  const { shown, leftOut } = busiest(teams, pairs);
  const byId = new Map(teams.map((team) => [team.id, team]));
  const [asking, asked] = [byId.get(from ?? ""), byId.get(to ?? "")];
  const first = asking && asked && asking !== asked ? { from: asking, to: asked } : pairs[0];
  return {
    ...{ weeks, window, discipline, view, pairs, teams: shown, teamsLeftOut: leftOut },
    stretchWeeks: weeks / stretches,
    disciplines: (Object.keys(DISCIPLINES) as Discipline[]).filter((one) =>
      teams.some((team) => team.discipline === one),
    ),
    hasTeams: teams.length > 1,
    chosen: first ? await chosenPair(context, every, first, window, stretches) : null,
  };
}

/** Every pair with traffic, what needs looking at first. */
function pairsOf(rows: readonly store.PairRow[], teams: readonly WallTeam[], stretches: number): TeamPair[] {
  const byId = new Map(teams.map((team) => [team.id, team]));
  const found = rows.flatMap(({ from, to, counts }) => {
    const [asking, asked] = [byId.get(from), byId.get(to)];
    if (!asking || !asked) return [];
    const trend = Array.from({ length: stretches }, () => ({ held: 0, unanswered: 0 }));
    for (const [stretch, held, unanswered] of counts) {
      const one = trend[stretch];
      if (one) trend[stretch] = { held: one.held + held, unanswered: one.unanswered + unanswered };
    }
    return [{ from: asking, to: asked, trend, ...sumOf(trend) }];
  });
  const traffic = new Map(found.map((pair) => [`${pair.from.id} ${pair.to.id}`, pair]));
  const back = (pair: (typeof found)[number]) =>
    traffic.get(`${pair.to.id} ${pair.from.id}`) ?? { held: 0, unanswered: 0 };
  return found
    .map((pair) => ({ ...pair, verdict: pairVerdict(pair, back(pair)) }))
    .sort(
      (a, b) =>
        gravity(b, b.verdict) - gravity(a, a.verdict) ||
        a.from.name.localeCompare(b.from.name, "en") ||
        a.to.name.localeCompare(b.to.name, "en"),
    );
}

const sumOf = (trend: readonly { held: number; unanswered: number }[]) => ({
  held: trend.reduce((sum, { held }) => sum + held, 0),
  unanswered: trend.reduce((sum, { unanswered }) => sum + unanswered, 0),
});

/** Teams with any traffic, in the order of their disciplines; of too many those with most. */
function busiest(teams: readonly WallTeam[], pairs: readonly TeamPair[]) {
  const traffic = new Map<string, number>();
  for (const { from, to, held, unanswered } of pairs)
    for (const { id } of [from, to]) traffic.set(id, (traffic.get(id) ?? 0) + held + unanswered);
  const order = Object.keys(DISCIPLINES);
  const all = teams
    .filter(({ id }) => traffic.has(id))
    .sort((a, b) => (traffic.get(b.id) ?? 0) - (traffic.get(a.id) ?? 0));
  const place = ({ discipline }: WallTeam) => order.indexOf(discipline);
  return {
    shown: all.slice(0, MOST_TEAMS).sort((a, b) => place(a) - place(b) || a.name.localeCompare(b.name, "en")),
    leftOut: Math.max(0, all.length - MOST_TEAMS),
  };
}

async function chosenPair(
  { db, now }: Context,
  pairs: readonly TeamPair[],
  { from, to }: { from: WallTeam; to: WallTeam },
  window: Interval,
  stretches: number,
): Promise<WallsView["chosen"]> {
  const ref = { fromId: from.id, toId: to.id };
  const [lastHeldAt, unanswered, learners] = await Promise.all([
    store.lastHeldBetween(db, ref),
    store.unansweredBetween(db, ref, { window, now, limit: MOST_REQUESTS }),
    store.learnersBetween(db, ref),
  ]);
  const pairOf = (asking: WallTeam, asked: WallTeam): TeamPair =>
    pairs.find((pair) => pair.from.id === asking.id && pair.to.id === asked.id) ?? {
      ...{ from: asking, to: asked, held: 0, unanswered: 0, verdict: "open" },
      trend: Array.from({ length: stretches }, () => ({ held: 0, unanswered: 0 })),
    };
  const wanting = (teamId: string) =>
    new Set(learners.flatMap((one) => (one.teamId === teamId ? one.personIds : []))).size;
  const systems = new Map(learners.map(({ name, slug }) => [slug, { name, slug }]));
  return {
    there: pairOf(from, to),
    back: pairOf(to, from),
    lastHeldAt,
    unanswered,
    learners: {
      from: wanting(from.id),
      to: wanting(to.id),
      systems: [...systems.values()].slice(0, MOST_SYSTEMS),
    },
  };
}
