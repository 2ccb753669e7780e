import type { Context } from "../context";
import { parse } from "../input";
import { readHistory } from "./history";
import * as store from "./map-store";
import {
  type MapCell,
  type MapRow,
  type MapView,
  RISKS,
  type Verdict,
  ViewMap,
  type WallTeam,
} from "./schema";
import { verdictFrom } from "./verdict";
import { allTeams } from "./walls-store";

/** Columns that a page has room for. */
const MOST_PEOPLE = 60;

/**
 * Systems by the people of some teams: of the actor's own where none is named. Whether enough people can do a system is
 * judged by everybody who works here. People stand in the order of their names, and are neither counted nor sorted.
 */
export async function getMap(context: Context, input: unknown): Promise<MapView> {
  const { db, actor } = context;
  const { team, sort, since } = parse(ViewMap, input);
  const [teams, systems, history] = await Promise.all([
    allTeams(db),
    store.systemsWithAble(db),
    readHistory(context),
  ]);
  const chosen = chosenTeams(teams, team, actor.teamId);
  const everybody = await store.peopleOfTeams(
    db,
    chosen.map(({ id }) => id),
  );
  // In the order of the teams, so that none loses its people from the middle.
  const people = chosen
    .flatMap(({ id }) => everybody.filter(({ teamId }) => teamId === id))
    .slice(0, MOST_PEOPLE);
  const cells = await store.cellsOf(
    db,
    people.map(({ id }) => id),
  );
  const cellsBy = Map.groupBy(cells, ({ systemId }) => systemId);
  const quarters = history.quarters.map(({ date }) => date);
  const rows = systems.map(
    ({ id, name, slug, able, one }): MapRow => ({
      ...{ id, name, slug, verdict: verdictFrom(able, one) },
      counts: [...history.countsOf(id), able],
      cells: Object.fromEntries(
        (cellsBy.get(id) ?? []).map(({ personId, level, wantsToLearn }): [string, MapCell] => [
          personId,
          { level, wantsToLearn },
        ]),
      ),
    }),
  );
  return {
    ...{ sort, allTeams: teams, quarters },
    teams: chosen.map((one) => ({
      ...one,
      people: people.filter(({ teamId }) => teamId === one.id).map(({ id, name }) => ({ id, name })),
    })),
    peopleLeftOut: everybody.length - people.length,
    // Sorting keeps the names' order among those at equal risk.
    rows: sort === "name" ? rows : rows.sort((a, b) => ableIn(a.verdict) - ableIn(b.verdict)),
    since: since && quarters.includes(since) ? quarters.indexOf(since) : lastButOne(quarters),
    couldLearn: learnersOf(rows),
  };
}

function chosenTeams(teams: readonly WallTeam[], asked: readonly string[], ownId: string | null): WallTeam[] {
  const named = teams.filter(({ id }) => asked.includes(id));
  if (named.length > 0) return named;
  const own = teams.find(({ id }) => id === ownId) ?? teams[0];
  return own ? [own] : [];
}

/** Far enough back that something can have changed; -1 of none. */
const lastButOne = ({ length }: readonly string[]) => Math.max(length - 2, Math.min(length - 1, 0));

const ableIn = (verdict: Verdict) =>
  verdict.risk === "several" ? verdict.people : RISKS.indexOf(verdict.risk);

function learnersOf(rows: readonly MapRow[]): number {
  const risky = rows.filter(({ verdict }) => verdict.risk !== "several");
  return new Set(
    risky.flatMap(({ cells }) =>
      Object.entries(cells).flatMap(([id, { wantsToLearn }]) => (wantsToLearn ? [id] : [])),
    ),
  ).size;
}
