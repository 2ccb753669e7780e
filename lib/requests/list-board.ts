import type { Context } from "../context";
import { parse } from "../input";
import type { Discipline } from "../people/schema";
import { dateIn } from "../time/zone";
import { fitting, setFilters } from "./board-filters";
import { boardRow } from "./board-row";
import { BoardFilters, type BoardRow, type BoardView } from "./schema";
import { boardRecords } from "./store";

/**
 * The board: requests of one state, filtered and sorted. One query reads the state's requests, since the counts beside
 * the filters need those that are not shown, too. Filters that name nothing are no filters.
 */
export async function listBoard({ db, actor, now }: Context, input: unknown): Promise<BoardView> {
  const filters = parse(BoardFilters, input);
  const records = await boardRecords(db, {
    state: filters.state,
    sort: filters.sort,
    viewerId: actor.personId,
    now,
  });
  const all = records.map((record) => boardRow(record, actor, now));
  return {
    filters,
    zone: actor.zone,
    today: dateIn(now, actor.zone),
    rows: fitting(all, filters),
    total: all.length,
    counts: {
      help: fitting(all, { ...filters, help: true }).length,
      learn: fitting(all, { ...filters, learn: true }).length,
    },
    choices: choicesOf(all),
    without: setFilters(filters).map((filter) => ({ filter, rows: fitting(all, filters, filter).length })),
  };
}

function choicesOf(rows: readonly BoardRow[]): BoardView["choices"] {
  const teams = rows.flatMap((row) => row.teams);
  const from = rows.flatMap(({ requester: { teamId: id, teamName: name, discipline } }) =>
    id && name && discipline ? [{ id, name, discipline }] : [],
  );
  const disciplines = new Set(teams.map((team) => team.discipline as Discipline));
  return {
    teams: distinct(teams),
    from: distinct(from),
    systems: distinct(rows.flatMap((row) => row.systems)),
    disciplines: [...disciplines].sort(),
  };
}

const distinct = <T extends { id: string; name: string }>(things: readonly T[]): T[] =>
  [...new Map(things.map((thing) => [thing.id, thing])).values()].sort((a, b) =>
    a.name.localeCompare(b.name, "en"),
  );
