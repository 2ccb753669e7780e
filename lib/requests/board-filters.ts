import type { BoardFilters, BoardRow, SetFilter } from "./schema";

/** Which filter keeps which rows. */
const FITS: { [F in SetFilter]: (row: BoardRow, value: NonNullable<BoardFilters[F]>) => boolean } = {
  help: (row) => row.couldHelp,
  learn: (row) => row.wantsToLearn,
  team: (row, id) => row.teams.some((team) => team.id === id),
  from: (row, id) => row.requester.teamId === id,
  system: (row, slug) => row.systems.some((system) => system.slug === slug),
  discipline: (row, discipline) => row.teams.some((team) => team.discipline === discipline),
  length: (row, most) => row.lengthMin <= Number(most),
};

const FILTERS = Object.keys(FITS) as SetFilter[];

const isSet = (filters: BoardFilters, filter: SetFilter) =>
  filters[filter] !== undefined && filters[filter] !== false;

export const setFilters = (filters: BoardFilters): SetFilter[] => FILTERS.filter((f) => isSet(filters, f));

/** The rows that fit all filters but `except`. */
export function fitting(rows: readonly BoardRow[], filters: BoardFilters, except?: SetFilter): BoardRow[] {
  const active = setFilters(filters).filter((filter) => filter !== except);
  return rows.filter((row) => active.every((filter) => FITS[filter](row, filters[filter] as never)));
}
