import type { Context } from "../context";
import { parse } from "../input";
import type { Discipline } from "../people/schema";
import { DISCIPLINES } from "../people/schema";
import { WEEK_MS } from "../time/instant";
import type { Interval } from "../time/interval";
import { type TeamPair, ViewWalls, type WallsView, type WallTeam } from "./schema";
import { suggestAcross } from "./suggest-across";
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
  const [teams, { teamIds, traffic }] = await Promise.all([
    store.allTeams(db),
    store.trafficBetween(db, { window, stretches, now }),
  ]);
  const every = pairsOf(teams, teamIds, traffic);
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

type Found = Omit<TeamPair, "verdict" | "counts"> & {
  held: number;
  unanswered: number;
  counts: [number, number, number][];
  place: number;
};

/** Every pair with traffic, what needs looking at first. `teams` are in the order of their names. */
function pairsOf(
  teams: readonly WallTeam[],
  teamIds: readonly string[],
  traffic: readonly store.TrafficRow[],
): TeamPair[] {
  const places = new Map(teams.map(({ id }, place) => [id, place]));
  const placeOf = teamIds.map((id) => places.get(id) ?? -1);
  const keyOf = (from: number, to: number) => from * teams.length + to;
  const found = new Map<number, Found>();
  for (const [from, to, stretch, held, unanswered] of traffic) {
    const [asking, asked] = [placeOf[from] ?? -1, placeOf[to] ?? -1];
    const [fromTeam, toTeam] = [teams[asking], teams[asked]];
    // A team made since the other query was asked.
    if (!fromTeam || !toTeam) continue;
    const place = keyOf(asking, asked);
    const pair = found.get(place) ?? {
      ...{ from: fromTeam, to: toTeam, held: 0, unanswered: 0 },
      ...{ counts: [], place },
    };
    pair.held += held;
    pair.unanswered += unanswered;
    pair.counts.push([stretch, held, unanswered]);
    found.set(place, pair);
  }
  return [...found.values()]
    .map(({ place, ...pair }) => {
      const back = found.get(keyOf(place % teams.length, Math.floor(place / teams.length)));
      const verdict = pairVerdict(pair, back ?? NOTHING);
      return { pair: { ...pair, verdict }, place, weight: gravity(pair, verdict) };
    })
    .sort((a, b) => b.weight - a.weight || a.place - b.place)
    .map(({ pair }) => pair);
}

const NOTHING = { held: 0, unanswered: 0 };

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
  context: Context,
  pairs: readonly TeamPair[],
  { from, to }: { from: WallTeam; to: WallTeam },
  window: Interval,
): Promise<WallsView["chosen"]> {
  const { db, now } = context;
  const ref = { fromId: from.id, toId: to.id };
  const [lastHeldAt, unanswered, learners, suggestion] = await Promise.all([
    store.lastHeldBetween(db, ref),
    store.unansweredBetween(db, ref, { window, now, limit: MOST_REQUESTS }),
    store.learnersBetween(db, ref),
    suggestAcross(context, ref),
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
    suggestion,
  };
}
