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
  const every = pairsOf(rows, teams);
  const pairs = every.filter(
    (pair) => !discipline || pair.from.discipline === discipline || pair.to.discipline === discipline,
  );
  const { shown, leftOut } = busiest(teams, pairs);
  const byId = new Map(teams.map((team) => [team.id, team]));
  const [asking, asked] = [byId.get(from ?? ""), byId.get(to ?? "")];
  const first = asking && asked && asking !== asked ? { from: asking, to: asked } : pairs[0];
  return {
    ...{ weeks, window, discipline, view, pairs, teams: shown, teamsLeftOut: leftOut },
    ...{ stretches, stretchWeeks: weeks / stretches },
    disciplines: (Object.keys(DISCIPLINES) as Discipline[]).filter((one) =>
      teams.some((team) => team.discipline === one),
    ),
    hasTeams: teams.length > 1,
    chosen: first ? await chosenPair(context, every, first, window) : null,
  };
}

/** Every pair with traffic, what needs looking at first. `teams` are in the order of their names. */
function pairsOf(rows: readonly store.PairRow[], teams: readonly WallTeam[]): TeamPair[] {
  const byId = new Map(teams.map((team, place) => [team.id, { team, place }]));
  const found = rows.flatMap(({ from, to, counts }) => {
    const [asking, asked] = [byId.get(from), byId.get(to)];
    if (!asking || !asked) return [];
    const place = asking.place * teams.length + asked.place;
    const back = asked.place * teams.length + asking.place;
    return [{ from: asking.team, to: asked.team, counts, place, back, ...sumOf(counts) }];
  });
  const traffic = new Map(found.map((pair) => [pair.place, pair]));
  return found
    .map(({ back, ...pair }) => {
      const verdict = pairVerdict(pair, traffic.get(back) ?? NOTHING);
      return { ...pair, verdict, weight: gravity(pair, verdict) };
    })
    .sort((a, b) => b.weight - a.weight || a.place - b.place)
    .map(({ place: _, weight: __, ...pair }) => pair);
}

const NOTHING = { held: 0, unanswered: 0 };

const sumOf = (counts: TeamPair["counts"]) => ({
  held: counts.reduce((sum, [, held]) => sum + held, 0),
  unanswered: counts.reduce((sum, [, , unanswered]) => sum + unanswered, 0),
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
): Promise<WallsView["chosen"]> {
  const ref = { fromId: from.id, toId: to.id };
  const [lastHeldAt, unanswered, learners] = await Promise.all([
    store.lastHeldBetween(db, ref),
    store.unansweredBetween(db, ref, { window, now, limit: MOST_REQUESTS }),
    store.learnersBetween(db, ref),
  ]);
  const pairOf = (asking: WallTeam, asked: WallTeam): TeamPair =>
    pairs.find((pair) => pair.from.id === asking.id && pair.to.id === asked.id) ?? {
      ...{ from: asking, to: asked, held: 0, unanswered: 0, verdict: "open", counts: [] },
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
